"""The pass that climbs alarms: who is told when, once, with two workers, after downtime, when clocks jump."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.inquiry import alarms as steps
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.notify import alarms
from inquiries.outbox.post import Post
from inquiries.outcome import Done
from inquiries.people import rota
from inquiries.people.accounts import Staff
from inquiries.settings import Desk
from tests.notify.conftest import Kept, Moment, Opened, all_deliveries, drain
from tests.opened import HOUR, NOON, again, media

ANA, DEE = "ana@charity.example", "dee@charity.example"
DAY = timedelta(days=1)
EACH = HOUR / 2  # the last safe start is two hours away


async def climbing(opened: Opened, count: int = 1, **changes: Any) -> list[Inquiry]:
    """Inquiries whose alarm climbs as the worker sets it when it opens them."""
    planned = media().clocks
    known = steps.Facts(
        NOON, planned.respond_intent_at, planned.last_safe_start_at, planned.deadline_at, False
    )
    first = steps.first(known, Desk(slug="media", name="Media"))
    return await opened(*(media(alarm_at=first, **changes) for _ in range(count)))


async def climb(post: Post) -> int:
    """Every round until there is none left to do."""
    total = 0
    while looked := await alarms.climb(post):
        total += looked
    return total


async def told(post: Post) -> list[tuple[str, str, str]]:
    """What is on its way to staff: kind, step and whom."""
    found = [one.delivery for one in await all_deliveries(post) if one.delivery.kind in ("alarm", "late")]
    return [(one.kind, str(one.facts["step"]), one.recipient) for one in found]


async def lines(post: Post, inquiry: Inquiry) -> list[tuple[str, object, object]]:
    async with post.database.read() as db:
        events = await records.events(db, inquiry.id)
    return [(one.kind, one.facts["step"], one.facts["because"]) for one in events if "step" in one.facts]


async def stands(post: Post, inquiry: Inquiry) -> tuple[int, object]:
    columns = (tables.inquiries.c.alarm, tables.inquiries.c.alarm_at)
    async with post.database.read() as db:
        return tuple((await db.execute(sa.select(*columns).where(tables.inquiries.c.id == inquiry.id))).one())


async def test_what_nobody_acknowledges_climbs_from_the_owner_to_the_desk_to_who_is_on_duty_and_is_late(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await climbing(opened, owner_id=people["Ana"].id)
    span = [(NOON, NOON + DAY)]
    await post.database.write(rota.add, desk="media", staff_id=people["Dee"].id, spans=span)
    seen = []
    for half_hours in range(10):
        moment.at = NOON + half_hours * EACH
        before = len(await told(post))
        await climb(post)
        seen.append((await told(post))[before:])
    owner, desk = [("alarm", "OWNER", ANA)], [("alarm", "DESK", ANA), ("alarm", "DESK", DEE)]
    late = [[("late", "LATE_TO_START", ANA)], [], [], [], [("late", "LATE", ANA)], []]
    assert seen == [[], owner, desk, [("alarm", "DUTY", DEE)], *late]
    assert await lines(post, inquiry) == [
        ("alarm", "OWNER", "owner"),
        ("alarm", "DESK", "desk"),
        ("alarm", "DUTY", "duty"),
        ("late", "LATE_TO_START", "owner"),
        ("late", "LATE", "owner"),
    ]
    assert await stands(post, inquiry) == (5, None)
    assert (await again(post.database, inquiry)).version == 1  # nobody's form is overtaken by an alarm


async def test_a_second_round_and_a_second_worker_tell_nobody_again(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    await climbing(opened, 3, owner_id=people["Ana"].id)
    moment.at = NOON + EACH
    await asyncio.gather(*(alarms.climb(post) for _ in range(4)))
    assert await told(post) == [("alarm", "OWNER", ANA)] * 3
    assert await climb(post) == 0


async def test_after_a_long_stop_only_the_highest_of_the_missed_steps_is_told(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await climbing(opened, owner_id=people["Ana"].id)
    moment.at = NOON + 3.2 * EACH
    await climb(post)
    assert await told(post) == [("alarm", "DUTY", DEE)]
    assert await stands(post, inquiry) == (3, NOON + 2 * HOUR)


async def test_a_clock_that_jumps_a_day_and_back_makes_no_storm(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    await climbing(opened, 4, owner_id=people["Ana"].id)
    for moment.at in (NOON + DAY, NOON, NOON - DAY, NOON + EACH, NOON + DAY):
        await climb(post)
    assert await told(post) == [("late", "LATE", ANA)] * 4


async def acknowledge(post: Post, inquiry: Inquiry, who: Staff, moment: Moment) -> None:
    fresh = await again(post.database, inquiry)
    act = {"staff_id": who.id, "at": moment.at}
    await post.database.write(changes.acknowledge, fresh, text="Mine", back_by=None, **act)


async def test_who_acknowledges_ends_the_climbing_but_not_being_late(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await climbing(opened)
    moment.at = NOON + EACH / 2
    await acknowledge(post, inquiry, people["Ana"], moment)
    await climb(post)
    assert await stands(post, inquiry) == (0, NOON + 2 * HOUR)
    moment.at = NOON + 2 * HOUR
    await climb(post)
    assert await told(post) == [("late", "LATE_TO_START", ANA), ("late", "LATE_TO_START", DEE)]


async def test_what_is_closed_rests_and_what_is_opened_again_is_not_told_of_what_was_over(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await climbing(opened)
    act = {"staff_id": people["Ana"].id, "at": moment.at}
    closing = {"outcome": Outcome.ANSWERED, "reason": "", **act}
    await post.database.write(changes.close, await again(post.database, inquiry), **closing)
    assert await stands(post, inquiry) == (0, None)
    moment.at = NOON + 2.5 * EACH
    assert await climb(post) == 0
    await post.database.write(changes.reopen, await again(post.database, inquiry), **act)
    await climb(post)
    assert (await told(post), await stands(post, inquiry)) == ([], (2, NOON + 3 * EACH))
    moment.at = NOON + 3 * EACH
    await climb(post)
    assert await told(post) == [("alarm", "DUTY", DEE)]


async def test_what_a_change_makes_due_is_told_however_late_the_worker_comes(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    (inquiry,) = await climbing(opened, suspicion="it has links")
    assert await stands(post, inquiry) == (0, None)
    moment.at = NOON + EACH / 2
    act = {"staff_id": people["Ana"].id, "at": moment.at}
    await post.database.write(changes.release, inquiry, **act)
    moment.at = NOON + 2.5 * EACH
    await climb(post)
    assert await told(post) == [("alarm", "DESK", ANA), ("alarm", "DESK", DEE)]


async def test_an_alarm_that_came_to_nothing_meanwhile_is_not_sent_and_says_so(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment, kept: Kept
) -> None:
    (inquiry,) = await climbing(opened, owner_id=people["Ana"].id)
    await drain(post)
    kept.mails.clear()
    moment.at = NOON + EACH
    await climb(post)
    await acknowledge(post, inquiry, people["Dee"], moment)
    await drain(post)
    assert [to for to, _ in kept.mails] == ["bo@gazette.example"]  # a person has it
    (alarm,) = (one for one in await all_deliveries(post) if one.delivery.kind == "alarm")
    assert (alarm.state, alarm.attempts[-1].said) == (
        tables.DONE,
        "not sent: somebody acknowledged it meanwhile",
    )


async def test_ten_thousand_at_once_are_climbed_in_bounded_batches(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment
) -> None:
    """Shown with a few batches: none is larger, and the longest due come first."""
    count = 2 * alarms.BATCH + 3
    await climbing(opened, count, owner_id=people["Ana"].id)
    moment.at = NOON + EACH
    looked = [await alarms.climb(post) for _ in range(4)]
    assert looked == [alarms.BATCH, alarms.BATCH, 3, 0]
    assert len(await told(post)) == count


async def test_looking_for_nothing_due_reads_the_index_alone(post: Post) -> None:
    if not post.database.is_sqlite:
        return
    statement = alarms._due(NOON).limit(1).compile(compile_kwargs={"literal_binds": True})
    async with post.database.read() as db:
        plan = (await db.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}"))).all()
    assert [row[-1] for row in plan] == ["SEARCH inquiries USING INDEX inquiries_alarm (alarm_at<?)"]


@pytest.mark.parametrize("of", ["nobody", "late"])
async def test_an_alarm_mail_says_what_it_is_and_no_strangers_words_but_outlet_and_topic(
    post: Post, opened: Opened, people: dict[str, Staff], moment: Moment, kept: Kept, of: str
) -> None:
    (inquiry,) = await climbing(opened, owner_id=people["Ana"].id)
    await drain(post)
    kept.mails.clear()
    moment.at = NOON + (EACH if of == "nobody" else 4 * HOUR)
    await climb(post)
    await drain(post)
    ((to, mail),) = kept.mails
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    expected = {
        "nobody": "Nobody has it: The Example Gazette, answer by 16:00 today",
        "late": "Deadline missed: The Example Gazette, deadline was 16:00 today",
    }
    assert (to, mail["Subject"]) == (ANA, expected[of])
    assert "Sent to Ana because it is yours." in text
    assert f"https://charity.example/staff/inquiries/{inquiry.reference}" in text
    whole = mail.as_string()
    assert not any(word in whole for word in ("Bo Baker", "bo@gazette.example", "Lyon Street"))
    assert [
        one.attempts[-1].said for one in await all_deliveries(post) if one.delivery.kind in ("alarm", "late")
    ] == [Done("250 ok").answer]
