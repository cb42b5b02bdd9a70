"""The record that remains: what was erased when, and by whose wish. It names no person outside. SQL only."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import erasures, staff


@dataclass(frozen=True, slots=True)
class Line:
    """`who` is the colleague's name, "" for the other doors. `reference` and `form` are empty for what an address had
    left in inquiries of others. `gone_at` is None until nothing of it is on the disk any more."""

    id: int
    at: datetime
    door: str
    who: str
    reference: str
    form: str
    desk: str
    received_on: datetime | None
    counted: Mapping[str, int]
    gone_at: datetime | None


class Standing(Enum):
    """Of what was erased: off the disk, or waiting for it, with others after it or as the last."""

    GONE = auto()
    LATER_WAITS = auto()
    WAITS = auto()


async def log(
    tx: Tx,
    *,
    at: datetime,
    door: str,
    counted: Mapping[str, int],
    staff_id: int | None = None,
    reference: str = "",
    form: str = "",
    desk: str = "",
    received_on: datetime | None = None,
) -> int:
    """One more line; its number."""
    row = {"at": at, "door": door, "staff_id": staff_id, "counted": json.dumps(dict(counted))}
    row |= {"reference": reference, "form": form, "desk": desk, "received_on": received_on}
    return int((await tx.execute(erasures.insert().values(row).returning(erasures.c.id))).scalar_one())


async def gone(tx: Tx, last: int, *, but: Collection[int] = (), at: datetime) -> None:
    """Nothing of those numbered up to `last` is on the disk any more, `but` these."""
    still = (erasures.c.id <= last, erasures.c.id.not_in(but), erasures.c.gone_at.is_(None))
    await tx.execute(erasures.update().where(*still).values(gone_at=at))


async def latest(db: AsyncConnection, *, limit: int, before: int | None = None) -> tuple[Line, ...]:
    """The latest first, older than number `before`."""
    plain = (name for name in Line.__slots__ if name not in ("who", "counted"))
    statement = (
        sa.select(*(erasures.c[name] for name in plain), erasures.c.counted, staff.c.name.label("who"))
        .select_from(erasures.outerjoin(staff, staff.c.id == erasures.c.staff_id))
        .order_by(erasures.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(erasures.c.id < before)
    rows = [dict(row._mapping) for row in await db.execute(statement)]
    return tuple(
        Line(**row | {"who": row["who"] or "", "counted": json.loads(row["counted"])}) for row in rows
    )


async def newest(db: AsyncConnection) -> int:
    """The number of the last line; 0 before the first."""
    return await db.scalar(sa.select(sa.func.max(erasures.c.id))) or 0


async def of(db: AsyncConnection, reference: str, desks: Collection[str]) -> int | None:
    """The number of the line of this reference, if it stood on one of these desks when it was erased."""
    its = sa.select(erasures.c.id).where(erasures.c.reference == reference, erasures.c.desk.in_(desks))
    return await db.scalar(its.limit(1))


async def count_waiting(db: AsyncConnection, *, since: datetime) -> int:
    """How many erased before then are not off the disk yet."""
    waits = (erasures.c.gone_at.is_(None), erasures.c.at < since)
    return int(await db.scalar(sa.select(sa.func.count()).select_from(erasures).where(*waits)) or 0)


async def standing(db: AsyncConnection, id: int) -> Standing:
    """How far number `id` is. Whatever was erased after it was deleted after it, and so the file was written anew
    after both when that one is gone."""
    after = sa.select(erasures.c.id).limit(1)
    if await db.scalar(after.where(erasures.c.id >= id, erasures.c.gone_at.is_not(None))) is not None:
        return Standing.GONE
    later = await db.scalar(after.where(erasures.c.id > id, erasures.c.gone_at.is_(None)))
    return Standing.WAITS if later is None else Standing.LATER_WAITS
