"""What waits to be done, and since when it could have been. SQL only; reads no further than it has to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import IS_NEW, IS_READY, jobs, submissions

FARTHEST = 10_000  # rows that are looked at: figures stand still there
PATIENCE = timedelta(minutes=5)  # that a job may wait once it could run
OPENING = timedelta(minutes=2)  # that a submission may wait for its inquiry


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs of one kind: `due` could run now, `running` do, `later` wait for their time.

    `since` is how long the oldest of the due could have run.
    """

    kind: str
    due: int
    running: int
    later: int
    since: timedelta


@dataclass(frozen=True, slots=True)
class Waiting:
    """One due or running job: nobody is on it where `held` is False, and `at` is since when."""

    lane: str
    at: datetime
    held: bool


async def by_kind(db: AsyncConnection, now: datetime) -> tuple[Queue, ...]:
    """Every kind that has jobs which are not done, in the order of names."""
    due = sa.and_(jobs.c.next_try_at <= now, _free(now))
    columns = (
        sa.func.count(sa.case((due, 1))).label("due"),
        sa.func.count(sa.case((sa.not_(_free(now)), 1))).label("running"),
        sa.func.count().label("all"),
        sa.func.min(sa.case((due, jobs.c.next_try_at))).label("oldest"),
    )
    first = sa.select(jobs.c.id).where(IS_READY).order_by(jobs.c.next_try_at, jobs.c.id).limit(FARTHEST)
    statement = sa.select(jobs.c.kind, *columns).where(jobs.c.id.in_(first)).group_by(jobs.c.kind)
    rows = await db.execute(statement.order_by(jobs.c.kind))
    return tuple(_queue(row, now) for row in rows)


async def stuck(db: AsyncConnection, now: datetime) -> timedelta | None:
    """How long the oldest job that nobody takes could have run, where that is longer than PATIENCE."""
    columns = (jobs.c.lane, jobs.c.next_try_at, jobs.c.leased_until)
    statement = sa.select(*columns).where(IS_READY, jobs.c.next_try_at <= now)
    rows = await db.execute(statement.order_by(jobs.c.next_try_at, jobs.c.id).limit(FARTHEST))
    return overdue([_waiting(row, now) for row in rows], now)


async def unopened(db: AsyncConnection, now: datetime) -> timedelta | None:
    """How long the oldest submission has waited for its inquiry; None where none waits."""
    oldest = await db.scalar(
        sa.select(submissions.c.received_at).where(IS_NEW).order_by(submissions.c.id).limit(1)
    )
    return None if oldest is None else max(now - oldest, timedelta(0))


def overdue(waiting: Iterable[Waiting], now: datetime) -> timedelta | None:
    """As `stuck`. Behind a slow mail server its lane waits with good reason, as long as one of the lane runs."""
    every = tuple(waiting)
    moving = {one.lane for one in every if one.held and one.lane}
    free = [now - one.at for one in every if not one.held and one.lane not in moving]
    longest = max(free, default=timedelta(0))
    return longest if longest > PATIENCE else None


def _free(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < now)


def _queue(row: Any, now: datetime) -> Queue:
    since = now - row.oldest if row.oldest else timedelta(0)
    return Queue(row.kind, row.due, row.running, row.all - row.due - row.running, since)


def _waiting(row: Any, now: datetime) -> Waiting:
    """A worker that died held its job until the lease ran out: nobody could take it sooner."""
    held = row.leased_until is not None and row.leased_until >= now
    return Waiting(row.lane, max(row.next_try_at, row.leased_until or row.next_try_at), held)
