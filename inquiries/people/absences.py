"""Who is away, and who stands in. SQL, and the way along a chain of substitutes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import absences


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from `starts_at` up to `ends_at`."""

    id: int
    staff_id: int
    substitute_id: int | None
    starts_at: datetime
    ends_at: datetime


class AwayAlready(Exception):
    """This person is away then already."""

    def __init__(self, other: Absence) -> None:
        super().__init__("this person is away then already")
        self.other = other


async def ahead(db: AsyncConnection, now: datetime) -> tuple[Absence, ...]:
    """All that are not over, in order."""
    rows = await db.execute(
        sa.select(absences).where(absences.c.ends_at > now).order_by(absences.c.starts_at, absences.c.id)
    )
    return tuple(Absence(*row) for row in rows)


async def away(db: AsyncConnection, now: datetime) -> Mapping[int, Absence]:
    """Who is away now, by staff id."""
    return {one.staff_id: one for one in await ahead(db, now) if one.starts_at <= now}


async def add(
    tx: Tx, *, staff_id: int, substitute_id: int | None, starts_at: datetime, ends_at: datetime
) -> None:
    """Raises AwayAlready where this would overlap with another of theirs."""
    await statements.in_turn(tx, "absences")
    same_time = (
        absences.c.staff_id == staff_id,
        absences.c.starts_at < ends_at,
        absences.c.ends_at > starts_at,
    )
    other = (await tx.execute(sa.select(absences).where(*same_time).limit(1))).first()
    if other is not None:
        raise AwayAlready(Absence(*other))
    row = {
        "staff_id": staff_id,
        "substitute_id": substitute_id,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    await tx.execute(absences.insert().values(row))


async def remove(tx: Tx, id: int, *, whose: Collection[int] | None) -> bool:
    """Take one out; only of these people's, None for anybody's. False when there is no such one."""
    theirs = [absences.c.id == id]
    if whose is not None:
        theirs.append(absences.c.staff_id.in_(whose))
    return (await tx.execute(absences.delete().where(*theirs))).rowcount == 1


def stands_in(
    staff_id: int, away: Mapping[int, Absence], may: Callable[[int], bool] = lambda id: True
) -> int | None:
    """Who stands in for `staff_id`, who is away: the first along the chain that is here and may. None where the
    chain ends before, or comes round to where it began."""
    passed = set()
    here: int | None = staff_id
    while here is not None and here in away:
        if here in passed:
            return None
        passed.add(here)
        here = away[here].substitute_id
    return here if here is not None and may(here) else None
