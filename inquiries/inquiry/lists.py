"""The inbox: which inquiries a person sees in a view, in which order, and how many there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import (
    IS_DEAD,
    IS_OPEN,
    IS_SUSPECT,
    deliveries,
    history,
    inquiries,
    jobs,
    letters,
    microseconds,
    seen,
)
from inquiries.inquiry import counting, finding, records
from inquiries.inquiry.finding import Asker
from inquiries.inquiry.model import Inquiry, Status
from inquiries.inquiry.wanted import Order, View, Wanted
from inquiries.people.accounts import Staff

PAGE = 50
MANY = 1000  # late or soon ones read 999+ from here on
FARTHEST = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the inbox. `last` is the kind of the last event; `trouble`: a mail about it is dead.

    `bounced_at`: when a letter of ours came back for good, while no letter went or came since.
    """

    inquiry: Inquiry
    unread: bool
    last: str
    last_at: datetime
    trouble: bool
    bounced_at: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class Suspects:
    """How many are held as suspected spam, and the first deadline among them."""

    count: int
    deadline_at: datetime | None


async def page(
    db: AsyncConnection, wanted: Wanted, *, who: Staff, desks: frozenset[str], limit: int = PAGE
) -> Page:
    """One page of what is wanted, on these desks alone. One query; two where the best are chosen."""
    asker = Asker(who, desks)
    if not desks or (wanted.desk and wanted.desk not in desks):
        return Page((), None)
    if wanted.order is Order.BEST:
        chosen = await finding.best(db, wanted, asker, limit + 1)
        places = {id: -score for id, score in chosen}
        statement = _rows(who).add_columns(sa.literal(0).label("position"))
        found = (await db.execute(statement.where(inquiries.c.id.in_(places)))).all()
        found = sorted(found, key=lambda row: (places[row.id], -row.id))
        edges = [-places[row.id] for row in found]
    else:
        some = finding.in_order(db, wanted, asker, limit + 1).subquery()
        statement = _rows(who).add_columns(some.c.position)
        statement = statement.join(some, some.c.id == inquiries.c.id)
        way = sa.asc if wanted.order is Order.DUE else sa.desc
        ordered = statement.order_by(way(some.c.position), way(some.c.id))
        found = list((await db.execute(ordered)).all())
        edges = [_figure(row.position) for row in found]
    rows = tuple(_row(row) for row in found[:limit])
    more = f"{edges[limit - 1]}_{rows[-1].inquiry.id}" if len(found) > limit else None
    return Page(rows, more)


def _figure(position: datetime | int) -> int:
    return microseconds(position) if isinstance(position, datetime) else position


async def counts(db: AsyncConnection, *, who: Staff, desks: frozenset[str]) -> Counts:
    """From the counters, but for what waits in quarantine beside what was called spam. Closed ones are not counted."""
    views: Counter[View] = Counter()
    by_desk: Counter[str] = Counter()
    for (desk, status, owner), count in (await counting.figures(db)).items():
        if desk not in desks:
            continue
        for view in _counted_in(Status(status), owner, who):
            views[view] += count
        by_desk[desk] += count if status == Status.OPEN else 0
    if views[View.QUARANTINE]:
        views[View.QUARANTINE] = (await suspects(db, desks=desks)).count
    return Counts(views, by_desk)


async def suspects(db: AsyncConnection, *, desks: Collection[str], now: datetime | None = None) -> Suspects:
    """What waits in quarantine for somebody's eye; its deadlines from `now` on. MANY stands for any more."""
    waiting = sa.select(inquiries.c.deadline_at).where(IS_SUSPECT, inquiries.c.desk.in_(desks))
    found = waiting.order_by(inquiries.c.due_at).limit(MANY).subquery()
    ahead = sa.case((found.c.deadline_at > now, found.c.deadline_at)) if now else found.c.deadline_at
    row = (await db.execute(sa.select(sa.func.count(), sa.func.min(ahead)).select_from(found))).one()
    return Suspects(*row)


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
        _bounced_at().label("bounced_at"),
    ).select_from(joined)


def _bounced_at() -> sa.ScalarSelect[Any]:
    later = sa.func.coalesce(letters.c.started_at, letters.c.at)
    written = sa.exists().where(
        letters.c.inquiry_id == deliveries.c.inquiry_id,
        letters.c.kind != "automatic",
        letters.c.cancelled_at.is_(None),
        later > deliveries.c.bounced_at,
    )
    came_back = (deliveries.c.inquiry_id == inquiries.c.id, deliveries.c.bounced_for_good, ~written)
    return (
        sa.select(sa.func.max(deliveries.c.bounced_at))
        .where(*came_back)
        .correlate(inquiries)
        .scalar_subquery()
    )


def _row(row: Any) -> Row:
    inquiry = records.inquiry(row)
    return Row(inquiry, bool(row.unread), row.last, row.last_at, bool(row.trouble), row.bounced_at)
