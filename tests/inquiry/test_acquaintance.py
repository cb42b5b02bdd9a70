"""What staff do about people: joining two, taking them apart, verifying an address, private notes."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import acquaintance, earlier, namesakes, persons, remarks
from inquiries.inquiry.acquaintance import Note
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.namesakes import Namesake
from inquiries.inquiry.persons import Person
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, events, media

MEDIA, EVENTS, BOTH = frozenset({"media"}), frozenset({"events"}), frozenset({"media", "events"})
A, B, C = (f"{name}@x.example" for name in "abc")


async def of(database: Database, email: str, desks: frozenset[str] = BOTH) -> Person:
    async with database.read() as db:
        found = await persons.by_address(db, email, desks=desks)
    assert found is not None
    return found


async def notes(database: Database, about: Any, desks: frozenset[str] = BOTH) -> list[str]:
    async with database.read() as db:
        return [each.text for each in await remarks.latest(db, about, desks=desks, limit=9)]


def emails(person: Person) -> list[str]:
    return [address.email for address in person.addresses]


@pytest.fixture
async def abc(opened: Opened) -> None:
    await opened(*(media(answers={"email": email}) for email in (A, B, C)))


async def join(database: Database, one: str, other: str, staff: Staff) -> None:
    await database.write(
        acquaintance.join, await of(database, one), await of(database, other), staff_id=staff.id, at=NOON
    )


async def note(
    database: Database, id: int, text: str, desks: frozenset[str], staff: Staff, **more: Any
) -> None:
    note = Note(text, staff.id, text, more.get("at", NOON))
    await database.write(acquaintance.note_person, id, note, desks=desks)


@pytest.mark.usefixtures("abc")
async def test_joined_and_split_again_is_as_it_was(database: Database, dee: Staff) -> None:
    before = [await of(database, email) for email in (A, B, C)]
    await join(database, B, C, dee)
    await join(database, A, B, dee)
    assert emails(await of(database, C)) == [A, B, C]
    assert (await of(database, C)).id == before[0].id
    for email in (B, C):
        await database.write(acquaintance.split, await of(database, A), email)
    after = [await of(database, email) for email in (A, B, C)]
    assert [(each.id, each.addresses) for each in after] == [(each.id, each.addresses) for each in before]


@pytest.mark.usefixtures("abc")
async def test_the_address_a_person_began_with_and_those_of_others_cannot_be_split_off(
    database: Database, dee: Staff
) -> None:
    await join(database, A, B, dee)
    for email in (A, C, "nobody@x.example"):
        with pytest.raises(SomeoneWasFaster):
            await database.write(acquaintance.split, await of(database, A), email)
    assert emails(await of(database, A)) == [A, B]


@pytest.mark.usefixtures("abc")
async def test_of_two_who_join_at_once_the_second_is_told(database: Database, dee: Staff, ana: Staff) -> None:
    a, b, c = [await of(database, email) for email in (A, B, C)]
    who = {"staff_id": dee.id, "at": NOON}
    tries = [(a, b), (b, a), (c, b), (b, c)]
    done = await asyncio.gather(
        *(database.write(acquaintance.join, *pair, **who) for pair in tries), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["NoneType", *["SomeoneWasFaster"] * 3]
    async with database.read() as db:
        found = [len((await of(database, email)).addresses) for email in (A, B, C)]
        assert await db.scalar(sa.select(sa.func.sum(tables.persons.c.version))) == 5
    assert sorted(found) == [1, 2, 2]


@pytest.mark.usefixtures("abc")
async def test_of_two_who_split_at_once_the_second_is_told(database: Database, dee: Staff) -> None:
    await join(database, A, B, dee)
    seen = await of(database, A)
    await database.write(acquaintance.split, seen, B)
    with pytest.raises(SomeoneWasFaster):
        await database.write(acquaintance.split, seen, B)


@pytest.mark.usefixtures("abc")
async def test_an_address_is_verified_once_and_that_can_be_taken_back(
    database: Database, dee: Staff, ana: Staff
) -> None:
    person = await of(database, A)
    before = person.addresses
    sure = {"how": "rang the newsroom", "at": NOON}
    await database.write(acquaintance.verify, person, A, staff_id=dee.id, **sure)
    with pytest.raises(SomeoneWasFaster):
        await database.write(acquaintance.verify, person, A, staff_id=ana.id, **sure)
    with pytest.raises(SomeoneWasFaster):
        await database.write(acquaintance.verify, person, B, staff_id=ana.id, **sure)
    (address,) = (await of(database, A)).addresses
    assert (address.verified_at, address.verified_by, address.verified_how) == (
        NOON,
        "Dee",
        "rang the newsroom",
    )
    await database.write(acquaintance.unverify, person, A)
    assert (await of(database, A)).addresses == before
    with pytest.raises(SomeoneWasFaster):
        await database.write(acquaintance.unverify, person, A)


async def test_a_note_on_a_person_is_read_by_the_desks_it_was_written_for(
    database: Database, opened: Opened, dee: Staff, ana: Staff, cy: Staff
) -> None:
    await opened(media(), events(answers={"email": "bo@gazette.example"}), media(answers={"email": A}))
    bo = (await of(database, "bo@gazette.example")).id
    await note(database, bo, "of Media", MEDIA, ana)
    await note(database, bo, "of Events", EVENTS, cy)
    await note(database, bo, "of both", BOTH, dee)
    await note(database, bo, "of both", BOTH, dee)
    about = remarks.on_person(bo)
    assert await notes(database, about, MEDIA) == ["of both", "of Media"]
    assert await notes(database, about, EVENTS) == ["of both", "of Events"]
    assert await notes(database, about, frozenset()) == []
    only_media = (await of(database, A)).id
    await note(database, only_media, "by Dee", BOTH, dee)
    assert await notes(database, remarks.on_person(only_media), EVENTS) == []
    assert await notes(database, remarks.on_person(only_media), MEDIA) == ["by Dee"]


@pytest.mark.usefixtures("abc")
async def test_notes_come_along_when_two_are_joined_and_go_home_when_they_are_split(
    database: Database, dee: Staff
) -> None:
    a, b = await of(database, A), await of(database, B)
    await note(database, a.id, "on A", MEDIA, dee)
    await note(database, b.id, "on B", MEDIA, dee)
    await join(database, A, B, dee)
    assert await notes(database, remarks.on_person(a.id)) == ["on B", "on A"]
    await database.write(acquaintance.split, await of(database, A), B)
    assert await notes(database, remarks.on_person(a.id)) == ["on A"]
    assert await notes(database, remarks.on_person(b.id)) == ["on B"]


async def test_a_note_on_an_outlet_is_read_by_the_desks_the_outlet_asked(
    database: Database, opened: Opened, dee: Staff
) -> None:
    await opened(media(answers={"outlet": "The Gazette"}), media(answers={"outlet": "Other"}))
    slow = Note("Slow", dee.id, "k", NOON)
    for _ in range(2):
        await database.write(acquaintance.note_outlet, "gazette", slow, desks=BOTH)
    assert await notes(database, remarks.on_outlet("gazette"), MEDIA) == ["Slow"]
    assert await notes(database, remarks.on_outlet("gazette"), EVENTS) == []
    assert await notes(database, remarks.on_outlet("other"), MEDIA) == []
    async with database.read() as db:
        found = await remarks.readers(db, earlier.of_outlet("gazette").condition(), desks=BOTH)
    assert found == ("media",)


async def test_notes_come_newest_first_and_page_by_page(
    database: Database, opened: Opened, dee: Staff
) -> None:
    await opened(media(answers={"email": A}))
    a = (await of(database, A)).id
    for number in range(3):
        await note(database, a, f"n{number}", MEDIA, dee, at=NOON + number * HOUR)
    async with database.read() as db:
        first = await remarks.latest(db, remarks.on_person(a), desks=MEDIA, limit=2)
        rest = await remarks.latest(db, remarks.on_person(a), desks=MEDIA, limit=2, before=first[-1].id)
    assert [each.text for each in (*first, *rest)] == ["n2", "n1", "n0"]
    assert (first[0].who, first[0].at) == ("Dee", NOON + 2 * HOUR)


async def test_suggested_are_people_of_that_name_and_of_that_last_name_at_the_outlet(
    database: Database, opened: Opened
) -> None:
    def one(email: str, name: str, outlet: str, desk: str = "media") -> Any:
        return media(answers={"email": email, "name": name, "outlet": outlet}, desk=desk)

    await opened(
        one(A, "Bo Reyes", "The Gazette"),
        one(B, "BO REYES", "Elsewhere"),
        one("c@x.example", "B. Reyes", "Gazette"),
        one("d@x.example", "Zoe Reyes", "Elsewhere"),
        one("e@x.example", "Zoe Amsel", "Gazette"),
        one("f@x.example", "Bo Reyes", "Gazette", "events"),
    )
    person = await of(database, A)
    async with database.read() as db:
        past = await earlier.latest(db, earlier.of_person(person), desks=MEDIA, limit=9)
        found = await namesakes.namesakes(db, person, past, desks=MEDIA)
        every = await namesakes.namesakes(db, person, past, desks=BOTH)
    assert found == (Namesake("c@x.example", "B. Reyes", "Gazette"), Namesake(B, "BO REYES", "Elsewhere"))
    assert [each.email for each in every] == ["f@x.example", "c@x.example", B]
