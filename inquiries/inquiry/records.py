"""Reading one inquiry and what belongs to it. SQL only; nothing is decided here."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import IS_MERGED, entries, history, inquiries, letters, mentions, seen, staff
from inquiries.database.tables import tags as tags_table
from inquiries.inquiry.model import Colleague, Entry, Event, Inquiry, Outcome, Status

_LATEST_TAGS = 1000
_LONGEST_TEXT = 20_000  # letters of a letter that are looked through for words
owner = staff.alias("owner")
acknowledger = staff.alias("acknowledger")
_FIELDS = [name for name in Inquiry.__slots__ if name not in ("owner", "acknowledged_by")]
COLUMNS = (
    *(inquiries.c[name] for name in _FIELDS),
    *(owner.c[name].label(f"owner_{name}") for name in Colleague.__slots__),
    *(acknowledger.c[name].label(f"acknowledger_{name}") for name in Colleague.__slots__),
)
JOINED = inquiries.outerjoin(owner, owner.c.id == inquiries.c.owner_id).outerjoin(
    acknowledger, acknowledger.c.id == inquiries.c.acknowledged_by
)


async def by_id(db: AsyncConnection, id: int, *, desks: Collection[str] | None = None) -> Inquiry | None:
    """The inquiry, if it is there and on one of `desks` (None: any desk)."""
    statement = sa.select(*COLUMNS).select_from(JOINED).where(inquiries.c.id == id)
    if desks is not None:
        statement = statement.where(inquiries.c.desk.in_(desks))
    row = (await db.execute(statement)).one_or_none()
    return None if row is None else inquiry(row)


async def parts(db: AsyncConnection, id: int) -> tuple[Inquiry, ...]:
    """The inquiries that are part of inquiry `id`, and of its parts, oldest first."""
    below = sa.select(inquiries.c.id).where(IS_MERGED, inquiries.c.merged_into == id).cte(recursive=True)
    deeper = sa.select(inquiries.c.id).where(
        sa.text("inquiries.status = 4"), inquiries.c.merged_into == below.c.id
    )
    every = below.union(deeper)
    statement = sa.select(*COLUMNS).select_from(JOINED).where(inquiries.c.id.in_(sa.select(every.c.id)))
    return tuple(inquiry(row) for row in await db.execute(statement.order_by(inquiries.c.id)))


async def whole(db: AsyncConnection, part: Inquiry) -> Inquiry:
    """The inquiry that `part` is part of, however deep; itself where it stands alone."""
    while part.merged_into is not None:
        above = await by_id(db, part.merged_into)
        if above is None:
            break
        part = above
    return part


async def events(db: AsyncConnection, id: int) -> tuple[Event, ...]:
    """Everything that happened to inquiry `id`, oldest first."""
    statement = (
        sa.select(history, staff.c.name)
        .select_from(history.outerjoin(staff, staff.c.id == history.c.staff_id))
        .where(history.c.inquiry_id == id)
        .order_by(history.c.id)
    )
    rows = await db.execute(statement)
    return tuple(
        Event(row.at, row.kind, row.name, json.loads(row.facts), row.staff_id, row.id) for row in rows
    )


async def said(
    db: AsyncConnection, id: int, *, kind: str | None = None, parts: Collection[int] = ()
) -> tuple[Entry, ...]:
    """What was said in inquiry `id` and its `parts`, oldest first; of one kind only where `kind` is given."""
    own = (entries.c.at, entries.c.kind, entries.c.text, entries.c.facts, entries.c.id.label("entry_id"))
    colleague = (staff.c[name] for name in Colleague.__slots__)
    statement = (
        sa.select(*own, *colleague)
        .select_from(entries.join(staff, staff.c.id == entries.c.staff_id))
        .where(entries.c.inquiry_id.in_([id, *parts]))
        .order_by(entries.c.id)
    )
    if kind is not None:
        statement = statement.where(entries.c.kind == kind)
    rows = list(await db.execute(statement))
    named = await _mentioned(db, [row.entry_id for row in rows if row.kind == "note"])
    return tuple(
        Entry(
            row.at,
            row.kind,
            Colleague(row.id, row.name, row.title, row.phone),
            row.text,
            json.loads(row.facts),
            row.entry_id,
            named.get(row.entry_id, ()),
        )
        for row in rows
    )


async def _mentioned(db: AsyncConnection, ids: list[int]) -> dict[int, tuple[int, ...]]:
    """Who is named in each of these entries; nothing is asked where there are none."""
    found: dict[int, tuple[int, ...]] = {}
    if ids:
        statement = sa.select(mentions).where(mentions.c.entry_id.in_(ids)).order_by(mentions.c.staff_id)
        for row in await db.execute(statement):
            found[row.entry_id] = (*found.get(row.entry_id, ()), row.staff_id)
    return found


async def tags(db: AsyncConnection, id: int) -> tuple[str, ...]:
    """The tags of inquiry `id`, by the alphabet."""
    of_it = sa.select(tags_table.c.tag).where(tags_table.c.inquiry_id == id).order_by(tags_table.c.tag)
    return tuple(await db.scalars(of_it))


async def tags_in_use(db: AsyncConnection, desk: str) -> tuple[str, ...]:
    """Tags that inquiries of `desk` were given of late; of the latest thousand, however many there are."""
    latest = sa.select(tags_table).order_by(tags_table.c.inquiry_id.desc()).limit(_LATEST_TAGS).subquery()
    on_desk = sa.select(latest.c.tag).join(inquiries, inquiries.c.id == latest.c.inquiry_id)
    return tuple(await db.scalars(on_desk.where(inquiries.c.desk == desk).distinct().order_by(latest.c.tag)))


async def texts(db: AsyncConnection, ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """(kind, words) of what staff said or wrote down in these inquiries, of letters both ways, and of tags."""
    none, nothing, space = sa.literal("{}"), sa.literal(""), sa.literal(" ")
    entry = (entries.c.inquiry_id, entries.c.kind, entries.c.text, entries.c.facts)
    of_entries = sa.select(*entry, entries.c.id.label("number"), nothing.label("head"))
    head = letters.c.sender_name + space + letters.c.sender + space + letters.c.subject
    text = sa.func.substr(letters.c.text, 1, _LONGEST_TEXT)
    of_letters = sa.select(letters.c.inquiry_id, sa.literal("letter"), text, none, letters.c.id, head)
    of_tags = sa.select(
        tags_table.c.inquiry_id, sa.literal("tag"), tags_table.c.tag, none, sa.literal(0), nothing
    )
    every = (
        of_entries.where(entries.c.inquiry_id.in_(ids)),
        of_letters.where(letters.c.inquiry_id.in_(ids), letters.c.cancelled_at.is_(None)),
        of_tags.where(tags_table.c.inquiry_id.in_(ids)),
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in await db.execute(sa.union_all(*every).order_by(sa.text("5"))):
        facts = json.loads(row.facts)
        words = (row.head.strip(), row.text, facts.get("person", ""), facts.get("number", ""))
        found.setdefault(row.inquiry_id, []).append((row.kind, " · ".join(filter(None, words))))
    return found


async def mark_seen(tx: Tx, id: int, staff_id: int, *, at: datetime) -> None:
    """Remember that this person has looked at the inquiry."""
    row = {"staff_id": staff_id, "inquiry_id": id, "at": at}
    await tx.execute(statements.insert_or_update(tx, seen, row, key=("staff_id", "inquiry_id")))


def inquiry(row: Any) -> Inquiry:
    """An inquiry from a row of COLUMNS."""
    values = {name: getattr(row, name) for name in _FIELDS}
    values["answers"] = json.loads(row.answers)
    values["status"] = Status(row.status)
    values["outcome"] = Outcome(row.outcome) if row.outcome else None
    return Inquiry(**values, owner=_colleague(row, "owner"), acknowledged_by=_colleague(row, "acknowledger"))


def _colleague(row: Any, whose: str) -> Colleague | None:
    values = [getattr(row, f"{whose}_{name}") for name in Colleague.__slots__]
    return None if values[0] is None else Colleague(*values)
