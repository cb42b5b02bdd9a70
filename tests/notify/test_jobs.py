"""Each handler tells everybody it should, once, however often it runs."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries import work
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, planning
from inquiries.notify.channels import CHANNELS
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Shown
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Refused
from inquiries.people import wishes
from inquiries.people.accounts import Staff
from inquiries.people.wishes import Event, How, Wishes
from inquiries.queue import jobs, kinds
from inquiries.queue.jobs import Job
from tests.notify.conftest import Kept, Moment, Opened, all_deliveries, drain
from tests.opened import NOON, again, events, media

TO_SENDER = ("receipt", "bo@gazette.example", "")


def told(found: list[Shown]) -> list[tuple[str, str, str]]:
    return sorted((one.delivery.kind, one.delivery.recipient, one.delivery.recipient_name) for one in found)


async def dead_letter(tx: Tx, inquiry_id: int) -> int:
    """The job of a mail that waits for a person."""
    about = {"inquiry_id": inquiry_id, "domain": "charity.example", "key": "dead", "at": NOON}
    await deliveries.add(tx, kind="receipt", recipient="bo@gazette.example", recipient_name="", **about)
    await tx.execute(
        tables.jobs.update().where(tables.jobs.c.kind == kinds.DELIVER).values(state=tables.DEAD)
    )
    return int(await tx.scalar(sa.select(sa.func.max(tables.deliveries.c.job_id))) or 0)


async def snapshot(post: Post) -> dict[str, list[tuple[object, ...]]]:
    """Every row a handler could have touched."""
    names = ("deliveries", "inquiries", "history", "entries", "jobs", "digest_items")
    tables_ = [tables.metadata.tables[name] for name in names]
    async with post.database.read() as db:
        return {
            table.name: [tuple(row) for row in await db.execute(sa.select(table).order_by(table.c.id))]
            for table in tables_
        }


@pytest.mark.parametrize(
    "kind",
    [kinds.ANNOUNCE, kinds.RECEIPT, kinds.REASSURE, kinds.MENTION, kinds.HEARD, kinds.BURIED],
)
async def test_a_handler_that_runs_twice_changes_nothing_the_second_time(
    post: Post, opened: Opened, people: dict[str, Staff], kind: str
) -> None:
    ana = people["Ana"].id
    await post.database.write(wishes.keep, ana, Wishes(choices={("", Event.NEW): How.DIGEST}))
    (inquiry,) = await opened(media(owner_id=ana))
    await post.database.write(changes.acknowledge, inquiry, staff_id=ana, text="Mine", back_by=None, at=NOON)
    dead = await post.database.write(dead_letter, inquiry.id)
    about = {"inquiry": inquiry.id, "entry": 1, "job": dead}
    job = Job(7, kind, about | ({"staff": ana} if kind == kinds.MENTION else {}), 1, "lease")
    first = await work.handlers(post)[kind](job)
    before = await snapshot(post)
    assert await work.handlers(post)[kind](job) == first
    assert await snapshot(post) == before
    assert len(before["deliveries"]) > 1
    assert len(before["digest_items"]) == (kind == kinds.ANNOUNCE)


async def test_a_delivery_sent_twice_is_the_same_mail(post: Post, opened: Opened, kept: Kept) -> None:
    (inquiry,) = await opened(media())
    await work.handlers(post)[kinds.RECEIPT](Job(7, kinds.RECEIPT, {"inquiry": inquiry.id}, 1, "lease"))
    (one,) = await all_deliveries(post)
    before = await snapshot(post)
    for tries in (1, 2):
        job = Job(one.job_id, kinds.DELIVER, {}, tries, "lease")
        assert await work.handlers(post)[kinds.DELIVER](job) == Done("250 ok")
    (_, first), (_, second) = kept.mails
    assert first.as_bytes() == second.as_bytes()
    assert await snapshot(post) == before


async def test_a_desk_that_is_handed_an_inquiry_is_told_of_it_and_nobody_is_told_twice_for_one_desk(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    media_desk = [one for one in told(await all_deliveries(post)) if one[0] == "notification"]
    for desk in ("events", "media", "events"):
        found = await again(post.database, inquiry)
        await post.database.write(
            changes.hand_over,
            found,
            to=None,
            desk=desk,
            clocks=planning.anew(post.settings, found, desk=desk, deadline=None),
            wait_until=None,
            word="",
            staff_id=people["Ana"].id,
            at=NOON,
        )
        await drain(post)
    every = [one for one in told(await all_deliveries(post)) if one[0] == "notification"]
    added = [one for one in every if one not in media_desk or every.count(one) > 1]
    assert len(every) == len(media_desk) + len(set(added))
    assert {to for _, to, _ in added} == {
        "events@charity.example",
        *(who.email for who in people.values() if "events" in who.desks and not who.disabled),
    }


async def test_the_desks_people_its_mailbox_and_its_further_addresses_are_told_once_each_and_nobody_else(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    await opened(media())
    await drain(post)
    assert told(await all_deliveries(post)) == [
        ("notification", "ana@charity.example", "Ana"),
        ("notification", "dee@charity.example", "Dee"),
        ("notification", "duty@charity.example", ""),
        ("notification", "media@charity.example", ""),
        TO_SENDER,
    ]


async def test_a_desks_mailbox_that_is_somebodys_account_is_told_once(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    async with post.database.read() as db:
        before = await db.scalar(sa.select(sa.func.count()).select_from(tables.deliveries))
    await opened(events())
    await drain(post)
    found = told(await all_deliveries(post))
    assert (before, [name for kind, _, name in found if kind == "notification"]) == (0, ["Cy", "Dee", ""])


async def test_whom_a_note_names_is_told_unless_they_may_no_longer_read_it(
    post: Post, opened: Opened, people: dict[str, Staff]
) -> None:
    (inquiry,) = await opened(media())
    writer = people["Ana"].id
    await post.database.write(
        changes.note, inquiry, text="@Dee: one in six", staff_id=writer, once_key="k", at=NOON
    )
    await drain(post)
    assert ("mention", "dee@charity.example", "Dee") in told(await all_deliveries(post))
    before = len(await all_deliveries(post))
    for name in ("Cy", "Eve"):
        payload = {"inquiry": inquiry.id, "entry": 1, "staff": people[name].id}
        outcome = await work.handlers(post)[kinds.MENTION](Job(7, kinds.MENTION, payload, 1, "lease"))
        assert outcome == Done("nobody to tell")
    assert len(await all_deliveries(post)) == before


async def test_a_second_acknowledgement_is_told_too(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await opened(media())
    for turn in range(2):
        found = await again(post.database, inquiry)
        moment.at = NOON + timedelta(minutes=turn)
        await post.database.write(
            changes.acknowledge, found, staff_id=people["Ana"].id, text="Mine", back_by=None, at=moment.at
        )
        await drain(post)
    acknowledged = [one for one in told(await all_deliveries(post)) if one[0] == "acknowledgement"]
    assert acknowledged == [("acknowledgement", "bo@gazette.example", "")] * 2


@pytest.mark.parametrize(
    "kind", [kinds.ANNOUNCE, kinds.RECEIPT, kinds.REASSURE, kinds.MENTION, kinds.HEARD, kinds.DELIVER]
)
async def test_what_was_erased_meanwhile_is_refused_in_words(post: Post, kind: str) -> None:
    outcome = await work.handlers(post)[kind](Job(99, kind, {"inquiry": 99}, 1, "lease"))
    assert isinstance(outcome, Refused)
    assert outcome.reason.endswith("is no longer there")


@pytest.mark.parametrize("kind", [kinds.RECEIPT, kinds.REASSURE])
async def test_who_rang_and_left_no_address_is_sent_nothing(post: Post, opened: Opened, kind: str) -> None:
    (inquiry,) = await opened(media(answers={"email": ""}))
    job = Job(7, kind, {"inquiry": inquiry.id}, 1, "lease")
    assert await work.handlers(post)[kind](job) == Done("they rang and left no address")
    assert await all_deliveries(post) == []


async def test_a_job_done_by_the_worker_is_done(post: Post, opened: Opened, kept: Kept) -> None:
    await opened(media())
    await drain(post)
    async with post.database.read() as db:
        states = set(await db.scalars(sa.select(tables.jobs.c.state)))
        attempts = [tuple(row) for row in await db.execute(sa.select(tables.attempts.c.said).distinct())]
    assert (states, sorted(attempts)) == ({tables.DONE}, [("",), ("2 to tell",), ("250 ok",)])
    assert sorted(to for to, _ in kept.mails) == [
        "bo@gazette.example",
        "duty@charity.example",
        "media@charity.example",
    ]


@pytest.mark.parametrize("name", CHANNELS)
async def test_a_channel_says_how_it_ended_and_raises_nothing(
    post: Post, opened: Opened, kept: Kept, name: str
) -> None:
    """Every channel: done is passed on, so is trouble, and the inquiry may be gone."""
    (inquiry,) = await opened(media())
    await post.database.write(
        deliveries.add,
        kind="notification",
        recipient="ana@charity.example",
        recipient_name="Ana",
        inquiry_id=inquiry.id,
        domain="charity.example",
        key="k",
        at=NOON,
        channel=name,
    )
    (one,) = await all_deliveries(post)
    assert await CHANNELS[name].deliver(post, one.delivery) == Done("250 ok")
    kept.answer = Refused("550 no")
    assert await CHANNELS[name].deliver(post, one.delivery) == Refused("550 no")
    async with post.database.read() as db:
        assert await jobs.any_due(db, now=NOON)


async def test_a_second_desk_announces_to_its_own_people_though_some_were_told_before(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept
) -> None:
    (inquiry,) = await opened(media())
    await drain(post)
    kept.mails.clear()
    await post.database.write(lambda tx: tx.execute(tables.inquiries.update().values(desk="events")))
    again_key = f"{kinds.ANNOUNCE}:{inquiry.id}:2"
    await post.database.write(jobs.enqueue, kinds.ANNOUNCE, again_key, {"inquiry": inquiry.id}, at=NOON)
    await drain(post)
    assert sorted(to for to, _ in kept.mails) == [
        "cy@charity.example",
        "dee@charity.example",
        "events@charity.example",
    ]
    assert (await again(post.database, inquiry)).desk == "events"
