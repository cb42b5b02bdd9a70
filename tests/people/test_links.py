import asyncio
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.people import links
from inquiries.people.accounts import Staff
from inquiries.people.links import Link
from tests.each import each

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


async def test_a_link_is_used_once(database: Database, ana: Staff) -> None:
    token = await database.write(links.make, "sign-in", ana.id, now=NOW)
    uses = [await database.write(links.redeem, token, "sign-in", NOW) for _ in range(2)]
    assert uses == [Link("sign-in", ana.id), None]


async def test_a_set_up_link_is_nobodys(database: Database) -> None:
    token = await database.write(links.make, "setup", now=NOW)
    assert await database.write(links.redeem, token, "setup", NOW) == Link("setup", None)


async def test_of_many_clicks_at_once_one_wins(database: Database, ana: Staff) -> None:
    token = await database.write(links.make, "sign-in", ana.id, now=NOW)
    uses = await asyncio.gather(
        *(database.write(links.redeem, token, "sign-in", NOW) for _ in range(20)),
    )
    assert sorted(uses, key=bool) == [None] * 19 + [Link("sign-in", ana.id)]


async def test_a_link_lasts_a_day_or_as_long_as_was_said(database: Database, ana: Staff) -> None:
    usual = await database.write(links.make, "setup", now=NOW)
    short = await database.write(links.make, "sign-in", ana.id, timedelta(minutes=5), now=NOW)
    async with database.read() as db:
        assert await links.usable(db, usual, "setup", NOW + DAY - TICK)
        assert not await links.usable(db, usual, "setup", NOW + DAY)
        assert not await links.usable(db, short, "sign-in", NOW + timedelta(minutes=5))
    assert await database.write(links.redeem, usual, "setup", NOW + DAY) is None


async def test_a_link_opens_only_what_it_was_made_for(database: Database, ana: Staff) -> None:
    token = await database.write(links.make, "sign-in", ana.id, now=NOW)
    assert await database.write(links.redeem, token, "setup", NOW) is None
    assert await database.write(links.redeem, token, "sign-in", NOW) == Link("sign-in", ana.id)


async def test_looking_at_a_link_does_not_use_it(database: Database) -> None:
    token = await database.write(links.make, "setup", now=NOW)
    async with database.read() as db:
        assert [await links.usable(db, token, "setup", NOW) for _ in range(3)] == [True] * 3
    await database.write(links.redeem, token, "setup", NOW)
    async with database.read() as db:
        assert not await links.usable(db, token, "setup", NOW)


async def test_a_newer_link_voids_the_older_of_the_same_person_and_purpose(
    database: Database, ana: Staff, cy: Staff
) -> None:
    made = [("setup", None), ("setup", None), ("sign-in", ana.id), ("sign-in", ana.id), ("sign-in", cy.id)]
    tokens = [await database.write(links.make, purpose, owner, now=NOW) for purpose, owner in made]  # type: ignore[arg-type]
    uses = [
        await database.write(links.redeem, token, purpose, NOW)  # type: ignore[arg-type]
        for token, (purpose, _) in zip(tokens, made, strict=True)
    ]
    assert uses == [None, Link("setup", None), None, Link("sign-in", ana.id), Link("sign-in", cy.id)]


@each("token", ["", "guess", "\ud800", "\0"])
async def test_what_a_stranger_makes_up_opens_nothing(database: Database, token: str) -> None:
    await database.write(links.make, "setup", now=NOW)
    assert await database.write(links.redeem, token, "setup", NOW) is None


async def test_a_sweep_removes_used_and_expired_links_only(database: Database, ana: Staff, cy: Staff) -> None:
    used = await database.write(links.make, "sign-in", ana.id, now=NOW)
    await database.write(links.redeem, used, "sign-in", NOW)
    await database.write(links.make, "sign-in", cy.id, timedelta(minutes=5), now=NOW)
    good = await database.write(links.make, "setup", now=NOW)
    await database.write(links.sweep, NOW + timedelta(minutes=5))
    async with database.read() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.links)) == 1
        assert await links.usable(db, good, "setup", NOW + timedelta(minutes=5))
