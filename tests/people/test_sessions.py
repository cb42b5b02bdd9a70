import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.people import accounts, sessions
from inquiries.people.accounts import Staff
from inquiries.people.sessions import Session
from tests.each import each

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
TICK = timedelta(microseconds=1)


async def find(database: Database, token: str, now: datetime) -> Session | None:
    async with database.read() as db:
        return await sessions.find(db, token, now)


async def use(database: Database, token: str, now: datetime) -> bool:
    """What a page does: look, and touch if it is time."""
    session = await find(database, token, now)
    if session and sessions.untouched(session, now):
        await database.write(sessions.touch, session, now)
    return session is not None


async def stored(database: Database) -> list[bytes]:
    async with database.read() as db:
        return list(await db.scalars(sa.select(tables.sessions.c.token_hash)))


async def test_an_open_session_is_found_by_its_token_of_which_only_the_hash_is_kept(
    database: Database, ana: Staff
) -> None:
    token = await database.write(sessions.open, ana.id, NOW)
    token_hash = hashlib.sha256(token.encode()).digest()
    assert (len(token), await stored(database)) == (43, [token_hash])
    assert await find(database, token, NOW) == Session(ana, token_hash, NOW)


async def test_every_session_has_a_token_of_its_own(database: Database, ana: Staff) -> None:
    tokens = {await database.write(sessions.open, ana.id, NOW) for _ in range(20)}
    assert len(tokens) == 20


@each("token", ["", "guess", "\ud800", "\0", "é" * 100_000])
async def test_what_a_stranger_sends_as_a_token_finds_nothing(
    database: Database, ana: Staff, token: str
) -> None:
    await database.write(sessions.open, ana.id, NOW)
    assert await find(database, token, NOW) is None


async def test_twelve_idle_hours_end_a_session(database: Database, ana: Staff) -> None:
    token = await database.write(sessions.open, ana.id, NOW)
    assert await find(database, token, NOW + 12 * HOUR - TICK) is not None
    assert await find(database, token, NOW + 12 * HOUR) is None


async def test_seven_days_end_a_session_however_busy(database: Database, ana: Staff) -> None:
    token = await database.write(sessions.open, ana.id, NOW)
    used = [await use(database, token, NOW + hour * HOUR) for hour in range(0, 7 * 24, 6)]
    assert all(used)
    assert await use(database, token, NOW + 7 * DAY - TICK)
    assert not await use(database, token, NOW + 7 * DAY)


async def test_a_touch_is_written_at_most_every_five_minutes(database: Database, ana: Staff) -> None:
    token = await database.write(sessions.open, ana.id, NOW)
    session = await find(database, token, NOW)
    assert session is not None
    seen = []
    for minute in (1, 4.99, 5, 9, 10.01):
        await database.write(sessions.touch, session, NOW + minute * MINUTE)
        found = await find(database, token, NOW + minute * MINUTE)
        assert found is not None
        seen.append(found.seen_at)
    assert seen == [NOW, NOW, NOW + 5 * MINUTE, NOW + 5 * MINUTE, NOW + 10.01 * MINUTE]


async def test_a_touch_is_wanted_only_when_it_would_be_written(database: Database, ana: Staff) -> None:
    session = Session(ana, b"", NOW)
    assert [sessions.untouched(session, NOW + wait) for wait in (5 * MINUTE - TICK, 5 * MINUTE)] == [
        False,
        True,
    ]


async def test_a_late_touch_brings_no_ended_session_back(database: Database, ana: Staff) -> None:
    token = await database.write(sessions.open, ana.id, NOW)
    session = await find(database, token, NOW)
    assert session is not None
    await database.write(sessions.touch, session, NOW + 12 * HOUR)
    assert await find(database, token, NOW + 12 * HOUR) is None


async def test_signing_out_ends_this_session_and_no_other(database: Database, ana: Staff, cy: Staff) -> None:
    here, there, cys = [await database.write(sessions.open, staff.id, NOW) for staff in (ana, ana, cy)]
    await database.write(sessions.close, here)
    assert [await use(database, token, NOW) for token in (here, there, cys)] == [False, True, True]


async def test_a_disabled_account_has_no_session_even_if_one_was_opened_since(
    database: Database, ana: Staff
) -> None:
    await database.write(accounts.disable, ana.id, NOW)
    token = await database.write(sessions.open, ana.id, NOW)
    assert await find(database, token, NOW) is None


@pytest.mark.parametrize("ahead", [6 * MINUTE, HOUR, DAY, 30 * DAY])
async def test_a_session_opened_under_a_clock_that_was_ahead_does_not_outlive_it(
    database: Database, ana: Staff, ahead: timedelta
) -> None:
    token = await database.write(sessions.open, ana.id, NOW + ahead)
    assert await find(database, token, NOW + ahead) is not None
    assert await find(database, token, NOW) is None
    await database.write(sessions.sweep, NOW)
    assert await find(database, token, NOW + ahead) is None


async def test_a_session_used_under_a_clock_that_was_ahead_is_not_idle_for_longer(
    database: Database, ana: Staff
) -> None:
    token = await database.write(sessions.open, ana.id, NOW - 10 * HOUR)
    assert await use(database, token, NOW + HOUR)
    assert await find(database, token, NOW) is None


async def test_clocks_that_differ_by_a_little_sign_nobody_out(database: Database, ana: Staff) -> None:
    token = await database.write(sessions.open, ana.id, NOW + 4 * MINUTE)
    assert await find(database, token, NOW) is not None


async def test_a_sweep_removes_what_has_ended_and_nothing_else(database: Database, ana: Staff) -> None:
    idle = await database.write(sessions.open, ana.id, NOW)
    fresh = await database.write(sessions.open, ana.id, NOW + TICK)
    await database.write(sessions.sweep, NOW + 12 * HOUR)
    assert await stored(database) == [hashlib.sha256(fresh.encode()).digest()]
    await database.write(sessions.sweep, NOW + 8 * DAY)
    assert await stored(database) == []
    assert not await use(database, idle, NOW)
