"""Words of the house's own by which inquiries are found again."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import tags as table
from inquiries.inquiry.changes.record import change, record
from inquiries.inquiry.model import GOING, Inquiry, Status

TAGGED = GOING | {Status.CLOSED}


async def tag(tx: Tx, inquiry: Inquiry, *, tags: Sequence[str], staff_id: int, at: datetime) -> None:
    """Add tags; one that is there already stays."""
    await change(tx, inquiry, TAGGED, {})
    rows = [{"inquiry_id": inquiry.id, "tag": one} for one in tags]
    await tx.execute(statements.insert_new(tx, table).values(rows))
    await record(tx, inquiry.id, "tagged", staff_id, at, {"tags": ", ".join(tags)})


async def untag(tx: Tx, inquiry: Inquiry, *, tag: str, staff_id: int, at: datetime) -> None:
    """Take one tag away."""
    await change(tx, inquiry, TAGGED, {})
    await tx.execute(sa.delete(table).where(table.c.inquiry_id == inquiry.id, table.c.tag == tag))
    await record(tx, inquiry.id, "untagged", staff_id, at, {"tag": tag})
