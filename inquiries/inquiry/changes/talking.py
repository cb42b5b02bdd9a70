"""What colleagues say among themselves, beside an inquiry."""

from datetime import datetime

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import entries
from inquiries.inquiry.changes.record import record
from inquiries.inquiry.model import Inquiry


async def note(tx: Tx, inquiry: Inquiry, *, text: str, staff_id: int, once_key: str, at: datetime) -> None:
    """Add a private note, at any time and whoever else was here. The same `once_key` twice is one note."""
    row = {
        "inquiry_id": inquiry.id,
        "at": at,
        "kind": "note",
        "staff_id": staff_id,
        "text": text,
        "once_key": once_key,
    }
    new = statements.insert_new(tx, entries).values(row).returning(entries.c.id)
    if (await tx.execute(new)).first() is not None:
        await record(tx, inquiry.id, "noted", staff_id, at)
