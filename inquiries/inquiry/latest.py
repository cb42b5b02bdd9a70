"""What has changed since somebody last looked, read from the history: every verb leaves a line there. Tells nobody."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import drafts, history, inquiries, presence

MOST = 2000  # lines in one look; more wait for the next
OVERLAP = 200  # numbers before the newest that may still be on their way
HOLD_SECONDS = 30.0  # for which a number that is left out may still come


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line of a log: which inquiry it is about, its desk now, and the one it left; "" for none."""

    id: int
    reference: str
    desk: str
    left: str = ""


class Tail:
    """Follows a log whose lines may come late: PostgreSQL numbers a line when it is written, and shows it when it
    is committed. So a number left out is waited for, and everything after `floor` is read again meanwhile.
    """

    def __init__(self, floor: int, lines: Iterable[Line] = (), now: float = 0.0) -> None:
        """`lines`, numbered above `floor`, need no telling. `now`: seconds of any clock that only runs forward."""
        self.floor = floor
        self._known = {line.id: now for line in lines}
        self._rise(now)

    def new(self, lines: Iterable[Line], now: float) -> tuple[Line, ...]:
        """Those that were not there before."""
        found = tuple(line for line in lines if line.id > self.floor and line.id not in self._known)
        self._known |= {line.id: now for line in found}
        self._rise(now)
        return found

    def _rise(self, now: float) -> None:
        """Past all that follows without a gap, and past gaps that nothing has filled for long."""
        for id in sorted(self._known):
            crowded = len(self._known) > MOST // 2
            if id != self.floor + 1 and now - self._known[id] < HOLD_SECONDS and not crowded:
                return
            self.floor = id
            del self._known[id]


async def tail(db: AsyncConnection, now: float) -> Tail:
    """The log as it stands: nothing in it is new."""
    floor = max(0, await newest(db) - OVERLAP)
    return Tail(floor, await since(db, floor), now)


async def newest(db: AsyncConnection) -> int:
    """The number of the last line; 0 before the first."""
    return await db.scalar(sa.select(sa.func.max(history.c.id))) or 0


async def since(
    db: AsyncConnection, id: int, *, at: datetime | None = None, limit: int = MOST
) -> tuple[Line, ...]:
    """The lines after number `id` (and not before the instant `at`), oldest first."""
    statement = (
        sa.select(history.c.id, inquiries.c.reference, inquiries.c.desk, history.c.facts)
        .select_from(history.join(inquiries))
        .where(history.c.id > id)
        .order_by(history.c.id)
        .limit(limit)
    )
    if at is not None:
        statement = statement.where(history.c.at >= at)
    rows = await db.execute(statement)
    return tuple(Line(row.id, row.reference, row.desk, _left(row.facts)) for row in rows)


def _left(facts: str) -> str:
    """The desk that it was handed over from: those there have to see it go."""
    return str(json.loads(facts).get("from", ""))


async def desks(db: AsyncConnection, ids: Collection[int]) -> Mapping[int, str]:
    """Where these inquiries stand now."""
    columns = (inquiries.c.id, inquiries.c.desk)
    rows = await db.execute(sa.select(*columns).where(inquiries.c.id.in_(ids)))
    return {row.id: row.desk for row in rows}


async def company(
    db: AsyncConnection, ids: Collection[int], now: datetime
) -> Mapping[int, frozenset[tuple[object, ...]]]:
    """Who is there, who is writing, and which drafts lie there, by inquiry. To be compared: equal is unchanged."""
    here = sa.select(presence.c.inquiry_id, presence.c.staff_id, presence.c.writing_at)
    kept = sa.select(drafts.c.inquiry_id, drafts.c.staff_id, drafts.c.kind, drafts.c.at)
    found: dict[int, set[tuple[object, ...]]] = {id: set() for id in ids}
    there = (presence.c.inquiry_id.in_(ids), presence.c.until > now)
    for row in await db.execute(here.where(*there)):
        found[row.inquiry_id].add((row.staff_id, row.writing_at is not None))
    for draft in await db.execute(kept.where(drafts.c.inquiry_id.in_(ids), drafts.c.text != "")):
        found[draft.inquiry_id].add((draft.staff_id, draft.kind, draft.at))
    return {id: frozenset(marks) for id, marks in found.items()}
