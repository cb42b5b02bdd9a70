"""Durable jobs: enqueue, claim, finish, retry. A job is written in the transaction that makes it necessary."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import DEAD, DONE, IS_READY, READY, attempts, jobs
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.queue import backoff


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed job. `tries` counts this one; `lease` proves that it is still ours when it is finished."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease: str


async def enqueue(tx: Tx, kind: str, key: str, payload: Mapping[str, Any], *, at: datetime) -> int | None:
    """Add a job to be tried from `at` on; its id, or None when `key` was there before: one job per key, ever."""
    row = {
        "kind": kind,
        "key": key,
        "payload": json.dumps(payload),
        "next_try_at": at,
        "created_at": at,
    }
    statement = statements.insert_new(tx, jobs).values(row).returning(jobs.c.id)
    return (await tx.execute(statement)).scalar_one_or_none()


async def any_due(db: AsyncConnection, *, now: datetime) -> bool:
    """Whether a worker would find something to claim."""
    return (await db.execute(_due(now).limit(1))).first() is not None


async def claim(tx: Tx, *, lease: str, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
    """Take up to `limit` due jobs that nobody holds, for as long as `until`; each counts as tried."""
    # As WITH it is looked up once; as a subquery PostgreSQL may run it again, and then it finds further rows.
    due = _due(now).limit(limit).with_for_update(skip_locked=True).cte("due")
    rows = await tx.execute(
        jobs.update()
        .where(jobs.c.id.in_(sa.select(due.c.id)))
        .values(lease=lease, leased_until=until, tries=jobs.c.tries + 1)
        .returning(jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.tries)
    )
    return tuple(Job(row.id, row.kind, json.loads(row.payload), row.tries, lease) for row in rows)


def _due(now: datetime) -> sa.Select[tuple[int]]:
    free = sa.or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < now)
    due = sa.select(jobs.c.id).where(IS_READY, jobs.c.next_try_at <= now, free)
    return due.order_by(jobs.c.next_try_at, jobs.c.id)


async def renew(tx: Tx, *, lease: str, ids: Iterable[int], until: datetime) -> None:
    """Hold on to jobs that are still being worked on."""
    await tx.execute(
        jobs.update().where(jobs.c.id.in_(list(ids)), jobs.c.lease == lease).values(leased_until=until)
    )


async def finish(tx: Tx, job: Job, outcome: Outcome, *, now: datetime) -> bool:
    """Record how a try ended: done, again later, or a dead letter. False when the lease was lost meanwhile."""
    match outcome:
        case Done(answer):
            result, said, change = "done", answer, {"state": DONE, "finished_at": now}
        case TryLater(reason, after) if not backoff.used_up(job.tries):
            result, said = "later", reason
            change = {"next_try_at": now + (after or backoff.delay(job.tries))}
        case TryLater(reason, _):
            result, said, change = "later", reason, {"state": DEAD, "finished_at": now}
        case _:
            result, said, change = "refused", outcome.reason, {"state": DEAD, "finished_at": now}
    held = sa.and_(jobs.c.id == job.id, jobs.c.lease == job.lease, jobs.c.state == READY)
    ours = await tx.execute(jobs.update().where(held).values(lease=None, leased_until=None, **change))
    if ours.rowcount == 0:
        return False
    await tx.execute(attempts.insert().values(job_id=job.id, at=now, result=result, said=said))
    return True


async def retry(tx: Tx, job_id: int, *, now: datetime) -> bool:
    """A person asks for another try at once, of a dead letter or a waiting job. False when it is done or running."""
    idle = sa.or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < now)
    found = await tx.execute(
        jobs.update()
        .where(jobs.c.id == job_id, jobs.c.state != DONE, idle)
        .values(state=READY, tries=0, next_try_at=now, finished_at=None)
    )
    return found.rowcount == 1
