"""What the rows of canaries say of them, when the next one leaves, and that none leaves twice."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database.engine import Database
from inquiries.database.tables import canaries as table
from inquiries.inquiry import canaries
from inquiries.inquiry.canaries import Canary, Standing
from tests.opened import HOUR, NOON

MINUTE = timedelta(minutes=1)
PLANNED = Canary(1, NOON, None, None, "", "", None, None, None, "", None)
GONE = replace(PLANNED, left_at=NOON)
HOME = replace(GONE, arrived_at=NOON + MINUTE)


def at(hours: float, canary: Canary) -> Canary:
    """The same, so many hours later."""
    moved = {
        name: getattr(canary, name) + hours * HOUR
        for name in ("due_at", "left_at", "arrived_at")
        if getattr(canary, name)
    }
    return replace(canary, id=1 + int(hours), **moved)


@pytest.mark.parametrize(
    ("newest_first", "expected"),
    [
        ([], Standing()),
        ([PLANNED], Standing(planned=PLANNED)),
        ([at(24, PLANNED), HOME], Standing(arrived=HOME, planned=at(24, PLANNED))),
        ([at(24, GONE), HOME], Standing(arrived=HOME, missing=at(24, GONE))),
        (
            [at(26, PLANNED), at(25, GONE), at(24, GONE), HOME],
            Standing(arrived=HOME, missing=at(24, GONE), planned=at(26, PLANNED)),
        ),
        (
            [at(48, PLANNED), at(25, HOME), at(24, GONE)],
            Standing(arrived=at(25, HOME), planned=at(48, PLANNED)),
        ),
    ],
)
def test_one_is_missing_until_a_later_one_arrives(newest_first: list[Canary], expected: Standing) -> None:
    assert canaries.judged(newest_first) == expected


@pytest.mark.parametrize(
    ("standing", "now", "since"),
    [
        (Standing(), NOON, None),
        (Standing(missing=GONE), NOON + 30 * MINUTE, None),
        (Standing(missing=GONE), NOON + 31 * MINUTE, NOON),
        (Standing(planned=PLANNED), NOON + 30 * MINUTE, None),
        (Standing(planned=PLANNED), NOON + 31 * MINUTE, NOON),
        (Standing(missing=GONE, planned=at(1, PLANNED)), NOON + HOUR, NOON),
        (Standing(arrived=HOME, planned=at(24, PLANNED)), NOON + 23 * HOUR, None),
    ],
)
def test_silence_begins_half_an_hour_after_one_left_or_should_have(
    standing: Standing, now: datetime, since: datetime | None
) -> None:
    assert standing.silent_since(now) == since


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-11-24T10:00", "America/Toronto", "2026-11-24T11:00"),
        ("2026-11-24T10:59:30", "America/Toronto", "2026-11-25T11:00"),
        ("2026-11-24T11:00", "America/Toronto", "2026-11-25T11:00"),
        ("2026-03-08T02:00", "America/Toronto", "2026-03-08T10:00"),  # the clocks go forward that night
        ("2026-11-24T00:00", "Asia/Kathmandu", "2026-11-24T00:15"),
    ],
)
def test_next_one_leaves_at_six_on_the_clock_on_the_wall(now: str, zone: str, expected: str) -> None:
    found = canaries.next_at(datetime.fromisoformat(now).replace(tzinfo=UTC), time(6), zone)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


async def test_two_that_plan_at_once_plan_one_and_only_sooner_replaces_it(database: Database) -> None:
    await database.write(canaries.plan, None, NOON)
    await database.write(canaries.plan, None, NOON)
    async with database.read() as db:
        planned = (await canaries.standing(db)).planned
    for due in (NOON + HOUR, NOON - HOUR):
        await database.write(canaries.plan, planned, due)
    async with database.read() as db:
        assert list(await db.scalars(sa.select(table.c.due_at))) == [NOON - HOUR]


async def test_the_first_word_of_each_step_counts(database: Database) -> None:
    await database.write(canaries.plan, None, NOON)
    for minutes in (1, 2):
        await database.write(canaries.left, 1, NOON + minutes * MINUTE)
        await database.write(canaries.marked, 1, f"mark {minutes}")
        await database.write(canaries.sent, 1, NOON + 2 * minutes * MINUTE, comes_back=True)
        assert await database.write(canaries.back, "mark 1", NOON + 3 * minutes * MINUTE)
    assert not await database.write(canaries.back, "", NOON)
    assert not await database.write(canaries.back, "mark 2", NOON)
    async with database.read() as db:
        arrived = (await canaries.standing(db)).arrived
    times = {"left_at": NOON + MINUTE, "sent_at": NOON + 2 * MINUTE, "back_at": NOON + 3 * MINUTE}
    assert arrived == replace(PLANNED, mark="mark 1", arrived_at=NOON + 3 * MINUTE, **times)


async def test_one_tells_and_again_a_day_later(database: Database) -> None:
    await database.write(canaries.plan, None, NOON)
    day = timedelta(days=1)
    claims = [
        await database.write(canaries.claim_telling, 1, NOON + hours * HOUR, again=day)
        for hours in (0, 0, 23, 24)
    ]
    assert claims == [True, False, False, True]


async def test_those_of_long_ago_are_forgotten(database: Database) -> None:
    for days in (0, 60):
        await database.write(canaries.plan, None, NOON + timedelta(days=days))
    await database.write(canaries.sweep, NOON + timedelta(days=61))
    async with database.read() as db:
        assert list(await db.scalars(sa.select(table.c.due_at))) == [NOON + timedelta(days=60)]
