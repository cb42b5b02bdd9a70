"""Who is here: two minutes after opening, a minute after each sign, and not after leaving."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import presence
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.presence import Present
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

SECOND = timedelta(seconds=1)


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


async def others(database: Database, inquiry: Inquiry, me: Staff, now: datetime) -> tuple[Present, ...]:
    async with database.read() as db:
        return await presence.others(db, inquiry.id, me=me.id, now=now)


async def test_opening_is_seen_and_shown_to_others_for_two_minutes(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    await database.write(presence.opened, inquiry.id, ana.id, at=NOON)
    found = [
        await others(database, inquiry, who, NOON + after * SECOND)
        for who, after in ((dee, 119), (dee, 120), (ana, 1))
    ]
    assert found == [(Present(ana.id, ""),), (), ()]
    async with database.read() as db:
        assert list(await db.scalars(sa.select(tables.seen.c.at))) == [NOON]


async def test_a_sign_holds_for_a_minute_and_says_whether_they_write(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff, cy: Staff
) -> None:
    await database.write(presence.beat, inquiry.id, ana.id, writing="", at=NOON)
    await database.write(presence.beat, inquiry.id, dee.id, writing="reply", at=NOON)
    assert await others(database, inquiry, cy, NOON + 59 * SECOND) == (
        Present(dee.id, "reply"),
        Present(ana.id, ""),
    )
    await database.write(presence.beat, inquiry.id, dee.id, writing="", at=NOON + 20 * SECOND)
    assert await others(database, inquiry, cy, NOON + 60 * SECOND) == (Present(dee.id, ""),)


async def test_who_left_is_gone_but_not_from_a_page_opened_since(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    await database.write(presence.opened, inquiry.id, ana.id, at=NOON)
    await database.write(presence.left, inquiry.id, ana.id, at=NOON - SECOND)
    assert await others(database, inquiry, dee, NOON) == (Present(ana.id, ""),)
    await database.write(presence.left, inquiry.id, dee.id, at=NOON + SECOND)
    assert await others(database, inquiry, dee, NOON) == (Present(ana.id, ""),)
    await database.write(presence.left, inquiry.id, ana.id, at=NOON + SECOND)
    assert await others(database, inquiry, dee, NOON) == ()


async def test_what_is_over_is_swept(database: Database, inquiry: Inquiry, ana: Staff, dee: Staff) -> None:
    await database.write(presence.beat, inquiry.id, ana.id, writing="reply", at=NOON)
    await database.write(presence.opened, inquiry.id, dee.id, at=NOON)
    await database.write(presence.sweep, NOON + 60 * SECOND)
    async with database.read() as db:
        assert list(await db.scalars(sa.select(tables.presence.c.staff_id))) == [dee.id]
