"""What somebody is writing, kept as it is typed. What was typed last stands, in whatever order the saves arrive."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import drafts, staff
from inquiries.inquiry.model import Colleague

NOTE, REPLY = "note", "reply"
_KEY = ("inquiry_id", "staff_id", "kind")
_LATE = timedelta(days=2)  # no save is on its way for longer


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's draft; no text where it has ended, by being added or emptied.

    `facts` of a reply hold the other boxes of its form as they were typed: "cc", "subject", "then" and the rest.
    """

    who: Colleague
    text: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a save ended: `at` is when what stands now was typed, `before` what stood until then."""

    kept: bool
    at: datetime
    before: Draft | None


async def keep(
    tx: Tx,
    id: int,
    staff_id: int,
    *,
    text: str,
    typed_at: datetime,
    now: datetime,
    kind: str = NOTE,
    facts: Mapping[str, Any] | None = None,
) -> Kept:
    """Put `text` in place of what was typed before it; nothing is changed where later words stand.

    No text ends the draft. What stands in the future was written before a clock was set back, and gives way.
    """
    before = await of(tx, id, staff_id, kind=kind)
    row = _row(id, staff_id, kind, text, min(typed_at, now), facts)
    earlier = sa.or_(drafts.c.at <= row["at"], drafts.c.at > now)
    put = statements.insert_or_update(tx, drafts, row, key=_KEY, only_if=earlier).returning(drafts.c.at)
    at = (await tx.execute(put)).scalar_one_or_none()
    return Kept(at is not None, at or (before.at if before else now), before)


async def end(tx: Tx, id: int, staff_id: int, *, at: datetime, kind: str = NOTE) -> None:
    """It was added: nothing typed before brings it back."""
    row = _row(id, staff_id, kind, "", at, None)
    await tx.execute(statements.insert_or_update(tx, drafts, row, key=_KEY))


async def put_back(
    tx: Tx, id: int, staff_id: int, *, text: str, facts: Mapping[str, Any], at: datetime
) -> None:
    """What was to be sent and was not is their draft of a reply again, in place of what stood there."""
    row = _row(id, staff_id, REPLY, text, at, facts)
    await tx.execute(statements.insert_or_update(tx, drafts, row, key=_KEY))


async def of(db: AsyncConnection, id: int, staff_id: int, *, kind: str = NOTE) -> Draft | None:
    """One person's."""
    return next((one for one in await of_inquiry(db, id, kind=kind) if one.who.id == staff_id), None)


async def of_inquiry(db: AsyncConnection, id: int, *, kind: str = NOTE) -> tuple[Draft, ...]:
    """Everybody's, the ended ones too, oldest first; also of those who no longer work here."""
    colleague = (staff.c[name] for name in Colleague.__slots__)
    statement = (
        sa.select(drafts.c.text, drafts.c.at, drafts.c.facts, *colleague)
        .select_from(drafts.join(staff, staff.c.id == drafts.c.staff_id))
        .where(drafts.c.inquiry_id == id, drafts.c.kind == kind)
        .order_by(drafts.c.at, staff.c.id)
    )
    rows = await db.execute(statement)
    return tuple(
        Draft(Colleague(row.id, row.name, row.title, row.phone), row.text, row.at, json.loads(row.facts))
        for row in rows
    )


async def sweep(tx: Tx, now: datetime) -> None:
    """Forget the ended ones."""
    await tx.execute(drafts.delete().where(drafts.c.text == "", drafts.c.at < now - _LATE))


def _row(
    id: int, staff_id: int, kind: str, text: str, at: datetime, facts: Mapping[str, Any] | None
) -> dict[str, Any]:
    return {
        "inquiry_id": id,
        "staff_id": staff_id,
        "kind": kind,
        "text": text,
        "at": at,
        "facts": json.dumps(facts or {}, ensure_ascii=False),
    }
