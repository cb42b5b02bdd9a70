import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.people import throttle
from inquiries.people.throttle import Try

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


ANA = "ana@example.org"
HOME, OFFICE = "203.0.113.7", "2001:db8:1:2::/64"
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


async def attempt(
    database: Database, now: datetime, account: str = ANA, network: str = HOME
) -> Try | timedelta:
    return await database.write(throttle.attempt, account, network, now)


async def wait(database: Database, now: datetime, account: str = ANA, network: str = HOME) -> timedelta:
    async with database.read() as db:
        return await throttle.wait(db, account, network, now)


async def fail(database: Database, times: int, account: str = ANA, network: str = HOME) -> datetime:
    """So many failures, each as soon as it is allowed; the moment of the last."""
    now = NOW
    for _ in range(times):
        now += await wait(database, now, account, network)
        assert isinstance(await attempt(database, now, account, network), Try)
    return now


async def kept(database: Database) -> int:
    async with database.read() as db:
        return await db.scalar(sa.select(sa.func.count()).select_from(tables.sign_in_failures)) or 0


async def test_delays_double_from_the_third_failure_and_the_tenth_waits_for_the_window(
    database: Database,
) -> None:
    now, waits = NOW, []
    for _ in range(10):
        assert isinstance(await attempt(database, now), Try)
        waits.append((await wait(database, now)).total_seconds())
        now += timedelta(seconds=waits[-1])
    spent = 1 + 2 + 4 + 8 + 16 + 32 + 64
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 15 * 60 - spent]


async def test_a_try_that_must_wait_is_told_how_long_and_is_not_counted(database: Database) -> None:
    now = await fail(database, 5)
    for _ in range(20):
        assert await attempt(database, now + SECOND) == 3 * SECOND
    assert isinstance(await attempt(database, now + 4 * SECOND), Try)


async def test_never_more_than_ten_in_any_quarter_of_an_hour(database: Database) -> None:
    """Somebody who tries every second, for an hour."""
    let_through: list[datetime] = []
    now = NOW
    while now < NOW + 60 * MINUTE:
        if isinstance(await attempt(database, now), Try):
            let_through.append(now)
        now += max(await wait(database, now), SECOND)
    worst = max(sum(at <= other < at + 15 * MINUTE for other in let_through) for at in let_through)
    assert (worst, len(let_through) >= 30) == (10, True)


async def test_of_fifty_tries_at_once_on_one_account_from_everywhere_three_are_let_through(
    database: Database,
) -> None:
    answers = await asyncio.gather(*(attempt(database, NOW, network=f"203.0.113.{n}") for n in range(50)))
    assert [isinstance(answer, Try) for answer in answers].count(True) == 3
    assert {answer for answer in answers if isinstance(answer, timedelta)} == {SECOND}


async def test_of_fifty_tries_at_once_from_one_network_on_many_accounts_three_are_let_through(
    database: Database,
) -> None:
    answers = await asyncio.gather(*(attempt(database, NOW, f"a{n}@example.org") for n in range(50)))
    assert [isinstance(answer, Try) for answer in answers].count(True) == 3


async def test_another_account_from_another_network_waits_for_nothing(database: Database) -> None:
    now = await fail(database, 10)
    assert await wait(database, now, "cy@example.org", OFFICE) == timedelta()
    assert await wait(database, now, ANA, OFFICE) == await wait(database, now, "cy@example.org", HOME)
    assert await wait(database, now, ANA, OFFICE) > timedelta()


async def test_an_account_named_like_a_network_is_not_that_network(database: Database) -> None:
    await fail(database, 10, account=OFFICE, network=HOME)
    assert await wait(database, NOW + 128 * SECOND, ANA, OFFICE) == timedelta()


async def test_success_forgets_the_accounts_failures_but_the_networks_only_by_this_try(
    database: Database,
) -> None:
    now = await fail(database, 4) + 2 * SECOND
    right = await attempt(database, now)
    assert isinstance(right, Try)
    await database.write(throttle.forget, right)
    assert await kept(database) == 4
    assert await wait(database, now, ANA, OFFICE) == timedelta()
    assert await wait(database, now - SECOND, "cy@example.org", HOME) == SECOND


async def test_a_quarter_of_an_hour_later_all_is_forgotten(database: Database) -> None:
    now = await fail(database, 10)
    assert await wait(database, now + 15 * MINUTE) == timedelta()
    await database.write(throttle.sweep, now + 15 * MINUTE)
    assert await kept(database) == 0


async def test_a_sweep_keeps_what_still_counts(database: Database) -> None:
    now = await fail(database, 2)
    await database.write(throttle.sweep, now + 15 * MINUTE - SECOND)
    assert await kept(database) == 4


@pytest.mark.parametrize("ahead", [MINUTE, timedelta(days=1), timedelta(days=400)])
async def test_a_clock_set_back_locks_nobody_out_for_longer_than_the_window(
    database: Database, ahead: timedelta
) -> None:
    for n in range(10):
        await attempt(database, NOW + ahead + n * 64 * SECOND)
    assert await wait(database, NOW) <= 15 * MINUTE
    assert await wait(database, NOW + 30 * MINUTE) == timedelta() or ahead == MINUTE


@pytest.mark.parametrize("text", ["\ud800", "\0", "", "é" * 10_000])
async def test_whatever_a_stranger_calls_himself_is_counted(database: Database, text: str) -> None:
    await fail(database, 3, account=text)
    assert await wait(database, NOW, text) == SECOND
