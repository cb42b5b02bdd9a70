"""Reading one inquiry: only on one's own desks, with its people by name, in order."""

from datetime import timedelta

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Colleague
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, again, events, media


async def test_an_inquiry_is_found_on_its_desk_and_on_no_other(database: Database, opened: Opened) -> None:
    inquiry, _ = await opened(media(), events())
    async with database.read() as db:
        found = [
            await records.by_id(db, inquiry.id, desks=desks)
            for desks in (None, {"media"}, {"media", "events"}, {"events"}, set[str]())
        ]
        assert await records.by_id(db, 99) is None
    assert found == [inquiry, inquiry, inquiry, None, None]


async def test_owner_and_acknowledger_are_two_people(
    database: Database, opened: Opened, ana: Staff, dee: Staff
) -> None:
    (inquiry,) = await opened(media(owner_id=ana.id))
    await database.write(
        changes.acknowledge, inquiry, staff_id=dee.id, text="We have it", back_by=None, at=NOON
    )
    found = await again(database, inquiry)
    assert (found.owner, found.acknowledged_by) == (
        Colleague(ana.id, "Ana", "", ""),
        Colleague(dee.id, "Dee", "", ""),
    )


async def test_any_text_comes_back_as_it_went_in(database: Database, opened: Opened) -> None:
    words = "“Ça va?” \U0001f56f\ufe0f مرحبا\n\t" + "Donaudampfschifffahrt" * 400
    (inquiry,) = await opened(media(answers={"question": words, "outlet": words}))
    assert (inquiry.question, inquiry.answers["outlet"]) == (words, words)


async def test_what_was_said_is_in_order_and_of_one_kind_where_asked(
    database: Database, opened: Opened, ana: Staff
) -> None:
    inquiry, other = await opened(media(), media())
    note = {"staff_id": ana.id, "at": NOON}
    await database.write(changes.note, inquiry, text="first", once_key="1", **note)
    await database.write(changes.acknowledge, inquiry, text="second", back_by=None, **note)
    await database.write(changes.note, inquiry, text="third", once_key="3", **note)
    await database.write(changes.note, other, text="elsewhere", once_key="4", **note)
    async with database.read() as db:
        everything = await records.said(db, inquiry.id)
        told = await records.said(db, inquiry.id, kind="acknowledgement")
    assert [entry.text for entry in everything] == ["first", "second", "third"]
    assert [entry.text for entry in told] == ["second"]


async def test_having_looked_is_remembered_once_for_each_person(
    database: Database, opened: Opened, ana: Staff, dee: Staff
) -> None:
    (inquiry,) = await opened(media())
    later = NOON + timedelta(hours=1)
    for who, at in ((ana, NOON), (dee, NOON), (ana, later)):
        await database.write(records.mark_seen, inquiry.id, who.id, at=at)
    async with database.read() as db:
        rows = await db.execute(sa.select(tables.seen).order_by(tables.seen.c.staff_id))
        found = [tuple(row) for row in rows]
    assert found == [(ana.id, inquiry.id, later), (dee.id, inquiry.id, NOON)]
