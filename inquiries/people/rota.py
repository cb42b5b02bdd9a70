"""The rota: who holds the duty phone of a desk, and when. SQL only; who may change it, the page knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import duties

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift: from `starts_at` up to `ends_at`."""

    id: int
    desk: str
    staff_id: int
    starts_at: datetime
    ends_at: datetime


class Taken(Exception):
    """Somebody is on duty then already."""

    def __init__(self, by: Duty) -> None:
        super().__init__("somebody is on duty then already")
        self.by = by


async def ahead(db: AsyncConnection, *, desks: Collection[str], now: datetime) -> tuple[Duty, ...]:
    """The shifts of these desks that are not over, in order."""
    theirs = (duties.c.desk.in_(desks), duties.c.ends_at > now)
    rows = await db.execute(sa.select(duties).where(*theirs).order_by(duties.c.starts_at, duties.c.id))
    return tuple(Duty(*row) for row in rows)


async def on_duty(db: AsyncConnection, now: datetime) -> Mapping[str, int]:
    """Desk → who is on duty there."""
    columns = (duties.c.desk, duties.c.staff_id)
    rows = await db.execute(sa.select(*columns).where(duties.c.starts_at <= now, duties.c.ends_at > now))
    return {row.desk: row.staff_id for row in rows}


async def add(tx: Tx, *, desk: str, staff_id: int, spans: Sequence[Span]) -> None:
    """Put somebody on duty for every one of `spans`, or raise Taken and change nothing."""
    await statements.in_turn(tx, "duties")
    for starts_at, ends_at in spans:
        same_time = (duties.c.desk == desk, duties.c.starts_at < ends_at, duties.c.ends_at > starts_at)
        other = (
            await tx.execute(sa.select(duties).where(*same_time).order_by(duties.c.starts_at).limit(1))
        ).first()
        if other is not None:
            raise Taken(Duty(*other))
        row = {"desk": desk, "staff_id": staff_id, "starts_at": starts_at, "ends_at": ends_at}
        await tx.execute(duties.insert().values(row))


async def remove(tx: Tx, id: int, *, desks: Collection[str]) -> bool:
    """Take one shift out. False when it is not there, or on another desk."""
    gone = await tx.execute(duties.delete().where(duties.c.id == id, duties.c.desk.in_(desks)))
    return gone.rowcount == 1
