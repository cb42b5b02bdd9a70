"""The inbox: which inquiries a person sees in a view, in which order, and how many there are."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import (
    IS_CLOSED,
    IS_DEAD,
    IS_OPEN,
    IS_QUARANTINED,
    IS_WAITING,
    deliveries,
    history,
    inquiries,
    instant,
    jobs,
    microseconds,
    seen,
)
from inquiries.inquiry import counting, records
from inquiries.inquiry.model import Inquiry, Status
from inquiries.people.accounts import Staff

PAGE = 50
MANY = 1000  # late or soon ones read 999+ from here on
FARTHEST = 10_000
# An instant and an id, in figures alone: it stands in an address, where a "+" would be a space.
_CURSOR = re.compile("([0-9]{1,18})_([0-9]{1,18})")


class View(StrEnum):
    MINE = "mine"
    NOBODY = "nobody"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the inbox. `last` is the kind of the last event; `trouble`: a mail about it is dead."""

    inquiry: Inquiry
    unread: bool
    last: str
    last_at: datetime
    trouble: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Up to PAGE rows, and the cursor that `after` takes to go on; None on the last page."""

    rows: tuple[Row, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many inquiries stand in each view, and how many open ones on each desk this person sees."""

    views: Mapping[View, int]
    desks: Mapping[str, int]


async def page(
    db: AsyncConnection,
    view: View,
    *,
    who: Staff,
    desks: frozenset[str],
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """One page of a view: open ones by the time that is left, closed ones latest first. Always one query."""
    closed = view is View.CLOSED
    order = inquiries.c.closed_at if closed else inquiries.c.due_at
    position = sa.tuple_(order, inquiries.c.id)
    statement = _rows(who).where(*_in_view(view, who), inquiries.c.desk.in_(desks))
    cursor = _cursor(after)
    if cursor is not None:
        at = sa.tuple_(sa.bindparam("at", cursor[0], type_=order.type), sa.bindparam("last", cursor[1]))
        statement = statement.where(position < at if closed else position > at)
    way = sa.desc if closed else sa.asc
    found = (await db.execute(statement.order_by(way(order), way(inquiries.c.id)).limit(limit + 1))).all()
    rows = tuple(_row(row) for row in found[:limit])
    if len(found) <= limit:
        return Page(rows, None)
    last = rows[-1].inquiry
    edge = last.closed_at if closed else last.due_at
    return Page(rows, f"{microseconds(edge)}_{last.id}" if edge else None)


async def counts(db: AsyncConnection, *, who: Staff, desks: frozenset[str]) -> Counts:
    """From the counters: closed ones are not counted."""
    views: Counter[View] = Counter()
    by_desk: Counter[str] = Counter()
    for (desk, status, owner), count in (await counting.figures(db)).items():
        if desk not in desks:
            continue
        for view in _counted_in(Status(status), owner, who):
            views[view] += count
        by_desk[desk] += count if status == Status.OPEN else 0
    return Counts(views, by_desk)


async def urgency(db: AsyncConnection, *, desks: frozenset[str], now: datetime) -> tuple[int, int]:
    """How many open inquiries are late, to start or altogether, and how many soon will be; MANY stands for any more.

    Read from one small index in one go, and no further than FARTHEST.
    """
    turned = (IS_OPEN, inquiries.c.soon_at <= now, inquiries.c.desk.in_(desks))
    found = sa.select(inquiries.c.due_at).where(*turned).limit(FARTHEST).subquery()
    late = sa.func.count(sa.case((found.c.due_at <= now, 1)))
    figures = (await db.execute(sa.select(late, sa.func.count()).select_from(found))).one()
    return min(figures[0], MANY), min(figures[1] - figures[0], MANY)


async def any_inquiry(db: AsyncConnection) -> bool:
    """Whether anything has ever come."""
    return (await db.execute(sa.select(inquiries.c.id).limit(1))).first() is not None


def _counted_in(status: Status, owner: int, who: Staff) -> Iterable[View]:
    if status is Status.OPEN:
        yield View.OPEN
        if owner in (who.id, counting.NOBODY):
            yield View.MINE if owner else View.NOBODY
    elif status in _VIEWS:
        yield _VIEWS[status]


_VIEWS = {Status.WAITING: View.WAITING, Status.QUARANTINED: View.QUARANTINE}


def _in_view(view: View, who: Staff) -> tuple[Any, ...]:
    match view:
        case View.MINE:
            return IS_OPEN, inquiries.c.owner_id == who.id
        case View.NOBODY:
            return IS_OPEN, inquiries.c.owner_id.is_(None)
        case View.OPEN:
            return (IS_OPEN,)
        case View.WAITING:
            return (IS_WAITING,)
        case View.CLOSED:
            return (IS_CLOSED,)
        case View.QUARANTINE:
            return (IS_QUARANTINED,)


def _rows(who: Staff) -> sa.Select[Any]:
    earlier = history.alias("earlier")
    latest = sa.select(sa.func.max(earlier.c.id)).where(earlier.c.inquiry_id == inquiries.c.id)
    dead = sa.exists().where(
        deliveries.c.inquiry_id == inquiries.c.id, jobs.c.id == deliveries.c.job_id, IS_DEAD
    )
    looked = sa.and_(seen.c.inquiry_id == inquiries.c.id, seen.c.staff_id == who.id)
    joined = records.JOINED.join(
        history, history.c.id == latest.correlate(inquiries).scalar_subquery()
    ).outerjoin(seen, looked)
    unread = sa.or_(seen.c.at.is_(None), seen.c.at < inquiries.c.stirred_at)
    return sa.select(
        *records.COLUMNS,
        history.c.kind.label("last"),
        history.c.at.label("last_at"),
        unread.label("unread"),
        dead.label("trouble"),
    ).select_from(joined)


def _row(row: Any) -> Row:
    return Row(records.inquiry(row), bool(row.unread), row.last, row.last_at, bool(row.trouble))


def _cursor(after: str | None) -> tuple[datetime, int] | None:
    """Where a page begins; a cursor that makes no sense begins at the top."""
    found = _CURSOR.fullmatch(after or "")
    try:
        return (instant(int(found[1])), int(found[2])) if found else None
    except (ValueError, OverflowError):
        return None
