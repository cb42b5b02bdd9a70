import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.people import accounts, links, sessions
from inquiries.people.accounts import Staff
from tests.each import each

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


ANA = {
    "email": "ana@example.org",
    "name": "Ana Alves",
    "title": "Press officer",
    "phone": "+1 613 555 0101",
    "role": "member",
    "desks": frozenset({"media"}),
    "disabled": False,
}


async def everybody(database: Database) -> tuple[Staff, ...]:
    async with database.read() as db:
        return await accounts.all(db)


async def test_an_added_account_is_found_as_it_was_given(database: Database, ana: Staff) -> None:
    assert ana == Staff(id=ana.id, **ANA)  # type: ignore[arg-type]
    async with database.read() as db:
        assert await accounts.by_id(db, ana.id) == ana
        assert await accounts.by_email(db, " Ana@EXAMPLE.org\n") == ana


async def test_whoever_is_not_there_is_not_found(database: Database, ana: Staff) -> None:
    async with database.read() as db:
        assert await accounts.by_id(db, ana.id + 1) is None
        for email in ("bo@example.com", "", "ana\0@example.org", "\ud800@example.org", "a" * 10_000 + "@x"):
            assert await accounts.by_email(db, email) is None
            assert await accounts.credentials(db, email) is None


async def test_an_address_is_taken_however_it_is_written(database: Database, ana: Staff) -> None:
    with pytest.raises(accounts.AlreadyThere):
        await database.write(
            accounts.add, email="ANA@Example.org ", name="Another", role="member", desks=["events"], now=NOW
        )
    assert await everybody(database) == (ana,)


def test_an_address_is_composed_and_lower_case() -> None:
    assert accounts.address(" E\u0301lodie@Example.ORG ") == "élodie@example.org"


@each("email", ["", "ana", "a\0@x.org", "a\n@x.org", "\udcff@x.org", "a" * 250 + "@x.org"])
async def test_what_is_no_address_is_not_added(database: Database, email: str) -> None:
    with pytest.raises(ValueError, match="email address"):
        await database.write(accounts.add, email=email, name="Bo", role="member", desks=[], now=NOW)
    assert await everybody(database) == ()


async def test_everybody_is_listed_by_name_with_all_their_desks(
    database: Database, dee: Staff, cy: Staff, ana: Staff
) -> None:
    assert await everybody(database) == (ana, cy, dee)
    assert [staff.desks for staff in (ana, cy, dee)] == [{"media"}, {"events"}, {"media", "events"}]


async def test_an_account_may_have_no_desk(database: Database) -> None:
    added = await database.write(
        accounts.add, email="eve@example.org", name="Eve", role="administrator", desks=[], now=NOW
    )
    assert (added.desks, await everybody(database)) == (frozenset(), (added,))


async def test_a_desk_has_its_own_enabled_people_and_nobody_else(
    database: Database, ana: Staff, cy: Staff, dee: Staff
) -> None:
    await database.write(
        accounts.add, email="eve@example.org", name="Eve", role="administrator", desks=[], now=NOW
    )
    async with database.read() as db:
        assert await accounts.on_desk(db, "media") == (ana, dee)
    await database.write(accounts.disable, ana.id, NOW)
    async with database.read() as db:
        assert await accounts.on_desk(db, "media") == (dee,)
        assert await accounts.on_desk(db, "events") == (cy, dee)
        assert await accounts.on_desk(db, "legal") == ()


async def test_disabling_ends_the_persons_sessions_and_links_only(
    database: Database, ana: Staff, cy: Staff
) -> None:
    tokens = [await database.write(sessions.open, staff.id, NOW) for staff in (ana, ana, cy)]
    link = await database.write(links.make, "sign-in", ana.id, now=NOW)
    await database.write(accounts.disable, ana.id, NOW)
    async with database.read() as db:
        found = [await sessions.find(db, token, NOW) for token in tokens]
        assert [session and session.staff.id for session in found] == [None, None, cy.id]
        assert not await links.usable(db, link, "sign-in", NOW)
        again = await accounts.by_id(db, ana.id)
    assert again == Staff(id=ana.id, **(ANA | {"disabled": True}))  # type: ignore[arg-type]


async def test_disabling_twice_or_nobody_changes_nothing(database: Database, ana: Staff, cy: Staff) -> None:
    await database.write(accounts.disable, ana.id, NOW)
    before = await everybody(database)
    await database.write(accounts.disable, ana.id, NOW + timedelta(days=1))
    await database.write(accounts.disable, 4607, NOW)
    assert await everybody(database) == before


async def test_the_last_administrator_cannot_be_disabled(database: Database, ana: Staff, dee: Staff) -> None:
    token = await database.write(sessions.open, dee.id, NOW)
    with pytest.raises(accounts.LastAdministrator):
        await database.write(accounts.disable, dee.id, NOW)
    assert await everybody(database) == (ana, dee)
    async with database.read() as db:
        assert await sessions.find(db, token, NOW) is not None


async def test_of_two_administrators_one_can_be_disabled_and_a_disabled_one_does_not_count(
    database: Database, dee: Staff
) -> None:
    eve = await database.write(
        accounts.add, email="eve@example.org", name="Eve", role="administrator", desks=[], now=NOW
    )
    await database.write(accounts.disable, dee.id, NOW)
    with pytest.raises(accounts.LastAdministrator):
        await database.write(accounts.disable, eve.id, NOW)
    assert [staff.disabled for staff in await everybody(database)] == [True, False]


async def test_of_two_administrators_disabled_at_once_one_stays(database: Database, dee: Staff) -> None:
    eve = await database.write(
        accounts.add, email="eve@example.org", name="Eve", role="administrator", desks=[], now=NOW
    )
    ends = await asyncio.gather(
        *(database.write(accounts.disable, staff.id, NOW) for staff in (dee, eve)), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ends) == ["LastAdministrator", "NoneType"]
    assert [staff.disabled for staff in await everybody(database)].count(False) == 1


async def test_a_new_password_ends_every_session_and_link_of_the_account(
    database: Database, ana: Staff, cy: Staff
) -> None:
    tokens = [await database.write(sessions.open, staff.id, NOW) for staff in (ana, cy)]
    link = await database.write(links.make, "sign-in", ana.id, now=NOW)
    await database.write(accounts.set_password, ana.id, "a new hash")
    async with database.read() as db:
        assert await accounts.credentials(db, "ana@example.org") == accounts.Credentials(ana, "a new hash")
        assert await accounts.credentials(db, "cy@example.org") == accounts.Credentials(cy, None)
        found = [await sessions.find(db, token, NOW) for token in tokens]
        assert [session and session.staff for session in found] == [None, cy]
        assert not await links.usable(db, link, "sign-in", NOW)


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu", "UTC", ""])
async def test_times_are_said_by_the_clock_somebody_chose(database: Database, ana: Staff, zone: str) -> None:
    await database.write(accounts.set_timezone, ana.id, "America/Vancouver")
    await database.write(accounts.set_timezone, ana.id, zone)
    assert await everybody(database) == (dataclasses.replace(ana, timezone=zone),)


@each("zone", ["Europe/Londn", "europe/london", "../etc/passwd", "Factory", "localtime", " "])
async def test_what_is_no_zone_is_not_kept(database: Database, ana: Staff, zone: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await database.write(accounts.set_timezone, ana.id, zone)
    assert await everybody(database) == (ana,)
