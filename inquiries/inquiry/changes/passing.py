"""Who answers for it: taking, assigning, giving back."""

from datetime import datetime

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import staff
from inquiries.inquiry.changes.record import change, record
from inquiries.inquiry.model import GOING, Inquiry


async def assign(tx: Tx, inquiry: Inquiry, *, to: int | None, staff_id: int, at: datetime) -> None:
    """Make staff member `to` the owner, or nobody. Taking is assigning to oneself."""
    await change(tx, inquiry, GOING, {"owner_id": to})
    if to == staff_id:
        await record(tx, inquiry.id, "taken", staff_id, at)
    elif to is None:
        await record(tx, inquiry.id, "put back", staff_id, at)
    else:
        name = (await tx.execute(sa.select(staff.c.name).where(staff.c.id == to))).scalar_one()
        await record(tx, inquiry.id, "assigned", staff_id, at, {"to": name})
