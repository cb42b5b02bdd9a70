"""Deliveries that another server speaks of: found again, and marked as come back. SQL only."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import deliveries
from inquiries.outbox.deliveries import Delivery, delivery

# What goes to people outside; all else is told to staff.
OUTSIDE = frozenset({"letter", "receipt", "guide", "acknowledgement", "copy"})
_FIELDS = tuple(deliveries.c[name] for name in Delivery.__slots__)


async def by_message_ids(db: AsyncConnection, ids: Collection[str]) -> tuple[Delivery, ...]:
    """Every message that bears one of these ids, oldest first: one letter to several people has one id."""
    return await _all(db, deliveries.c.message_id.in_(ids))


async def outside(db: AsyncConnection, inquiry_ids: Collection[int], since: datetime) -> tuple[Delivery, ...]:
    """What went to people outside about these inquiries since then, oldest first."""
    kinds = deliveries.c.kind.in_(sorted(OUTSIDE))
    of_late = (deliveries.c.inquiry_id.in_(inquiry_ids), kinds, deliveries.c.created_at >= since)
    return await _all(db, sa.and_(*of_late))


async def mark(tx: Tx, id: int, *, for_good: bool, said: str, at: datetime) -> bool:
    """A message that belongs to no inquiry came back. False where that is known already."""
    fresh = (deliveries.c.id == id, deliveries.c.bounced_at.is_(None))
    marked = {"bounced_at": at, "bounced_for_good": for_good, "bounce_said": said}
    return (await tx.execute(deliveries.update().where(*fresh).values(marked))).rowcount == 1


async def _all(db: AsyncConnection, condition: sa.ColumnElement[bool]) -> tuple[Delivery, ...]:
    rows = await db.execute(sa.select(*_FIELDS).where(condition).order_by(deliveries.c.id))
    return tuple(delivery(row) for row in rows)
