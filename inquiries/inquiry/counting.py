"""How many inquiries stand where: figures kept in the transactions that move them, so that nobody counts a million."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import counters

NOBODY = 0


class Place(NamedTuple):
    """Where an inquiry is counted; owner_id 0 is nobody."""

    desk: str
    status: int
    owner_id: int


async def arrived(tx: Tx, places: Iterable[Place]) -> None:
    """Count inquiries that are new."""
    await _add(tx, Counter(places))


async def moved(tx: Tx, before: Place, after: Place) -> None:
    """Count one elsewhere than before."""
    if before != after:
        await _add(tx, Counter({before: -1, after: 1}))


async def left(tx: Tx, places: Iterable[Place]) -> None:
    """Count inquiries no more."""
    gone = Counter(places)
    await _add(tx, Counter({place: -count for place, count in gone.items()}))


async def figures(db: AsyncConnection) -> dict[Place, int]:
    """Every figure that is not nought: a few rows for each desk and person, however many inquiries there are."""
    rows = await db.execute(sa.select(counters).where(counters.c.total != 0))
    return {Place(row.desk, row.status, row.owner_id): row.total for row in rows}


async def _add(tx: Tx, changes: Counter[Place]) -> None:
    """In one order always, so that two transactions never wait for each other in a ring."""
    for place, change in sorted(changes.items()):
        row = {**place._asdict(), "total": change}
        await tx.execute(statements.insert_or_add(tx, counters, row, key=Place._fields, add="total"))
