"""What colleagues say among themselves, beside an inquiry."""

from datetime import datetime

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import entries, mentions
from inquiries.inquiry import drafts
from inquiries.inquiry import mentions as naming
from inquiries.inquiry.changes.record import hold, record, unless_news
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.newer import Seen
from inquiries.people import accounts, permissions
from inquiries.queue import jobs, kinds


async def note(
    tx: Tx,
    inquiry: Inquiry,
    *,
    text: str,
    staff_id: int,
    once_key: str,
    at: datetime,
    seen: Seen | None = None,
) -> None:
    """Add a private note, tell whom it names, and end its draft. The same `once_key` twice is one note.

    Where others said or did something that its writer had not `seen`, nothing is stored: SomeoneWasFaster.
    """
    await hold(tx, inquiry.id)
    if await tx.scalar(sa.select(entries.c.id).where(entries.c.once_key == once_key)) is not None:
        return
    if seen is not None:
        await unless_news(tx, inquiry.id, seen, staff_id)
    row = {
        "inquiry_id": inquiry.id,
        "at": at,
        "kind": "note",
        "staff_id": staff_id,
        "text": text,
        "once_key": once_key,
    }
    new = statements.insert_new(tx, entries).values(row).returning(entries.c.id)
    entry = (await tx.execute(new)).scalar_one()
    await _mention(tx, inquiry, entry, text, staff_id, at)
    await drafts.end(tx, inquiry.id, staff_id, at=at)
    await record(tx, inquiry.id, "noted", staff_id, at)


async def _mention(tx: Tx, inquiry: Inquiry, entry: int, text: str, staff_id: int, at: datetime) -> None:
    """Keep who is named, of those who may read it, and have each told but the writer."""
    if "@" not in text:
        return
    people = [one for one in await accounts.all(tx) if permissions.may_see(one, inquiry.desk)]
    for named in naming.find(text, people).staff_ids:
        await tx.execute(mentions.insert().values(entry_id=entry, staff_id=named))
        if named != staff_id:
            told = {"inquiry": inquiry.id, "entry": entry, "staff": named}
            await jobs.enqueue(tx, kinds.MENTION, f"{kinds.MENTION}:{entry}:{named}", told, at=at)
