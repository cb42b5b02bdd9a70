"""A note: held when others have overtaken it, ending its draft, telling whom it names."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, drafts, newer, records
from inquiries.inquiry.changes import Call, SomeoneWasFaster
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.newer import Seen
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

LATER = NOON + timedelta(minutes=20)


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


async def seen(database: Database, inquiry: Inquiry) -> Seen:
    """What a page drawn now carries."""
    async with database.read() as db:
        return newer.all_of(await records.said(db, inquiry.id), await records.events(db, inquiry.id))


async def note(
    database: Database, inquiry: Inquiry, who: Staff, text: str, seen: Seen | None, key: str = ""
) -> None:
    key = key or f"{who.id} {text}"
    await database.write(changes.note, inquiry, text=text, staff_id=who.id, once_key=key, at=LATER, seen=seen)


async def texts(database: Database, inquiry: Inquiry) -> list[str]:
    async with database.read() as db:
        return [entry.text for entry in await records.said(db, inquiry.id)]


async def jobs(database: Database) -> list[tuple[str, str]]:
    async with database.read() as db:
        found = sa.select(tables.jobs.c.key, tables.jobs.c.payload).order_by(tables.jobs.c.id)
        return [tuple(row) for row in await db.execute(found.where(tables.jobs.c.kind == "mention"))]


async def test_of_two_notes_at_the_same_instant_one_is_held_and_then_added_all_the_same(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    before = await seen(database, inquiry)
    both = (note(database, inquiry, who, f"By {who.name}", before) for who in (ana, dee))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "SomeoneWasFaster"]
    first, second = sorted((ana, dee), key=lambda who: results[(ana, dee).index(who)] is not None)
    assert await texts(database, inquiry) == [f"By {first.name}"]
    await note(database, inquiry, second, f"By {second.name}", await seen(database, inquiry))
    assert await texts(database, inquiry) == [f"By {first.name}", f"By {second.name}"]


@pytest.mark.parametrize("theirs", ["take", "call", "acknowledge"])
async def test_what_another_did_or_said_holds_a_note_and_what_oneself_did_does_not(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff, theirs: str
) -> None:
    before = await seen(database, inquiry)
    verbs = {
        "take": lambda: database.write(changes.assign, inquiry, to=dee.id, staff_id=dee.id, at=LATER),
        "call": lambda: database.write(
            changes.call, inquiry, call=Call("in", "Bo", "", "He rang", "k"), staff_id=dee.id, at=LATER
        ),
        "acknowledge": lambda: database.write(
            changes.acknowledge, inquiry, staff_id=dee.id, text="Mine", back_by=None, at=LATER
        ),
    }
    await verbs[theirs]()
    with pytest.raises(SomeoneWasFaster):
        await note(database, inquiry, ana, "Held", before)
    await note(database, inquiry, dee, "Added", before)
    assert (await texts(database, inquiry))[-1] == "Added"
    assert "Held" not in await texts(database, inquiry)


async def test_a_note_that_is_there_already_is_not_held_for_what_came_after_it(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    before = await seen(database, inquiry)
    await note(database, inquiry, ana, "Once", before, "k")
    await note(database, inquiry, dee, "Hers", None)
    await note(database, inquiry, ana, "Once", before, "k")
    assert await texts(database, inquiry) == ["Once", "Hers"]


async def test_adding_ends_the_draft_and_holding_does_not(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    before = await seen(database, inquiry)
    await database.write(drafts.keep, inquiry.id, ana.id, text="Typed", typed_at=NOON, now=NOON)
    await note(database, inquiry, dee, "Hers", before)
    with pytest.raises(SomeoneWasFaster):
        await note(database, inquiry, ana, "Typed", before)
    async with database.read() as db:
        held = [(one.who.name, one.text) for one in await drafts.of_inquiry(db, inquiry.id)]
    await note(database, inquiry, ana, "Typed", await seen(database, inquiry))
    async with database.read() as db:
        added = [(one.who.name, one.text) for one in await drafts.of_inquiry(db, inquiry.id) if one.text]
    assert (held, added) == ([("Ana", "Typed"), ("Dee", "")], [])


async def test_who_is_named_and_may_read_it_is_told_once_and_stands_with_the_entry(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff, cy: Staff
) -> None:
    gone = await database.write(
        accounts.add, email="eve@example.org", name="Eve", role="member", desks=["media"], now=NOON
    )
    await database.write(accounts.disable, gone.id, NOON)
    for _ in range(2):
        await note(database, inquiry, ana, "@Dee @dee @Ana @Cy @Eve: look", None, "k")
    async with database.read() as db:
        (entry,) = await records.said(db, inquiry.id)
    assert entry.mentioned == (ana.id, dee.id)
    payload = f'{{"inquiry": {inquiry.id}, "entry": {entry.id}, "staff": {dee.id}}}'
    assert await jobs(database) == [(f"mention:{entry.id}:{dee.id}", payload)]
