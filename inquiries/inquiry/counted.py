"""Every inquiry that a report counts, one by one, in batches: keeps no batch but one. SQL only."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries.database.engine import Database
from inquiries.database.tables import inquiries
from inquiries.inquiry.model import GOING, Outcome, Status
from inquiries.inquiry.period import Period

BATCH = 500
_REAL = tuple(int(status) for status in (*GOING, Status.CLOSED))
_c = inquiries.c


@dataclass(frozen=True, slots=True)
class Line:
    """One inquiry without anybody's name or words."""

    id: int
    reference: str
    desk: str
    form: str
    topic: str
    request_type: str
    outlet: str
    status: Status
    received_at: datetime
    deadline_at: datetime | None
    acknowledged_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None

    def in_time(self, now: datetime) -> bool | None:
        """Whether it was answered or declined by its deadline; None where there is none yet, or nothing was owed."""
        nothing_owed = self.outcome in (Outcome.NO_REPLY_NEEDED, Outcome.STORY_DROPPED)
        if self.deadline_at is None or self.deadline_at >= now or nothing_owed:
            return None
        replied = self.outcome in (Outcome.ANSWERED, Outcome.DECLINED)
        return replied and self.closed_at is not None and self.closed_at <= self.deadline_at


async def batches(
    database: Database, period: Period, *, desks: Collection[str]
) -> AsyncIterator[Sequence[Line]]:
    """Those that arrived in the period, then earlier or later ones whose deadline fell in it, each in that order."""
    arrived = sa.and_(_c.received_at >= period.start, _c.received_at < period.end)
    due = sa.and_(_c.deadline_at >= period.start, _c.deadline_at < period.end)
    for order, where in ((_c.received_at, arrived), (_c.deadline_at, sa.and_(due, sa.not_(arrived)))):
        last: tuple[datetime, int] | None = None
        while True:
            lines = await _batch(database, order, where, desks, last)
            if lines:
                yield lines
            if len(lines) < BATCH:
                break
            last = getattr(lines[-1], order.key), lines[-1].id


async def _batch(
    database: Database,
    order: Any,
    where: sa.ColumnElement[bool],
    desks: Collection[str],
    last: tuple[datetime, int] | None,
) -> list[Line]:
    position = sa.tuple_(order, _c.id)
    statement = sa.select(*(_c[name] for name in Line.__slots__)).where(
        where, _c.status.in_(_REAL), _c.desk.in_(desks)
    )
    if last is not None:
        at = sa.tuple_(sa.bindparam("at", last[0], type_=order.type), sa.bindparam("last", last[1]))
        statement = statement.where(position > at)
    async with database.read() as db:
        rows = await db.execute(statement.order_by(order, _c.id).limit(BATCH))
        return [_line(row) for row in rows]


def _line(row: Any) -> Line:
    values = {name: getattr(row, name) for name in Line.__slots__}
    values["status"] = Status(row.status)
    values["outcome"] = Outcome(row.outcome) if row.outcome else None
    return Line(**values)
