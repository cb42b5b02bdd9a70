"""Lists somebody comes back to, under a name: their own, or everybody's on a desk. Knows addresses, no list."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import saved_views as table

MOST = 30  # of one person, and of one desk
LONGEST = 60  # letters of a name


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query` is the list's address after the question mark; `desk` is "" for one's own."""

    id: int
    name: str
    query: str
    desk: str


class Enough(Exception):
    """There are MOST already."""


async def of(db: AsyncConnection, staff_id: int, desks: Collection[str]) -> tuple[SavedView, ...]:
    """Their own and those of the desks they see, by name."""
    columns = (table.c[name] for name in SavedView.__slots__)
    statement = sa.select(*columns).where(_theirs(staff_id, desks)).order_by(table.c.name, table.c.id)
    return tuple(SavedView(*row) for row in await db.execute(statement))


async def save(tx: Tx, *, name: str, query: str, staff_id: int, desk: str) -> None:
    """Keep a list under a name; the same name again is the same view. Raises Enough."""
    whose = sa.and_(table.c.desk == desk, sa.true() if desk else table.c.staff_id == staff_id)
    same = sa.and_(whose, table.c.name == name)
    if (await tx.execute(table.update().where(same).values(query=query))).rowcount:
        return
    count = await tx.scalar(sa.select(sa.func.count()).select_from(table).where(whose)) or 0
    if count >= MOST:
        raise Enough
    await tx.execute(table.insert().values(name=name, query=query, staff_id=staff_id, desk=desk))


async def rename(tx: Tx, id: int, name: str, *, staff_id: int, desks: Collection[str]) -> bool:
    """False where there is none of theirs."""
    mine = sa.and_(table.c.id == id, _theirs(staff_id, desks))
    return bool((await tx.execute(table.update().where(mine).values(name=name))).rowcount)


async def remove(tx: Tx, id: int, *, staff_id: int, desks: Collection[str]) -> bool:
    """False where there is none of theirs."""
    mine = sa.and_(table.c.id == id, _theirs(staff_id, desks))
    return bool((await tx.execute(table.delete().where(mine))).rowcount)


def _theirs(staff_id: int, desks: Collection[str]) -> Any:
    own = sa.and_(table.c.staff_id == staff_id, table.c.desk == "")
    return sa.or_(own, table.c.desk.in_(desks))
