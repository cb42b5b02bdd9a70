"""Deliveries: one message to one recipient, with the job that sends it. SQL only."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import DONE, IS_DEAD, IS_READY, attempts, deliveries, inquiries, jobs, staff
from inquiries.mail import compose
from inquiries.queue import jobs as queue
from inquiries.queue import kinds
from inquiries.settings import SEALED

PAGE = 50
FAILING_AFTER = 2  # tries: one greylisting is no trouble yet, and a minute has passed


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one recipient; `message_id` and `created_at` stay the same over every try.

    `facts` is what its words need besides the inquiry: of a mention, the entry.
    """

    id: int
    inquiry_id: int | None
    channel: str
    kind: str
    recipient: str
    recipient_name: str
    message_id: str
    created_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    at: datetime
    result: str
    said: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A delivery as staff see it; `attempts` oldest first. What is its inquiry's is empty where it has none.

    One that had arrived and came back is `bounced`, for good or for a while, with what the other server said.
    """

    delivery: Delivery
    job_id: int
    reference: str
    form: str
    acknowledged_by: str
    state: int
    tries: int
    next_try_at: datetime
    leased_until: datetime | None
    finished_at: datetime | None
    attempts: tuple[Attempt, ...]
    bounced: Literal["", "for good", "for a while"] = ""
    bounce_said: str = ""


@dataclass(frozen=True, slots=True)
class Stuck:
    """Mail in trouble: `dead` waits for a person, `failing` was refused for now more than once."""

    dead: int
    failing: int


_FIELDS = tuple(deliveries.c[name] for name in Delivery.__slots__)


async def add(
    tx: Tx,
    *,
    kind: str,
    recipient: str,
    recipient_name: str,
    inquiry_id: int | None,
    domain: str,
    key: str,
    at: datetime,
    channel: str = "email",
    facts: Mapping[str, Any] | None = None,
    job: str = kinds.DELIVER,
    message_id: str = "",
) -> bool:
    """One more message to send, by a job of kind `job`. False when `key` says it was there before.

    One letter to several recipients is several messages with one `message_id`; without it each gets its own.
    """
    # One lane a mail domain: one that does not answer must not keep the others waiting.
    lane = f"{channel}:{recipient.rpartition('@')[2].lower()}"
    job_id = await queue.enqueue(tx, job, f"{job}:{channel}:{key}", {}, at=at, lane=lane)
    if job_id is None:
        return False
    row = {
        "job_id": job_id,
        "inquiry_id": inquiry_id,
        "channel": channel,
        "kind": kind,
        "recipient": recipient,
        "recipient_name": recipient_name,
        "message_id": message_id or compose.message_id(domain),
        "created_at": at,
        "facts": json.dumps(facts or {}, ensure_ascii=False),
    }
    await tx.execute(deliveries.insert().values(row))
    return True


async def of_job(db: AsyncConnection, job_id: int) -> Delivery | None:
    row = (await db.execute(sa.select(*_FIELDS).where(deliveries.c.job_id == job_id))).one_or_none()
    return None if row is None else delivery(row)


async def by_id(db: AsyncConnection, id: int) -> Shown | None:
    """One message with its attempts."""
    return next(iter(await _all(db, _shown((SEALED,), True).where(deliveries.c.id == id))), None)


async def waiting(db: AsyncConnection, *, desks: Collection[str], everything: bool) -> tuple[Shown, ...]:
    """Dead letters first, then what is being tried: all that has not arrived, for staff of these desks."""
    open_ones = jobs.c.state != DONE
    urgent_first = (jobs.c.state.desc(), jobs.c.next_try_at, jobs.c.id)
    statement = _shown(desks, everything).where(open_ones).order_by(*urgent_first)
    return await _all(db, statement.limit(4 * PAGE))


async def delivered(
    db: AsyncConnection,
    *,
    desks: Collection[str],
    everything: bool,
    before: int | None = None,
    limit: int = PAGE,
) -> tuple[Shown, ...]:
    """What arrived, latest first; `before` is the id of the last one of the page above."""
    statement = _shown(desks, everything).where(jobs.c.state == DONE)
    if before is not None:
        statement = statement.where(deliveries.c.id < before)
    return await _all(db, statement.order_by(deliveries.c.id.desc()).limit(limit))


async def of_inquiry(
    db: AsyncConnection, inquiry_id: int, *, parts: Collection[int] = ()
) -> tuple[Shown, ...]:
    """Every message about one inquiry, and the letters of its `parts`, oldest first."""
    letters = sa.and_(deliveries.c.inquiry_id.in_(parts), deliveries.c.kind == "letter")
    of_it = sa.or_(deliveries.c.inquiry_id == inquiry_id, letters if parts else sa.false())
    return await _all(db, _shown((SEALED,), True).where(of_it).order_by(deliveries.c.id))


async def about_sealed(db: AsyncConnection, message_ids: Collection[str]) -> frozenset[str]:
    """Those of these Message-IDs whose mails are about what is sealed."""
    found = sa.select(deliveries.c.message_id).join(inquiries, inquiries.c.id == deliveries.c.inquiry_id)
    theirs = (deliveries.c.message_id.in_(message_ids), inquiries.c.sealed_from != "")
    return frozenset(await db.scalars(found.where(*theirs)))


async def stuck(db: AsyncConnection, *, desks: Collection[str], everything: bool) -> Stuck:
    """How much mail is in trouble, as far as these desks may know."""
    joined = jobs.join(deliveries, deliveries.c.job_id == jobs.c.id).outerjoin(inquiries)
    counted = sa.select(sa.func.count()).select_from(joined)
    counted = counted.where(_theirs(desks, everything))
    idle = sa.and_(IS_READY, jobs.c.tries >= FAILING_AFTER, jobs.c.leased_until.is_(None))
    return Stuck(await db.scalar(counted.where(IS_DEAD)) or 0, await db.scalar(counted.where(idle)) or 0)


async def retry(tx: Tx, id: int, *, desks: Collection[str], everything: bool, at: datetime) -> bool:
    """Try one delivery again at once. False when it is not theirs, has arrived, or is being sent."""
    found = (await tx.execute(_shown(desks, everything).where(deliveries.c.id == id))).one_or_none()
    return found is not None and await queue.retry(tx, found.job_id, now=at)


def _shown(desks: Collection[str], everything: bool) -> sa.Select[Any]:
    columns = (
        *_FIELDS,
        jobs.c.id.label("job_id"),
        inquiries.c.reference,
        inquiries.c.form,
        staff.c.name.label("acknowledged_by"),
        jobs.c.state,
        jobs.c.tries,
        jobs.c.next_try_at,
        jobs.c.leased_until,
        jobs.c.finished_at,
        deliveries.c.bounced_at,
        deliveries.c.bounced_for_good,
        deliveries.c.bounce_said,
    )
    with_jobs = deliveries.join(jobs, jobs.c.id == deliveries.c.job_id)
    joined = with_jobs.outerjoin(inquiries).outerjoin(staff, staff.c.id == inquiries.c.acknowledged_by)
    statement = sa.select(*columns).select_from(joined)
    return statement.where(_theirs(desks, everything))


def _theirs(desks: Collection[str], everything: bool) -> sa.ColumnElement[bool]:
    """Who sees everything does not see what is sealed, unless its desk is theirs."""
    if not everything:
        return inquiries.c.desk.in_(desks)
    return sa.true() if SEALED in desks else sa.func.coalesce(inquiries.c.sealed_from, "") == ""


async def _all(db: AsyncConnection, statement: sa.Select[Any]) -> tuple[Shown, ...]:
    rows = (await db.execute(statement)).all()
    tries = await _attempts(db, [row.job_id for row in rows])
    width = len(_FIELDS)
    return tuple(
        Shown(
            delivery=delivery(row[:width]),
            job_id=row.job_id,
            reference=row.reference or "",
            form=row.form or "",
            acknowledged_by=row.acknowledged_by or "",
            state=row.state,
            tries=row.tries,
            next_try_at=row.next_try_at,
            leased_until=row.leased_until,
            finished_at=row.finished_at,
            attempts=tries.get(row.job_id, ()),
            bounced="" if row.bounced_at is None else "for good" if row.bounced_for_good else "for a while",
            bounce_said=row.bounce_said,
        )
        for row in rows
    )


def delivery(row: Sequence[Any]) -> Delivery:
    """From the values of _FIELDS."""
    values = dict(zip(Delivery.__slots__, row, strict=True))
    return Delivery(**{**values, "facts": json.loads(values["facts"])})


async def _attempts(db: AsyncConnection, job_ids: list[int]) -> dict[int, tuple[Attempt, ...]]:
    columns = (attempts.c.job_id, attempts.c.at, attempts.c.result, attempts.c.said)
    statement = sa.select(*columns).where(attempts.c.job_id.in_(job_ids)).order_by(attempts.c.id)
    found: dict[int, tuple[Attempt, ...]] = {}
    for row in await db.execute(statement):
        found[row.job_id] = (*found.get(row.job_id, ()), Attempt(row.at, row.result, row.said))
    return found
