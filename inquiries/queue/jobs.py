"""Durable jobs: enqueue, claim, finish, retry. A job is written in the transaction that makes it necessary."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import DEAD, DONE, IS_DEAD, IS_READY, READY, attempts, jobs
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.queue import backoff, kinds

EACH_LANE = 2  # jobs of one lane that a worker runs at once
CANDIDATES = 8  # looked at for each job wanted, so that one lane's crowd hides few others
# A lease that ends later than this was given under a clock that was ahead, and holds nothing until then.
LONGEST_LEASE = timedelta(hours=1)
# Done within a minute although a worker died with it in hand: its lease ends sooner. Two at once do no harm.
PROMPT = frozenset({kinds.ERASE})
SOONER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed job. `tries` counts this one; `lease` proves that it is still ours when it is finished."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease: str
    lane: str = ""


async def enqueue(
    tx: Tx, kind: str, key: str, payload: Mapping[str, Any], *, at: datetime, lane: str = ""
) -> int | None:
    """Add a job to be tried from `at` on; its id, or None when `key` was there before: one job per key, ever.

    Jobs that wait for the same other side share a `lane`, and a worker runs few of a lane at once.
    """
    row = {
        "kind": kind,
        "key": key,
        "payload": json.dumps(payload),
        "lane": lane,
        "next_try_at": at,
        "created_at": at,
    }
    statement = statements.insert_new(tx, jobs).values(row).returning(jobs.c.id)
    return (await tx.execute(statement)).scalar_one_or_none()


async def any_due(
    db: AsyncConnection, *, now: datetime, full: Collection[str] = (), running: Collection[int] = ()
) -> bool:
    """Whether a worker would find something to claim outside the lanes that are `full`."""
    return (await db.execute(_due(now, full, running).limit(1))).first() is not None


async def claim(
    tx: Tx,
    *,
    lease: str,
    now: datetime,
    until: datetime,
    limit: int,
    room: Mapping[str, int] | None = None,
    running: Collection[int] = (),
) -> tuple[Job, ...]:
    """Take up to `limit` due jobs that nobody holds, for as long as `until`; each counts as tried.

    `room` says how many more of a lane may run; of a lane it does not name, EACH_LANE. While any_due finds
    something, so does this, though not always all there is. What the worker knows to be `running` it does not take
    a second time, though a clock that jumped, or a computer that slept, says that its lease is over.
    """
    room = room or {}
    due = _due(now, full(room), running).limit(limit * CANDIDATES).with_for_update(skip_locked=True)
    ids = _fitting(await tx.execute(due), limit, room)
    rows = await tx.execute(
        jobs.update()
        .where(jobs.c.id.in_(ids))
        .values(lease=lease, leased_until=_held(until), tries=jobs.c.tries + 1)
        .returning(jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.tries, jobs.c.lane)
    )
    claimed = [Job(row.id, row.kind, json.loads(row.payload), row.tries, lease, row.lane) for row in rows]
    return tuple(sorted(claimed, key=lambda job: ids.index(job.id)))


def full(room: Mapping[str, int]) -> list[str]:
    """The lanes that have no room."""
    return [lane for lane, more in room.items() if more <= 0]


def _due(now: datetime, full: Collection[str], running: Collection[int]) -> sa.Select[int, str]:
    due = sa.select(jobs.c.id, jobs.c.lane).where(IS_READY, jobs.c.next_try_at <= now, _free(now))
    if full:
        due = due.where(jobs.c.lane.not_in(list(full)))
    if running:
        due = due.where(jobs.c.id.not_in(list(running)))
    return due.order_by(jobs.c.next_try_at, jobs.c.id)


def _free(now: datetime) -> sa.ColumnElement[bool]:
    until = jobs.c.leased_until
    return sa.or_(until.is_(None), until < now, until > now + LONGEST_LEASE)


def _fitting(due: Iterable[tuple[int, str]], limit: int, room: Mapping[str, int]) -> list[int]:
    """The first that fit, of each lane no more than it has room for."""
    taken: Counter[str] = Counter()
    ids: list[int] = []
    for id, lane in due:
        if len(ids) < limit and (not lane or taken[lane] < room.get(lane, EACH_LANE)):
            taken[lane] += 1
            ids.append(id)
    return ids


async def renew(tx: Tx, *, lease: str, ids: Iterable[int], until: datetime) -> None:
    """Hold on to jobs that are still being worked on."""
    mine = jobs.c.id.in_(list(ids)), jobs.c.lease == lease
    await tx.execute(jobs.update().where(*mine).values(leased_until=_held(until)))


def _held(until: datetime) -> sa.ColumnElement[datetime]:
    """Until when a job is held."""
    kind = jobs.c.leased_until.type
    return sa.case((jobs.c.kind.in_(PROMPT), sa.literal(until - SOONER, kind)), else_=sa.literal(until, kind))


async def finish(tx: Tx, job: Job, outcome: Outcome, *, now: datetime) -> bool:
    """Record how a try ended: done, again later, or a dead letter, which makes a job of its own the first time.

    False when the lease was lost meanwhile.
    """
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
    if change.get("state") == DEAD and job.kind != kinds.BURIED:
        await enqueue(tx, kinds.BURIED, f"{kinds.BURIED}:{job.id}", {"job": job.id}, at=now)
    return True


async def hasten(tx: Tx, key: str, *, at: datetime) -> None:
    """What waits for its time is tried from `at` on, if that is sooner."""
    waits = (jobs.c.key == key, IS_READY, jobs.c.next_try_at > at)
    await tx.execute(jobs.update().where(*waits).values(next_try_at=at))


async def unfinished(db: AsyncConnection, kind: str) -> dict[str, dict[str, Any]]:
    """What the jobs of this kind that are not done are given, by key, dead letters too."""
    rows = sa.select(jobs.c.key, jobs.c.payload).where(sa.or_(IS_READY, IS_DEAD), jobs.c.kind == kind)
    return {row.key: json.loads(row.payload) for row in await db.execute(rows.order_by(jobs.c.id))}


async def settle(tx: Tx, keys: Iterable[str], *, now: datetime) -> None:
    """Somebody did these jobs themselves: no worker need."""
    mine = (jobs.c.key.in_(list(keys)), jobs.c.state != DONE)
    done = {"state": DONE, "lease": None, "leased_until": None, "finished_at": now}
    await tx.execute(jobs.update().where(*mine).values(done))


async def revive(tx: Tx, kind: str, *, now: datetime) -> None:
    """Dead letters of a kind that must not wait for a person are tried once more."""
    dead = (IS_DEAD, jobs.c.kind == kind)
    await tx.execute(
        jobs.update().where(*dead).values(state=READY, tries=0, next_try_at=now, finished_at=None)
    )


async def retry(tx: Tx, job_id: int, *, now: datetime) -> bool:
    """A person asks for another try at once, of a dead letter or a waiting job. False when it is done or running."""
    found = await tx.execute(
        jobs.update()
        .where(jobs.c.id == job_id, jobs.c.state != DONE, _free(now))
        .values(state=READY, tries=0, next_try_at=now, finished_at=None)
    )
    return found.rowcount == 1
