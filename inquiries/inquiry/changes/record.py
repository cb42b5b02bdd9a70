"""How every verb writes: against the version it was made for, counted where it stands then, with a line of history."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import history, inquiries
from inquiries.inquiry import alarms, counting, indexing, letters, newer, records
from inquiries.inquiry.counting import NOBODY, Place
from inquiries.inquiry.model import GOING, Inquiry, Status
from inquiries.inquiry.newer import Seen
from inquiries.queue import jobs, kinds

BY_SENDER = GOING | {Status.QUARANTINED}  # who is in quarantine does not know it


class SomeoneWasFaster(Exception):
    """The inquiry has changed since the page this act came from was drawn. Nothing was done."""


async def change(tx: Tx, inquiry: Inquiry, among: Collection[Status], values: Mapping[str, Any]) -> None:
    """Write `values` if the inquiry is still as the caller saw it, in one of these states; else SomeoneWasFaster."""
    if inquiry.status not in among:
        raise SomeoneWasFaster
    unchanged = sa.and_(
        inquiries.c.id == inquiry.id,
        inquiries.c.version == inquiry.version,
        inquiries.c.status == int(inquiry.status),
    )
    # Here, so that no verb can forget the alarm.
    written = {**values, **alarms.moved(inquiry, values), "version": inquiry.version + 1}
    done = await tx.execute(inquiries.update().where(unchanged).values(written))
    if done.rowcount != 1:
        raise SomeoneWasFaster
    before = Place(inquiry.desk, int(inquiry.status), inquiry.owner.id if inquiry.owner else NOBODY)
    after = Place(
        values.get("desk", before.desk),
        values.get("status", before.status),
        values.get("owner_id", before.owner_id) or NOBODY,
    )
    await counting.moved(tx, before, after)


async def hold(tx: Tx, id: int) -> None:
    """Whoever else writes on this inquiry waits until this is committed. SQLite has one writer anyway.

    Of what was erased meanwhile there is nothing to write on: SomeoneWasFaster.
    """
    held = sa.select(inquiries.c.id).where(inquiries.c.id == id).with_for_update()
    if await tx.scalar(held) is None:
        raise SomeoneWasFaster


async def unless_news(tx: Tx, id: int, seen: Seen, me: int) -> None:
    """Raise SomeoneWasFaster where others said, wrote or did something that somebody had not seen."""
    said, events = await records.said(tx, id), await records.events(tx, id)
    if newer.newer(seen, said, events, await letters.of_inquiry(tx, id), me=me):
        raise SomeoneWasFaster


async def tell_owner(tx: Tx, inquiry: Inquiry, what: str, *, at: datetime) -> None:
    """The sender did something on the receipt page that is a line of history: `what`, its kind. Nobody is told of what
    is in quarantine."""
    if inquiry.status is Status.QUARANTINED:
        return
    told = {"inquiry": inquiry.id, "act": what, "version": inquiry.version}
    await jobs.enqueue(tx, kinds.HEARD, f"{kinds.HEARD}:{inquiry.id}:{inquiry.version}", told, at=at)


async def record(
    tx: Tx, id: int, kind: str, staff_id: int | None, at: datetime, facts: Mapping[str, object] | None = None
) -> None:
    """One more line of history, when all else is written: what the inquiry is found by is gathered anew here."""
    await jot(tx, id, kind, staff_id, at, facts)
    await indexing.refresh(tx, [id])


async def jot(
    tx: Tx, id: int, kind: str, staff_id: int | None, at: datetime, facts: Mapping[str, object] | None = None
) -> None:
    """One more line of history, of what adds no word that an inquiry is found by."""
    row = {
        "inquiry_id": id,
        "at": at,
        "kind": kind,
        "staff_id": staff_id,
        "facts": json.dumps(facts or {}, ensure_ascii=False),
    }
    await tx.execute(history.insert().values(row))
