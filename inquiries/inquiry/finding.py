"""Which inquiries a list holds, in their order, page by page. Reads few rows of however many; draws none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import search
from inquiries.database.search import Group
from inquiries.database.tables import (
    IS_CLOSED,
    IS_OPEN,
    IS_SPAM,
    IS_SUSPECT,
    IS_WAITING,
    inquiries,
    instant,
    search_documents,
    tags,
)
from inquiries.inquiry import ranking
from inquiries.inquiry.counting import NOBODY
from inquiries.inquiry.model import Status
from inquiries.inquiry.wanted import Order, View, Wanted
from inquiries.people.accounts import Staff

WINDOW = 500  # of the latest hits the best are chosen
_FIRST = 1 << 40  # before every id and every score: the one whose reference was typed
# Ids follow arrival but for a clock that was set: days are looked for between ids, with so much room on each side.
_ASTRAY = timedelta(days=2)
# An instant or a score, and an id, in figures alone: it stands in an address, where a "+" would be a space.
_CURSOR = re.compile("([0-9]{1,18})_([0-9]{1,18})")
_STATUSES = {
    View.MINE: Status.OPEN,
    View.NOBODY: Status.OPEN,
    View.OPEN: Status.OPEN,
    View.WAITING: Status.WAITING,
    View.QUARANTINE: Status.QUARANTINED,
    View.SPAM: Status.QUARANTINED,
}


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom: the desks they see are all that is ever found."""

    who: Staff
    desks: frozenset[str]


def groups(wanted: Wanted) -> tuple[Group, ...]:
    """The words that are looked for, as the index knows them."""
    return search.groups(wanted.words)


def in_order(db: AsyncConnection, wanted: Wanted, asker: Asker, limit: int) -> sa.Select[Any]:
    """(id, position) of up to `limit` inquiries from the cursor on, in any order but the best's."""
    match wanted.order:
        case Order.DUE:
            return _due(db, wanted, asker, limit)
        case Order.CLOSED:
            return _closed(wanted, asker, limit)
        case _:
            return arrived(db, wanted, asker, limit)


async def best(db: AsyncConnection, wanted: Wanted, asker: Asker, limit: int) -> Sequence[tuple[int, int]]:
    """(id, score) of up to `limit` from the cursor on: the best of the latest WINDOW that match."""
    latest = arrived(db, wanted, asker, WINDOW, whole_window=True).subquery()
    document = (search_documents.c.head, search_documents.c.asked)
    joined = latest.join(search_documents, search_documents.c.inquiry_id == latest.c.id)
    rows = (await db.execute(sa.select(latest.c.id, *document).select_from(joined))).all()
    score = ranking.scorer(groups(wanted))
    points = {row.id: _FIRST if row.id == wanted.named else score(row.head, row.asked) for row in rows}
    scored = sorted(((points[id], id) for id in points), reverse=True)
    cursor = _figures(wanted.after)
    behind = [(id, much) for much, id in scored if cursor is None or (much, id) < cursor]
    return behind[:limit]


def arrived(
    db: AsyncConnection, wanted: Wanted, asker: Asker, limit: int, *, whole_window: bool = False
) -> sa.Select[Any]:
    """Latest arrival first, which is the latest id: the index of words is read from there, and no further."""
    facets, conditions = _facets(wanted, asker), [*_conditions(wanted, asker), *_in_view(wanted, asker.who)]
    hits = search.hits(db, facets)
    id, source = hits.id, hits.table.join(inquiries, hits.join(inquiries.c.id))
    conditions.append(hits.matches)
    cursor = None if whole_window else _figures(wanted.after)
    if cursor is not None and cursor[0] != _FIRST:
        conditions.append(id < cursor[1])
    conditions += _between(wanted, id)
    found = sa.select(id.label("id"), id.label("position")).select_from(source).where(*conditions)
    if wanted.named is None:
        return found.order_by(id.desc()).limit(limit)
    others = found.where(id != wanted.named).order_by(id.desc()).limit(limit).subquery()
    if cursor is not None:
        return others.select()
    itself = sa.select(inquiries.c.id, sa.literal(_FIRST, sa.BigInteger).label("position")).where(
        inquiries.c.id == wanted.named, *_conditions(wanted, asker), *_in_view(wanted, asker.who)
    )
    return sa.union_all(itself, others.select()).subquery().select()


def _due(db: AsyncConnection, wanted: Wanted, asker: Asker, limit: int) -> sa.Select[Any]:
    """Least time left first, among the few that are not closed."""
    conditions = [*_in_view(wanted, asker.who), *_conditions(wanted, asker)]
    if wanted.words or wanted.outlet:
        hits = search.hits(db, _facets(wanted, asker))
        conditions.append(inquiries.c.id.in_(sa.select(hits.id).select_from(hits.table).where(hits.matches)))
    cursor = _instant(wanted.after)
    if cursor is not None:
        conditions.append(sa.tuple_(inquiries.c.due_at, inquiries.c.id) > _bound(cursor))
    found = sa.select(inquiries.c.id, inquiries.c.due_at.label("position")).where(*conditions)
    return found.order_by(inquiries.c.due_at, inquiries.c.id).limit(limit)


