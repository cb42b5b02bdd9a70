"""What people wish is kept to: quiet hours hold back, digests collect, substitutes get it; dead letters, once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from inquiries import work
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.inquiry.changes import calling
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.notify import digests
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Refused
from inquiries.people import absences, accounts, wishes
from inquiries.people.accounts import Staff
from inquiries.people.wishes import Event, How, Quiet, Wishes
from inquiries.queue import jobs, kinds
from inquiries.queue.jobs import Job
from tests.notify.conftest import Kept, Moment, Opened, all_deliveries, drain
from tests.opened import HOUR, NOON, clocks, media

ANA, DEE = "ana@charity.example", "dee@charity.example"
HOUSE = ["duty@charity.example", "media@charity.example"]
QUIET = Quiet(11 * 60, 14 * 60, urgent_comes_through=True)  # it is noon in Ottawa
FAR = clocks(start=20 * HOUR, deadline=24 * HOUR)
FAR = replace(FAR, respond_intent_at=NOON + 18 * HOUR)


async def wish(post: Post, who: Staff, wished: Wishes) -> None:
    await post.database.write(wishes.keep, who.id, wished)


def digest(*events: Event) -> Wishes:
    return Wishes(choices={("", event): How.DIGEST for event in events})


def sent(kept: Kept, *, to: str = "") -> list[tuple[str, str]]:
    """(to, subject) of what went to staff."""
    mails = [(address, str(mail["Subject"])) for address, mail in kept.mails]
    return [one for one in mails if one[0] != "bo@gazette.example" and to in one[0]]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def said(post: Post, to: str) -> list[str]:
    """How each mail to them ended."""
    found = [one for one in await all_deliveries(post) if one.delivery.recipient == to]
    return [one.attempts[-1].said if one.attempts else "waits" for one in found]


async def test_quiet_hours_hold_a_notice_until_they_end_and_not_what_is_urgent(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    await wish(post, people["Ana"], Wishes(quiet=QUIET))
    await opened(media(clocks=FAR), media(clocks=clocks(start=HOUR)))
    await drain(post)
    assert [to for to, _ in sent(kept)].count(ANA) == 1
    assert await said(post, ANA) == ["waits", "250 ok"]
    moment.at = NOON + 2 * HOUR - timedelta(seconds=1)
    await drain(post)
    assert await said(post, ANA) == ["waits", "250 ok"]
    moment.at = NOON + 2 * HOUR
    await drain(post)
    assert await said(post, ANA) == ["250 ok", "250 ok"]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("acknowledged", "not sent: somebody acknowledged it meanwhile"),
        ("closed", "not sent: it was closed meanwhile"),
        ("left", "not sent: the account is no longer in use"),
        ("moved", "not sent: no longer on this desk"),
        ("nothing", "250 ok"),
    ],
)
async def test_a_notice_that_was_held_back_and_says_nothing_any_more_is_left(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment, how: str, expected: str
) -> None:
    ana, act = people["Ana"], {"staff_id": people["Dee"].id, "at": NOON}
    await wish(post, ana, Wishes(quiet=QUIET))
    (inquiry,) = await opened(media(clocks=FAR))
    await drain(post)
    match how:
        case "acknowledged":
            await post.database.write(changes.acknowledge, inquiry, text="Mine", back_by=None, **act)
        case "closed":
            await post.database.write(changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", **act)
        case "left":
            await post.database.write(accounts.disable, ana.id, NOON)
        case "moved":
            hers = tables.staff_desks.update().where(tables.staff_desks.c.staff_id == ana.id)
            await post.database.write(lambda tx: tx.execute(hers.values(desk="events")))
    moment.at = NOON + 3 * HOUR
    await drain(post)
    assert await said(post, ANA) == [expected]


async def test_what_is_chosen_for_the_digest_comes_once_a_day_at_its_time_as_one_mail(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    await wish(post, people["Ana"], digest(Event.NEW))
    first, second = await opened(
        media(), media(answers={"outlet": "Radio Rideau"}, clocks=clocks(deadline=None))
    )
    await drain(post)
    assert sorted(to for to, _ in sent(kept)) == sorted([*HOUSE, DEE] * 2)
    act = {"staff_id": people["Dee"].id, "at": NOON}
    await post.database.write(changes.close, first, outcome=Outcome.ANSWERED, reason="", **act)
    assert await digests.send_due(post) == 0
    kept.mails.clear()
    moment.at = NOON + 20.5 * HOUR  # 8:30 the next day
    assert [await digests.send_due(post) for _ in range(2)] == [1, 0]
    await drain(post)
    assert sent(kept) == [(ANA, "Digest: 2 inquiries")]
    words = text(kept.mails[0][1])
    assert words.index("Radio Rideau · ") < words.index("The Example Gazette · ")
    assert "Answered\nMedia · New\n" in words
    assert f"/staff/inquiries/{second.reference}" in words
    assert "Bo Baker" not in words


async def test_a_digest_never_comes_twice_for_a_day_and_what_came_after_it_waits_for_the_next(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    ana = people["Ana"]
    await wish(post, ana, replace(digest(Event.NEW), digest_at=13 * 60))
    made = []
    for hours in (0, 1, 1.5, 2, 26):
        moment.at = NOON + hours * HOUR
        await opened(media(received_at=moment.at))
        await drain(post)
        made.append(await digests.send_due(post))
        if hours == 1.5:  # later the same day by another time is still the same day
            await wish(post, ana, replace(digest(Event.NEW), digest_at=14 * 60))
    await drain(post)
    assert made == [0, 1, 0, 0, 1]
    assert [subject for _, subject in sent(kept, to=ANA)] == ["Digest: 2 inquiries", "Digest: 3 inquiries"]


async def test_two_workers_at_one_moment_make_one_digest(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    await wish(post, people["Ana"], digest(Event.NEW))
    await opened(media())
    await drain(post)
    moment.at = NOON + 24 * HOUR
    assert sum(await asyncio.gather(*(digests.send_due(post) for _ in range(3)))) == 1


async def test_a_day_with_nothing_has_no_digest_and_an_account_that_is_shut_gets_none(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    await wish(post, people["Ana"], digest(Event.NEW))
    moment.at = NOON + 48 * HOUR
    assert await digests.send_due(post) == 0
    await opened(media())
    await drain(post)
    await post.database.write(accounts.disable, people["Ana"].id, moment.at)
    moment.at += 48 * HOUR
    assert await digests.send_due(post) == 0
    async with post.database.read() as db:
        assert (await db.execute(sa.select(tables.digest_items))).all() == []


async def test_a_substitute_gets_the_notices_and_their_mail_says_for_whom(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    times = {"starts_at": NOON - HOUR, "ends_at": NOON + HOUR}
    ana, dee = people["Ana"].id, people["Dee"].id
    await post.database.write(absences.add, staff_id=dee, substitute_id=None, **times)
    await post.database.write(absences.add, staff_id=ana, substitute_id=dee, **times)
    await opened(media())
    await drain(post)
    assert sorted({to for to, _ in sent(kept)}) == [ANA, DEE, *HOUSE]  # nobody of the desk is here
    async with post.database.read() as db:
        hers = (await absences.away(db, NOON))[dee]
    await post.database.write(absences.remove, hers.id, whose=None)
    kept.mails.clear()
    await opened(media(received_at=NOON))
    await drain(post)
    assert sorted({to for to, _ in sent(kept)}) == [DEE, *HOUSE]


async def rang(post: Post, inquiry: Inquiry, by: Staff) -> int:
    call = calling.Call("in", "Bo Baker", "", "They need it by 15:00.", f"key {by.id}")
    await post.database.write(calling.call, inquiry, call=call, staff_id=by.id, at=NOON)
    async with post.database.read() as db:
        return int(await db.scalar(sa.select(sa.func.max(tables.entries.c.id))) or 0)


async def test_a_call_on_somebodys_inquiry_is_told_to_its_owner_and_not_to_who_took_it(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    (inquiry,) = await opened(media(owner_id=people["Ana"].id))
    await drain(post)
    kept.mails.clear()
    ended = []
    for by in ("Dee", "Ana"):
        entry = await rang(post, inquiry, people[by])
        told = {"inquiry": inquiry.id, "entry": entry, "by": people[by].id}
        ended.append(await work.handlers(post)[kinds.HEARD](Job(7, kinds.HEARD, told, 1, "lease")))
    await drain(post)
    assert ended == [Done(), Done("nobody to tell")]
    ((to, mail),) = kept.mails
    assert (to, mail["Subject"]) == (ANA, "They rang again: The Example Gazette, answer by 16:00 today")
    assert "\n\nThey rang; Dee took the call\n" in text(mail)
    assert "15:00" not in text(mail)


async def test_a_dead_letter_is_told_to_administrators_once_and_the_mail_that_tells_it_to_nobody(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    kept.answer = Refused("550, no such mailbox")
    await drain(post)
    dead = [one.delivery for one in await all_deliveries(post) if one.state == tables.DEAD]
    told = [one for one in dead if one.kind == "dead-letter"]
    others = [one for one in dead if one.kind != "dead-letter"]
    assert {one.recipient for one in told} == {DEE}
    assert sorted(one.facts["delivery"] for one in told) == sorted(one.id for one in others)
    before = len(dead)
    for one in await all_deliveries(post):
        await post.database.write(jobs.retry, one.job_id, now=NOON)
    await drain(post)
    assert len([one for one in await all_deliveries(post) if one.state == tables.DEAD]) == before
    words = next(text(mail) for to, mail in kept.mails if mail["Subject"].startswith("A mail could not"))
    assert words.startswith("A mail to ")
    assert "Their server said: 550, no such mailbox" in words
    assert inquiry.reference in words
