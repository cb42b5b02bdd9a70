"""The rota and the absences: who is on duty, who stands in, and what cannot be at once."""

import asyncio
from datetime import timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.people import absences, accounts, rota
from inquiries.people.absences import Absence
from inquiries.people.accounts import Staff
from inquiries.people.rota import Duty
from tests.opened import HOUR, NOON

WEEK = timedelta(days=7)


@pytest.fixture
async def cast(database: Database) -> dict[str, Staff]:
    return {
        name: await database.write(
            accounts.add, email=f"{name}@example.org", name=name, role="member", desks=["media"], now=NOON
        )
        for name in ("Ana", "Dee", "Eve")
    }


async def duties(database: Database, *desks: str) -> tuple[Duty, ...]:
    async with database.read() as db:
        return await rota.ahead(db, desks=desks, now=NOON)


async def test_who_is_on_duty_changes_with_the_shift(database: Database, cast: dict[str, Staff]) -> None:
    for name, hours in (("Ana", 0), ("Dee", 2)):
        span = (NOON + hours * HOUR, NOON + (hours + 2) * HOUR)
        await database.write(rota.add, desk="media", staff_id=cast[name].id, spans=[span])
    async with database.read() as db:
        on = [await rota.on_duty(db, NOON + minutes * HOUR / 60) for minutes in (-1, 0, 119, 120, 240)]
    ana, dee = {"media": cast["Ana"].id}, {"media": cast["Dee"].id}
    assert on == [{}, ana, ana, dee, {}]


async def test_two_cannot_be_on_duty_at_once_on_one_desk_and_nothing_of_a_row_is_kept_then(
    database: Database, cast: dict[str, Staff]
) -> None:
    first = (NOON + WEEK, NOON + WEEK + HOUR)
    await database.write(rota.add, desk="media", staff_id=cast["Ana"].id, spans=[first])
    weekly = [(NOON + week * WEEK - HOUR, NOON + week * WEEK + HOUR / 2) for week in range(3)]
    with pytest.raises(rota.Taken) as taken:
        await database.write(rota.add, desk="media", staff_id=cast["Dee"].id, spans=weekly)
    (kept,) = await duties(database, "media")
    assert (taken.value.by, kept.staff_id) == (kept, cast["Ana"].id)
    await database.write(rota.add, desk="events", staff_id=cast["Dee"].id, spans=weekly)
    assert len(await duties(database, "media", "events")) == 4


async def test_of_two_who_take_the_same_shift_at_the_same_moment_one_gets_it(
    database: Database, cast: dict[str, Staff]
) -> None:
    tries = (
        database.write(rota.add, desk="media", staff_id=who.id, spans=[(NOON, NOON + HOUR)])
        for who in cast.values()
    )
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["NoneType", "Taken", "Taken"]


async def test_a_shift_is_taken_out_only_of_ones_own_desks(
    database: Database, cast: dict[str, Staff]
) -> None:
    await database.write(rota.add, desk="media", staff_id=cast["Ana"].id, spans=[(NOON, NOON + HOUR)])
    (duty,) = await duties(database, "media")
    assert not await database.write(rota.remove, duty.id, desks={"events"})
    assert await database.write(rota.remove, duty.id, desks={"media"})
    assert await duties(database, "media") == ()


async def test_nobody_is_away_twice_at_once_and_another_cannot_take_it_back(
    database: Database, cast: dict[str, Staff]
) -> None:
    ana, dee = cast["Ana"].id, cast["Dee"].id
    times = {"starts_at": NOON, "ends_at": NOON + WEEK}
    await database.write(absences.add, staff_id=ana, substitute_id=dee, **times)
    await database.write(absences.add, staff_id=dee, substitute_id=None, **times)
    with pytest.raises(absences.AwayAlready):
        await database.write(absences.add, staff_id=ana, substitute_id=None, **times)
    async with database.read() as db:
        away = [await absences.away(db, NOON + offset) for offset in (-HOUR, 0 * HOUR, WEEK)]
    assert [sorted(one) for one in away] == [[], [ana, dee], []]
    hers = away[1][ana].id
    assert not await database.write(absences.remove, hers, whose=[dee])
    assert await database.write(absences.remove, hers, whose=[ana])


def test_a_chain_of_substitutes_is_followed_and_a_ring_of_them_ends() -> None:
    def away(**chain: int | None) -> dict[int, Absence]:
        return {int(who[1:]): Absence(0, int(who[1:]), to, NOON, NOON + HOUR) for who, to in chain.items()}

    assert absences.stands_in(1, away(a1=2)) == 2
    assert absences.stands_in(1, away(a1=2, a2=3)) == 3
    assert absences.stands_in(1, away(a1=2, a2=None)) is None
    assert absences.stands_in(1, away(a1=2, a2=1)) is None
    assert absences.stands_in(1, away(a1=1)) is None
    assert absences.stands_in(1, away(a1=2), may=lambda id: id != 2) is None
