"""Who has an inquiry before them just now, and who is writing on it. Forgotten by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import presence
from inquiries.inquiry import records

OPENED = timedelta(minutes=2)  # a page without script gives no other sign
BEAT = timedelta(seconds=60)  # one with script gives one every 20 seconds


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is here; `writing` a "note" or a "reply", or "" where they only read."""

    staff_id: int
    writing: str


async def opened(tx: Tx, id: int, staff_id: int, *, at: datetime) -> None:
    """They opened the page: they have seen the inquiry, and are reading it."""
    await records.mark_seen(tx, id, staff_id, at=at)
    await _stands(tx, id, staff_id, at, at + OPENED, "")


async def beat(tx: Tx, id: int, staff_id: int, *, writing: str, at: datetime) -> None:
    """Their page is still before them."""
    await _stands(tx, id, staff_id, at, at + BEAT, writing)


async def left(tx: Tx, id: int, staff_id: int, *, at: datetime) -> None:
    """They left the page at `at`; a sign that is later than that is of another page of theirs."""
    mine = sa.and_(presence.c.inquiry_id == id, presence.c.staff_id == staff_id, presence.c.at <= at)
    await tx.execute(presence.delete().where(mine))


async def others(db: AsyncConnection, id: int, *, me: int, now: datetime) -> tuple[Present, ...]:
    """Everybody else who is here, who is writing first."""
    here = sa.and_(presence.c.inquiry_id == id, presence.c.staff_id != me, presence.c.until > now)
    statement = sa.select(presence).where(here).order_by(presence.c.staff_id)
    found = [Present(row.staff_id, row.writing) for row in await db.execute(statement)]
    return tuple(sorted(found, key=lambda one: not one.writing))


async def sweep(tx: Tx, now: datetime) -> None:
    await tx.execute(presence.delete().where(presence.c.until <= now))


async def _stands(tx: Tx, id: int, staff_id: int, at: datetime, until: datetime, writing: str) -> None:
    row = {"inquiry_id": id, "staff_id": staff_id, "at": at, "until": until}
    row |= {"writing": writing, "writing_at": at if writing else None}
    await tx.execute(statements.insert_or_update(tx, presence, row, key=("inquiry_id", "staff_id")))
