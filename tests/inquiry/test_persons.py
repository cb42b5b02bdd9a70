"""One person by the addresses they write from: made with their first inquiry, seen by the desks they wrote to."""

import asyncio
from dataclasses import replace

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import acquaintance, beginning, changes, persons
from inquiries.inquiry.model import Outcome
from inquiries.inquiry.opening import Opening
from inquiries.inquiry.persons import Address, Going, Person
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, events, media

MEDIA, EVENTS, BOTH = frozenset({"media"}), frozenset({"events"}), frozenset({"media", "events"})
BO = "bo@gazette.example"


def plain(email: str) -> Address:
    return Address(email, None, "", None, "", "")


async def of(database: Database, email: str, desks: frozenset[str] = BOTH) -> Person | None:
    async with database.read() as db:
        return await persons.by_address(db, email, desks=desks)


async def addresses(database: Database) -> list[tuple[str, int]]:
    columns = (tables.person_addresses.c.email, tables.person_addresses.c.person_id)
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns).order_by(columns[0]))]


async def test_an_address_in_any_case_is_one_person_and_another_address_another(
    database: Database, opened: Opened
) -> None:
    await opened(
        media(), media(answers={"email": "BO@gazette.example"}), media(answers={"email": "Zoé@É.example"})
    )
    await opened(media(), media(answers={"email": "zoÉ@é.example"}))
    found = await addresses(database)
    assert [email for email, _ in found] == [BO, "zoé@é.example"]
    assert len({id for _, id in found}) == 2


async def test_without_an_address_there_is_no_person(database: Database, opened: Opened) -> None:
    (call,) = await opened(media(answers={"email": ""}))
    assert await addresses(database) == []
    assert await of(database, "") is None
    async with database.read() as db:
        assert await persons.others_going(db, call, MEDIA) == ()


async def test_a_person_is_there_for_the_desks_they_wrote_to_and_for_no_other(
    database: Database, opened: Opened
) -> None:
    await opened(media())
    found = await of(database, "Bo@Gazette.example", MEDIA)
    assert found is not None
    assert found == Person(found.id, 1, (plain(BO),))
    async with database.read() as db:
        assert await persons.by_id(db, found.id, desks=MEDIA) == found
        assert await persons.by_id(db, found.id, desks=EVENTS) is None
        assert await persons.by_id(db, found.id, desks=frozenset()) is None
        assert await persons.by_id(db, found.id + 1, desks=BOTH) is None
    assert await of(database, BO, EVENTS) is None


async def test_of_a_joined_person_each_desk_sees_the_addresses_that_wrote_to_it(
    database: Database, opened: Opened, dee: Staff
) -> None:
    await opened(media(), events(answers={"email": "bo@home.example"}))
    bo, home = await of(database, BO), await of(database, "bo@home.example")
    assert bo is not None
    assert home is not None
    await database.write(acquaintance.join, bo, home, staff_id=dee.id, at=NOON)
    moved = Address("bo@home.example", NOON, "Dee", None, "", "")
    assert await of(database, BO) == Person(bo.id, 2, (plain(BO), moved))
    async with database.read() as db:
        assert await persons.by_id(db, home.id, desks=EVENTS) == Person(bo.id, 2, (moved,))
        assert await persons.by_id(db, home.id, desks=MEDIA) is None
        assert await persons.by_id(db, bo.id, desks=MEDIA) == Person(bo.id, 2, (plain(BO),))
        assert await persons.by_id(db, bo.id, desks=EVENTS) is None


async def test_what_else_a_person_has_open_is_told_from_all_their_addresses(
    database: Database, opened: Opened, ana: Staff
) -> None:
    here, taken, closed, held, other, elsewhere = await opened(
        media(),
        media(answers={"email": "bo@home.example", "question": "And the budget?"}, received_at=NOON - HOUR),
        media(),
        media(suspicion="it smells"),
        media(answers={"email": "zoe@gazette.example"}),
        events(answers={"email": BO}),
    )
    bo, home = await of(database, BO), await of(database, "bo@home.example")
    assert bo is not None
    assert home is not None
    await database.write(acquaintance.join, bo, home, staff_id=ana.id, at=NOON)
    await database.write(changes.assign, taken, to=ana.id, staff_id=ana.id, at=NOON)
    outcome = {"outcome": Outcome.ANSWERED, "reason": ""}
    await database.write(changes.close, closed, staff_id=ana.id, at=NOON, **outcome)
    mine = Going(taken.reference, "media", "programs", "And the budget?", NOON - HOUR, "media", "Ana")
    async with database.read() as db:
        assert await persons.others_going(db, here, MEDIA) == (mine,)
        both = await persons.others_going(db, here, BOTH)
        assert [one.reference for one in both] == [elsewhere.reference, taken.reference]
        assert await persons.others_going(db, other, BOTH) == ()
        assert len(await persons.others_going(db, held, MEDIA)) == 2


async def test_two_workers_at_once_make_each_person_once(database: Database, opened: Opened) -> None:
    def batch(start: int, order: int) -> list[Opening]:
        return [
            replace(
                media(answers={"email": f"p{number}@x.example"}),
                id=start + at,
                reference=f"R{start + at}",
                desk="media" if number % 2 else "events",
            )
            for at, number in enumerate(range(12)[::order])
        ]

    count = 12 * 8
    rows = [
        {
            "once_key": f"k{n}",
            "form": "media",
            "received_at": NOON,
            "fields": "[]",
            "answers": "{}",
            "facts": "{}",
        }
        for n in range(count)
    ]

    async def submit(tx: object) -> None:
        await tx.execute(tables.submissions.insert(), rows)  # type: ignore[attr-defined]

    await database.write(submit)
    batches = [batch(1 + 12 * n, 1 if n % 2 else -1) for n in range(8)]
    await asyncio.gather(*(database.write(beginning.open_all, each, at=NOON) for each in batches))
    found = await addresses(database)
    assert [email for email, _ in found] == sorted(f"p{number}@x.example" for number in range(12))
    async with database.read() as db:
        everybody = set(await db.scalars(sa.select(tables.persons.c.id)))
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries)) == count
    assert everybody == {id for _, id in found}
