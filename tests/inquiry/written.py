"""Replies of ours, and all that hangs on them, read back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, drafts, letters, records
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Inquiry, Letter, Recipient
from inquiries.people.accounts import Staff
from tests.opened import NOON

SECOND = timedelta(seconds=1)
GOES = NOON + 20 * SECOND
BO = Recipient("to", "Bo Baker", "bo@gazette.example")
WEN = Recipient("cc", "", "wen@gazette.example")
REPLY = Written("One in six.", "Re: Programs", (BO, WEN), "<1@example.org>", GOES, "key")


async def reply(database: Database, inquiry: Inquiry, who: Staff, **changed: Any) -> int:
    seen = changed.pop("seen", None)
    written = replace(REPLY, **changed)
    return await database.write(changes.reply, inquiry, written=written, staff_id=who.id, at=NOON, seen=seen)


async def file(database: Database, inquiry: Inquiry, who: Staff, name: str) -> int:
    """A file of somebody's draft."""
    row = {"inquiry_id": inquiry.id, "staff_id": who.id, "created_at": NOON, "name": name, "stored": name}
    row |= {"content_type": "application/pdf", "size": 3}
    new = tables.attachments.insert().values(row).returning(tables.attachments.c.id)
    return await database.write(lambda tx: tx.scalar(new))  # type: ignore[return-value]


async def letter(database: Database, id: int) -> Letter:
    async with database.read() as db:
        found = await letters.numbered(db, id)
    assert found is not None
    return found


async def draft(database: Database, inquiry: Inquiry, who: Staff) -> tuple[str, dict[str, Any]]:
    async with database.read() as db:
        found = await drafts.of(db, inquiry.id, who.id, kind=drafts.REPLY)
    return (found.text, dict(found.facts)) if found else ("", {})


async def files(database: Database, inquiry: Inquiry, who: Staff) -> list[str]:
    async with database.read() as db:
        return [one.name for one in await letters.draft_files(db, inquiry.id, who.id)]


async def send_jobs(database: Database) -> list[tuple[str, Any]]:
    columns = (tables.jobs.c.key, tables.jobs.c.next_try_at)
    async with database.read() as db:
        rows = await db.execute(sa.select(*columns).where(tables.jobs.c.kind == "send"))
        return [tuple(row) for row in rows]


async def history(database: Database, inquiry: Inquiry) -> list[str]:
    async with database.read() as db:
        return [event.kind for event in await records.events(db, inquiry.id)]
