"""How the house stands, in figures: a constant number of queries, each from an index. Names nobody. SQL only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import IS_DEAD, IS_HELD, IS_OPEN, IS_READY, deliveries, inquiries, jobs, mails
from inquiries.inquiry import canaries, counting, opening
from inquiries.inquiry.canaries import Standing
from inquiries.inquiry.model import Status
from inquiries.outbox.deliveries import FAILING_AFTER
from inquiries.queue import kinds
from inquiries.watch import backlog
from inquiries.watch.backlog import FARTHEST, Queue

MAIL = (kinds.DELIVER, kinds.POST)  # jobs that are one delivery each
_c = inquiries.c


@dataclass(frozen=True, slots=True)
class Desk:
    """Open inquiries of one desk: `late` to begin or altogether, `soon` to be so, and `unacknowledged` in time."""

    late: int
    soon: int
    unacknowledged: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`standing` counts inquiries by desk and status. Of deliveries, `delivered` counts from the beginning on."""

    queues: tuple[Queue, ...]
    unopened: timedelta
    set_aside: int
    standing: Mapping[tuple[str, str], int]
    desks: Mapping[str, Desk]
    deliveries: Mapping[str, int]
    undelivered: timedelta
    dead: int
    held: int
    canary: Standing


async def read(db: AsyncConnection, now: datetime) -> Figures:
    """All of it, at one moment."""
    mail, undelivered = await _deliveries(db, now)
    return Figures(
        queues=await backlog.by_kind(db, now),
        unopened=await backlog.unopened(db, now) or timedelta(0),
        set_aside=await opening.count_set_aside(db),
        standing=await _standing(db),
        desks=await _desks(db, now),
        deliveries=mail,
        undelivered=undelivered,
        dead=await _count(db, jobs, IS_DEAD),
        held=await _count(db, mails, IS_HELD),
        canary=await canaries.standing(db),
    )


async def _standing(db: AsyncConnection) -> Mapping[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for place, count in (await counting.figures(db)).items():
        found[(place.desk, Status(place.status).name.lower())] += count
    return found


async def _desks(db: AsyncConnection, now: datetime) -> Mapping[str, Desk]:
    """Of the FARTHEST open ones that are due first, which are all there are in any office."""
    names = ("desk", "due_at", "soon_at", "respond_intent_at", "acknowledged_at")
    first = sa.select(*(_c[name] for name in names)).where(IS_OPEN).order_by(_c.due_at, _c.id).limit(FARTHEST)
    found = first.subquery().c
    late = sa.func.count(sa.case((found.due_at <= now, 1)))
    soon = sa.func.count(sa.case((sa.and_(found.soon_at <= now, found.due_at > now), 1)))
    nobody = sa.and_(found.acknowledged_at.is_(None), found.respond_intent_at < now)
    columns = (late.label("late"), soon.label("soon"), sa.func.count(sa.case((nobody, 1))).label("nobody"))
    rows = await db.execute(sa.select(found.desk, *columns).group_by(found.desk).order_by(found.desk))
    return {row.desk: Desk(row.late, row.soon, row.nobody) for row in rows}


async def _deliveries(db: AsyncConnection, now: datetime) -> tuple[Mapping[str, int], timedelta]:
    """How many are in each state, and since when the oldest that has not arrived should have."""
    mail = jobs.c.kind.in_(MAIL)
    first = sa.select(jobs.c.id).where(IS_READY).order_by(jobs.c.next_try_at, jobs.c.id).limit(FARTHEST)
    failing = sa.func.count(sa.case((jobs.c.tries >= FAILING_AFTER, 1)))
    oldest = sa.func.min(sa.case((jobs.c.created_at <= now, jobs.c.created_at)))
    columns = (sa.func.count(), failing, oldest)
    waiting, failed, since = (await db.execute(sa.select(*columns).where(mail, jobs.c.id.in_(first)))).one()
    dead = await _count(db, jobs, sa.and_(IS_DEAD, mail))
    made = await db.scalar(sa.select(sa.func.max(deliveries.c.id))) or 0
    states = {
        "waiting": waiting - failed,
        "failing": failed,
        "dead": dead,
        "delivered": max(made - waiting - dead, 0),
    }
    return states, now - since if since else timedelta(0)


async def _count(db: AsyncConnection, table: sa.Table, which: Any) -> int:
    return await db.scalar(sa.select(sa.func.count()).select_from(table).where(which)) or 0
