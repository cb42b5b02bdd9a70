"""Every verb that alters an inquiry. Each is one transaction, one line of history, and the jobs that follow from it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import entries, history, inquiries, staff
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.queue import jobs, kinds


class SomeoneWasFaster(Exception):
    """The inquiry has changed since the page this act came from was drawn. Nothing was done."""


async def acknowledge(
    tx: Tx, inquiry: Inquiry, *, staff_id: int, text: str, back_by: datetime | None, at: datetime
) -> None:
    """A person has it: the sender sees their name and `text`, on the receipt page and by mail."""
    change = {"acknowledged_at": at, "acknowledged_by": staff_id, "back_by": back_by}
    await _change(tx, inquiry, Status.OPEN, change)
    said = {"inquiry_id": inquiry.id, "at": at, "kind": "acknowledgement", "staff_id": staff_id, "text": text}
    await tx.execute(entries.insert().values(said))
    await _record(tx, inquiry.id, "acknowledged", staff_id, at)
    key = f"{kinds.REASSURE}:{inquiry.id}:{inquiry.version}"
    await jobs.enqueue(tx, kinds.REASSURE, key, {"inquiry": inquiry.id}, at=at)


async def assign(tx: Tx, inquiry: Inquiry, *, to: int | None, staff_id: int, at: datetime) -> None:
    """Make staff member `to` the owner, or nobody. Taking is assigning to oneself."""
    await _change(tx, inquiry, Status.OPEN, {"owner_id": to})
    if to == staff_id:
        await _record(tx, inquiry.id, "taken", staff_id, at)
    elif to is None:
        await _record(tx, inquiry.id, "put back", staff_id, at)
    else:
        name = (await tx.execute(sa.select(staff.c.name).where(staff.c.id == to))).scalar_one()
        await _record(tx, inquiry.id, "assigned", staff_id, at, {"to": name})


async def note(tx: Tx, inquiry: Inquiry, *, text: str, staff_id: int, once_key: str, at: datetime) -> None:
    """Add a private note, at any time and whoever else was here. The same `once_key` twice is one note."""
    row = {
        "inquiry_id": inquiry.id,
        "at": at,
        "kind": "note",
        "staff_id": staff_id,
        "text": text,
        "once_key": once_key,
    }
    new = statements.insert_new(tx, entries).values(row).returning(entries.c.id)
    if (await tx.execute(new)).first() is not None:
        await _record(tx, inquiry.id, "noted", staff_id, at)


async def close(
    tx: Tx, inquiry: Inquiry, *, outcome: Outcome, reason: str, staff_id: int, at: datetime
) -> None:
    """End the inquiry. The reason of a decline is shown to the sender; any other stays in the house."""
    change = {
        "status": int(Status.CLOSED),
        "closed_at": at,
        "outcome": outcome.value,
        "outcome_reason": reason,
    }
    await _change(tx, inquiry, Status.OPEN, change)
    await _record(tx, inquiry.id, "closed", staff_id, at, {"outcome": outcome.value, "reason": reason})


async def reopen(tx: Tx, inquiry: Inquiry, *, staff_id: int, at: datetime) -> None:
    """Take a closed inquiry up again; its outcome stays in the history."""
    change = {"status": int(Status.OPEN), "closed_at": None, "outcome": None, "outcome_reason": ""}
    await _change(tx, inquiry, Status.CLOSED, change)
    await _record(tx, inquiry.id, "reopened", staff_id, at)


async def release(tx: Tx, inquiry: Inquiry, *, staff_id: int, at: datetime) -> None:
    """Let an inquiry out of quarantine: what was held back, receipt and notification, is sent now."""
    await _change(tx, inquiry, Status.QUARANTINED, {"status": int(Status.OPEN), "stirred_at": at})
    await _record(tx, inquiry.id, "released", staff_id, at)
    for kind in (kinds.RECEIPT, kinds.ANNOUNCE):
        await jobs.enqueue(tx, kind, f"{kind}:{inquiry.id}", {"inquiry": inquiry.id}, at=at)


async def _change(tx: Tx, inquiry: Inquiry, status: Status, change: Mapping[str, Any]) -> None:
    """Write `change` if the inquiry is still as the caller saw it; otherwise SomeoneWasFaster."""
    unchanged = sa.and_(
        inquiries.c.id == inquiry.id,
        inquiries.c.version == inquiry.version,
        inquiries.c.status == int(status),
    )
    done = await tx.execute(inquiries.update().where(unchanged).values(version=inquiry.version + 1, **change))
    if done.rowcount != 1:
        raise SomeoneWasFaster


async def _record(
    tx: Tx, id: int, kind: str, staff_id: int | None, at: datetime, facts: Mapping[str, object] | None = None
) -> None:
    row = {"inquiry_id": id, "at": at, "kind": kind, "staff_id": staff_id, "facts": json.dumps(facts or {})}
    await tx.execute(history.insert().values(row))
