import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.people import accounts, links, setup
from inquiries.people.accounts import Staff

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


async def become(database: Database, token: str, email: str = "dee@example.org") -> Staff:
    return await database.write(
        setup.first_administrator,
        token=token,
        name="Dee Dunn",
        email=email,
        password_hash="a hash",
        desks=["media", "events"],
        now=NOW,
    )


async def state(database: Database, token: str) -> tuple[bool, bool, int]:
    """Whether a first administrator is needed, whether the link is good, and how many accounts there are."""
    async with database.read() as db:
        return (
            await setup.needed(db),
            await links.usable(db, token, "setup", NOW),
            len(await accounts.all(db)),
        )


async def test_the_link_makes_the_first_administrator_and_is_used_up(database: Database) -> None:
    token = await database.write(setup.link, NOW)
    assert await state(database, token) == (True, True, 0)
    dee = await become(database, token)
    assert dee == Staff(
        dee.id,
        "dee@example.org",
        "Dee Dunn",
        "",
        "",
        "administrator",
        frozenset({"media", "events"}),
        disabled=False,
    )
    assert await state(database, token) == (False, False, 1)
    async with database.read() as db:
        assert await accounts.credentials(db, "dee@example.org") == accounts.Credentials(dee, "a hash")


async def test_a_guessed_replaced_or_expired_link_makes_nobody(database: Database) -> None:
    replaced = await database.write(setup.link, NOW)
    expired = await database.write(setup.link, NOW - timedelta(hours=24))
    for token in ("guess", replaced, expired):
        with pytest.raises(setup.LinkSpent):
            await become(database, token)
    assert await state(database, expired) == (True, False, 0)


async def test_a_second_administrator_is_not_made_by_a_link(database: Database, dee: Staff) -> None:
    token = await database.write(setup.link, NOW)
    with pytest.raises(setup.AlreadySetUp):
        await become(database, token, "bo@example.com")
    assert await state(database, token) == (False, True, 1)


async def test_a_member_alone_does_not_make_set_up_unneeded(database: Database, cy: Staff) -> None:
    token = await database.write(setup.link, NOW)
    assert await state(database, token) == (True, True, 1)
    await become(database, token)
    assert await state(database, token) == (False, False, 2)


async def test_an_address_that_is_taken_leaves_the_link_good(database: Database, cy: Staff) -> None:
    token = await database.write(setup.link, NOW)
    with pytest.raises(accounts.AlreadyThere):
        await become(database, token, "cy@example.org")
    assert await state(database, token) == (True, True, 1)


async def test_of_two_who_use_the_link_at_once_one_becomes_administrator(database: Database) -> None:
    token = await database.write(setup.link, NOW)
    both = await asyncio.gather(
        become(database, token), become(database, token, "bo@example.com"), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in both) == ["LinkSpent", "Staff"]
    assert await state(database, token) == (False, False, 1)