def _closed(wanted: Wanted, asker: Asker, limit: int) -> sa.Select[Any]:
    """Latest closed first: the first of each desk, and of these the first."""
    cursor, columns = _instant(wanted.after), (inquiries.c.id, inquiries.c.closed_at.label("position"))
    behind = sa.tuple_(inquiries.c.closed_at, inquiries.c.id) < _bound(cursor) if cursor else sa.true()
    each = [
        sa.select(*columns)
        .where(IS_CLOSED, inquiries.c.desk == desk, behind)
        .order_by(inquiries.c.closed_at.desc(), inquiries.c.id.desc())
        .limit(limit)
        .subquery()
        .select()
        for desk in sorted(_desks(wanted, asker))
    ]
    found = sa.union_all(*each).subquery()
    return found.select().order_by(found.c.position.desc(), found.c.id.desc()).limit(limit)


def _desks(wanted: Wanted, asker: Asker) -> frozenset[str]:
    return asker.desks & {wanted.desk} if wanted.desk else asker.desks


def _in_view(wanted: Wanted, who: Staff) -> tuple[Any, ...]:
    match wanted.view:
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
            return (IS_SUSPECT,)
        case View.SPAM:
            return (IS_SPAM,)
        case View.ALL:
            return ()


def _conditions(wanted: Wanted, asker: Asker) -> list[Any]:
    """What holds of every row that is shown, whatever an index says; the outlet's words are the index's alone."""
    column = inquiries.c
    found: list[Any] = [column.desk.in_(_desks(wanted, asker))]
    single = ((column.topic, wanted.topic), (column.request_type, wanted.request_type))
    found += [one == value for one, value in (*single, (column.outcome, wanted.outcome)) if value]
    if wanted.owner is not None:
        found.append(column.owner_id.is_(None) if wanted.owner == NOBODY else column.owner_id == wanted.owner)
    if wanted.tag:
        found.append(sa.exists().where(tags.c.inquiry_id == column.id, tags.c.tag == wanted.tag))
    found += [column.received_at >= wanted.begins_at] if wanted.begins_at else []
    found += [column.received_at < wanted.ends_at] if wanted.ends_at else []
    return found


def _facets(wanted: Wanted, asker: Asker) -> list[Group]:
    """The same for the index of words, as far as it narrows: what nearly all have is asked only if nothing else is."""
    found = list(groups(wanted)) + list(search.outlet(wanted.outlet))
    single = (("topic", wanted.topic), ("type", wanted.request_type), ("outcome", wanted.outcome))
    found += [search.facet(kind, value) for kind, value in (*single, ("tag", wanted.tag)) if value]
    if wanted.owner is not None:
        found.append(search.facet("owner", str(wanted.owner)))
    if wanted.view in _STATUSES:
        found.append(search.facet("status", str(int(_STATUSES[wanted.view]))))
    if wanted.view in (View.MINE, View.NOBODY):
        found.append(search.facet("owner", str(asker.who.id if wanted.view is View.MINE else NOBODY)))
    if wanted.desk or asker.who.role != "administrator" or not found:
        found.append(search.facet("desk", *sorted(_desks(wanted, asker))))
    return found


def _between(wanted: Wanted, id: Any) -> list[Any]:
    """The ids between which the days lie, so that the other years are not read."""
    found: list[Any] = []
    edge = inquiries.alias("edge")
    by_arrival = (edge.c.received_at, edge.c.id)
    if wanted.begins_at:
        before = sa.select(edge.c.id).where(edge.c.received_at < wanted.begins_at - _ASTRAY)
        last = before.order_by(*(column.desc() for column in by_arrival)).limit(1).scalar_subquery()
        found.append(id > sa.func.coalesce(last, 0))
    if wanted.ends_at:
        behind = sa.select(edge.c.id).where(edge.c.received_at >= wanted.ends_at + _ASTRAY)
        first = behind.order_by(*by_arrival).limit(1).scalar_subquery()
        found.append(id < sa.func.coalesce(first, 2**31))
    return found


def _bound(cursor: tuple[datetime, int]) -> Any:
    kind = inquiries.c.due_at.type
    return sa.tuple_(sa.bindparam("at", cursor[0], type_=kind), sa.bindparam("last", cursor[1]))


def _instant(after: str) -> tuple[datetime, int] | None:
    """Where a page begins; a cursor that makes no sense begins at the top."""
    figures = _figures(after)
    try:
        return (instant(figures[0]), figures[1]) if figures else None
    except (ValueError, OverflowError):
        return None


def _figures(after: str) -> tuple[int, int] | None:
    found = _CURSOR.fullmatch(after)
    return (int(found[1]), int(found[2])) if found else None
