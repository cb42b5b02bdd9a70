from datetime import timedelta
from typing import Any

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import pace
from inquiries.inquiry.model import Status
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, events, media

WEEK = timedelta(days=7)
EIGHT_DAYS = timedelta(days=8)
NEVER = 10**9


@pytest.mark.parametrize(
    ("lengths", "said"),
    [
        ({}, None),
        ({30: 19}, None),  # too few to say "usually"
        ({0: 20}, HOUR),
        ({60: 20}, HOUR),
        ({61: 20}, 2 * HOUR),
        ({90: 15, 600: 5}, 2 * HOUR),
        ({90: 14, 600: 6}, 10 * HOUR),
        ({1440: 20}, 24 * HOUR),
        ({1441: 20}, 48 * HOUR),
        ({7 * 1440: 20}, WEEK),
        ({7 * 1440 + 1: 20}, None),
        ({30: 15, NEVER: 5}, HOUR),
        ({30: 14, NEVER: 6}, None),  # what was never answered is not left out
    ],
)
def test_usually_is_three_of_four_rounded_up(lengths: dict[int, int], said: timedelta | None) -> None:
    assert pace.said(lengths) == said


async def test_the_record_counts_what_a_desk_owed_and_nothing_else(
    database: Database, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "FEWEST", 1)
    closed = {"status": int(Status.CLOSED), "outcome": "answered"}
    await all_of(database, await opened(media()), NOON - EIGHT_DAYS, 3 * HOUR, **closed)
    nothing = [
        (media(), EIGHT_DAYS, {"status": int(Status.CLOSED), "outcome": "story-dropped"}),
        (media(), EIGHT_DAYS, {"status": int(Status.QUARANTINED)}),
        (media(), EIGHT_DAYS, {"status": int(Status.MERGED)}),
        (media(), timedelta(days=6), {}),  # may still be answered
        (media(), timedelta(days=91), {}),
        (events(), EIGHT_DAYS, {}),
    ]
    for opening, ago, values in nothing:
        await all_of(database, await opened(opening), NOON - ago, HOUR, **values)
    async with database.read() as db:
        assert await pace.usual(db, "media", NOON) == 3 * HOUR
    await all_of(database, await opened(media()), NOON - EIGHT_DAYS, HOUR)  # open for eight days
    async with database.read() as db:
        assert (await pace.usual(db, "media", NOON), await pace.usual(db, "events", NOON)) == (None, None)


async def all_of(
    database: Database, found: list[Any], received: Any, after: timedelta, **values: Any
) -> None:
    async def alter(tx: Tx) -> None:
        for inquiry in found:
            at = {"received_at": received, "closed_at": received + after if values else None}
            row = tables.inquiries.c.id == inquiry.id
            await tx.execute(tables.inquiries.update().where(row).values(at | values))

    await database.write(alter)
