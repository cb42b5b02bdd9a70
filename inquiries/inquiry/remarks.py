"""Private notes on people and outlets, read by the desks they were written for. SQL only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import inquiries, person_addresses, remark_desks, remarks, staff

PAGE = 20


@dataclass(frozen=True, slots=True)
class Remark:
    id: int
    at: datetime
    who: str
    text: str


def on_person(id: int) -> Any:
    """The condition for notes on person `id`, with those written before somebody found them to be the same."""
    homes = sa.select(person_addresses.c.home_id).where(person_addresses.c.person_id == id)
    return remarks.c.person_id.in_(homes)


def on_outlet(key: str) -> Any:
    """The condition for notes on an outlet."""
    return sa.and_(remarks.c.outlet_key == key, remarks.c.person_id.is_(None))


async def latest(
    db: AsyncConnection, about: Any, *, desks: Collection[str], limit: int, before: int | None = None
) -> tuple[Remark, ...]:
    """Notes under the condition `about`, newest first, older than number `before`."""
    theirs = sa.exists().where(remark_desks.c.remark_id == remarks.c.id, remark_desks.c.desk.in_(desks))
    statement = (
        sa.select(remarks.c.id, remarks.c.at, staff.c.name, remarks.c.text)
        .join_from(remarks, staff, staff.c.id == remarks.c.staff_id)
        .where(about, theirs)
    )
    if before is not None:
        statement = statement.where(remarks.c.id < before)
    rows = await db.execute(statement.order_by(remarks.c.id.desc()).limit(limit))
    return tuple(Remark(*row) for row in rows)


async def readers(db: AsyncConnection, whose: Any, *, desks: Collection[str]) -> tuple[str, ...]:
    """Those of `desks` that the inquiries under the condition `whose` came to: who reads a note written now."""
    asked = [
        sa.exists().where(whose, inquiries.c.desk == desk).label(f"desk_{number}")
        for number, desk in enumerate(sorted(desks))
    ]
    if not asked:
        return ()
    row = (await db.execute(sa.select(*asked))).one()
    return tuple(desk for desk, theirs in zip(sorted(desks), row, strict=True) if theirs)
