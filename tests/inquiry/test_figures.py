"""What a report counts in the database, and the same inquiries one by one."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, counted, figures
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import Figures, Verdict
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, again, clocks, events, media

DAY = timedelta(days=1)
TODAY = Period(date(2026, 11, 24), date(2026, 11, 24), "America/Toronto")
EVENING = NOON + 10 * HOUR
BOTH = frozenset({"media", "events"})


async def read(database: Database, desks: frozenset[str] = BOTH, now: datetime = EVENING) -> Figures:
    async with database.read() as db:
        return await figures.read(db, TODAY, desks=desks, now=now)


def verdicts(found: Figures) -> dict[Verdict, int]:
    counted: dict[Verdict, int] = {}
    for (_, verdict), count in found.verdicts.items():
        counted[verdict] = counted.get(verdict, 0) + count
    return counted


async def close(
    database: Database, inquiry: Inquiry, who: Staff, outcome: Outcome, after: timedelta, reason: str = ""
) -> None:
    at = inquiry.received_at + after
    await database.write(changes.close, inquiry, outcome=outcome, reason=reason, staff_id=who.id, at=at)


async def becomes(database: Database, inquiry: Inquiry, **values: Any) -> None:
    async def alter(tx: Tx) -> None:
        await tx.execute(tables.inquiries.update().where(tables.inquiries.c.id == inquiry.id).values(values))

    await database.write(alter)


@pytest.mark.parametrize(
    ("outcome", "after", "verdict"),
    [
        (Outcome.ANSWERED, 4 * HOUR, Verdict.ANSWERED),  # the very instant of the deadline
        (Outcome.ANSWERED, 4 * HOUR + timedelta(microseconds=1), Verdict.ANSWERED_LATE),
        (Outcome.DECLINED, 1 * HOUR, Verdict.DECLINED),
        (Outcome.DECLINED, 5 * HOUR, Verdict.DECLINED_LATE),
        (Outcome.DID_NOT_RESPOND, 1 * HOUR, Verdict.DID_NOT_RESPOND),
        (Outcome.DID_NOT_RESPOND, 5 * HOUR, Verdict.DID_NOT_RESPOND),
        (Outcome.NO_REPLY_NEEDED, 1 * HOUR, None),
        (Outcome.STORY_DROPPED, 5 * HOUR, None),
        (None, None, Verdict.STILL_OPEN),
    ],
)
async def test_what_became_of_an_inquiry_with_a_deadline(
    database: Database,
    opened: Opened,
    ana: Staff,
    outcome: Outcome | None,
    after: timedelta,
    verdict: Verdict | None,
) -> None:
    (inquiry,) = await opened(media())
    if outcome:
        await close(database, inquiry, ana, outcome, after)
    assert verdicts(await read(database)) == ({verdict: 1} if verdict else {})
    (line,) = [line async for batch in counted.batches(database, TODAY, desks=BOTH) for line in batch]
    in_time = {None: None, Verdict.ANSWERED: True, Verdict.DECLINED: True}.get(verdict, False)
    assert line.in_time(EVENING) is in_time


async def test_no_deadline_is_not_in_the_share_but_in_all_else(database: Database, opened: Opened) -> None:
    await opened(media(clocks=clocks(deadline=None)), events())
    found = await read(database)
    assert verdicts(found) == {}
    assert sum(found.arrivals.values()) == 2


async def test_a_deadline_to_come_has_been_neither_met_nor_missed(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    await close(database, inquiry, ana, Outcome.ANSWERED, HOUR)
    assert verdicts(await read(database, now=NOON + 4 * HOUR)) == {}
    assert verdicts(await read(database, now=NOON + 5 * HOUR)) == {Verdict.ANSWERED: 1}


@pytest.mark.parametrize("status", [Status.QUARANTINED, Status.MERGED])
async def test_spam_and_what_is_part_of_another_counts_nowhere(
    database: Database, opened: Opened, status: Status
) -> None:
    (inquiry,) = await opened(media())
    await becomes(database, inquiry, status=int(status))
    assert await read(database) == Figures()
    assert [batch async for batch in counted.batches(database, TODAY, desks=BOTH)] == []


async def test_what_waits_past_its_deadline_is_late_too(database: Database, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    await becomes(database, inquiry, status=int(Status.WAITING))
    found = await read(database)
    assert verdicts(found) == {Verdict.STILL_OPEN: 1}
    assert sum(found.ages.values()) == 1


async def test_one_that_was_opened_again_counts_by_its_last_outcome(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    await close(database, inquiry, ana, Outcome.STORY_DROPPED, HOUR)
    await database.write(changes.reopen, await again(database, inquiry), staff_id=ana.id, at=NOON + 2 * HOUR)
    assert verdicts(await read(database)) == {Verdict.STILL_OPEN: 1}
    await close(database, await again(database, inquiry), ana, Outcome.ANSWERED, 3 * HOUR)
    assert verdicts(await read(database)) == {Verdict.ANSWERED: 1}


async def test_the_deadline_counts_that_it_has_now(database: Database, opened: Opened, ana: Staff) -> None:
    (inquiry,) = await opened(media())
    await close(database, inquiry, ana, Outcome.ANSWERED, 6 * HOUR)
    await becomes(database, inquiry, deadline_at=NOON + 8 * HOUR)
    assert verdicts(await read(database)) == {Verdict.ANSWERED: 1}
    await becomes(database, inquiry, deadline_at=NOON + 3 * DAY)
    assert verdicts(await read(database)) == {}


async def test_a_deadline_falls_into_the_part_whose_days_it_lies_in(
    database: Database, opened: Opened
) -> None:
    """To the microsecond, over the change of the clocks, and the days before with it."""
    november = Period(
        date(2026, 11, 1), date(2026, 11, 2), "America/Toronto"
    )  # a Sunday of 25 hours, a Monday
    midnight, moment = november.start, timedelta(microseconds=1)
    monday = midnight + 25 * HOUR
    at = (midnight - moment, midnight, monday - moment, monday, november.end - moment, november.end)
    for inquiry, deadline in zip(await opened(*[media()] * len(at)), at, strict=True):
        await becomes(database, inquiry, deadline_at=deadline)
    async with database.read() as db:
        found = await figures.read(db, november, desks=BOTH, now=EVENING)
    late = Verdict.STILL_OPEN
    assert found.verdicts == {
        (date(2026, 10, 30), late): 1,
        (date(2026, 11, 1), late): 2,
        (date(2026, 11, 2), late): 2,
    }


async def test_lengths_are_whole_minutes_and_of_those_that_arrived(
    database: Database, opened: Opened, ana: Staff
) -> None:
    first, second, _ = await opened(media(), media(), media(received_at=NOON - 2 * DAY))
    had = NOON + timedelta(minutes=9, seconds=59)
    await database.write(changes.acknowledge, first, staff_id=ana.id, text="x", back_by=None, at=had)
    await close(database, await again(database, first), ana, Outcome.ANSWERED, timedelta(minutes=60))
    await close(database, second, ana, Outcome.DECLINED, HOUR, "Not ours")
    found = await read(database)
    assert (found.acknowledged, found.answered) == ({9: 1}, {60: 1})
    assert (found.declined, found.declined_in_all) == ({"Not ours": 1}, 1)
    assert sum(found.arrivals.values()) == 2


async def test_a_clock_that_went_back_makes_no_length_below_nought(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    await close(database, inquiry, ana, Outcome.ANSWERED, -HOUR)
    assert (await read(database)).answered == {0: 1}


async def test_outlets_are_counted_as_they_are_compared_and_only_ten_come(
    database: Database, opened: Opened
) -> None:
    many = [media(answers={"outlet": f"Paper {at:02}"}) for at in range(11)]
    made = await opened(
        *many, media(answers={"outlet": "Paper 10"}), media(answers={"outlet": "THE PAPER 10"})
    )
    for inquiry in made[10:]:
        await becomes(database, inquiry, outlet_key="paper 10")
    found = (await read(database)).outlets
    (name, count), *others = found.items()
    assert (name.lower().removeprefix("the "), count) == ("paper 10", 3)
    assert others == [(f"Paper {at:02}", 1) for at in range(9)]
    assert len(found) == 10


async def test_topics_are_counted_by_form(database: Database, opened: Opened) -> None:
    await opened(media(answers={"topic": "other"}), events(answers={"topic": "other"}), media())
    assert (await read(database)).topics == {
        ("media", "other"): 1,
        ("events", "other"): 1,
        ("media", "programs"): 1,
    }


async def test_a_desk_sees_nothing_of_the_other(database: Database, opened: Opened, ana: Staff) -> None:
    (inquiry,) = await opened(media())
    await close(database, inquiry, ana, Outcome.DECLINED, HOUR, "Secret")
    await opened(events())
    assert verdicts(await read(database, frozenset({"events"}))) == {}
    found = await read(database, frozenset({"events"}))
    assert (found.declined, found.topics) == ({}, {("events", "start-a-fundraiser"): 1})
    lines = [
        line
        async for batch in counted.batches(database, TODAY, desks=frozenset({"events"}))
        for line in batch
    ]
    assert [line.desk for line in lines] == ["events"]


async def test_lines_are_those_that_arrived_or_were_due_each_once(
    database: Database, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several batches, with many at the same instant."""
    monkeypatch.setattr(counted, "BATCH", 3)
    due_today = replace(media(received_at=NOON - 3 * DAY), clocks=clocks(NOON))
    neither = media(received_at=NOON - 3 * DAY, clocks=clocks(NOON - 3 * DAY))
    made = await opened(*[media()] * 7, *[due_today] * 4, neither)
    found = [line async for batch in counted.batches(database, TODAY, desks=BOTH) for line in batch]
    assert [line.id for line in found] == [inquiry.id for inquiry in made[:11]]
    assert found[0].in_time(EVENING) is False
    assert found[0].in_time(NOON) is None
