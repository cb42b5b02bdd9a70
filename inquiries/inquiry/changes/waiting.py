"""Laid aside until a time or until they write, brought back, and the deadline moved."""

from datetime import datetime
from typing import Any, Literal

from inquiries.database.engine import Tx
from inquiries.inquiry.changes.record import BY_SENDER, change, record, tell_owner
from inquiries.inquiry.clocks import Clocks, columns
from inquiries.inquiry.model import GOING, Inquiry, Status


async def wait(
    tx: Tx,
    inquiry: Inquiry,
    *,
    waits_for: Literal["them", "time"],
    until: datetime | None,
    staff_id: int,
    at: datetime,
) -> None:
    """Lay it aside for them or for a time. It comes back by itself at `until`; None: when somebody brings it back."""
    aside = {"status": int(Status.WAITING), "waits_for": waits_for, "wait_until": until}
    await change(tx, inquiry, GOING, aside)
    kind = "snoozed" if waits_for == "time" else "waits"
    await record(tx, inquiry.id, kind, staff_id, at, {"until": _iso(until)})


async def resume(tx: Tx, inquiry: Inquiry, *, staff_id: int | None, at: datetime) -> None:
    """Bring back what waits. By nobody, when its time has come: then it shows as unread."""
    back: dict[str, Any] = {"status": int(Status.OPEN), "waits_for": "", "wait_until": None}
    if staff_id is None:
        back["stirred_at"] = at
    await change(tx, inquiry, (Status.WAITING,), back)
    await record(tx, inquiry.id, "came back" if staff_id is None else "brought back", staff_id, at)


async def move_deadline(
    tx: Tx,
    inquiry: Inquiry,
    *,
    clocks: Clocks,
    wait_until: datetime | None,
    asked_by: str,
    staff_id: int | None,
    at: datetime,
) -> None:
    """Another deadline, or none, and the clocks that follow from it; `asked_by` is who asked for it.

    By nobody of ours, it was the sender, on the receipt page: unread then, and its owner is told.
    """
    times: dict[str, Any] = {"wait_until": wait_until, **columns(clocks, inquiry.received_at)}
    if staff_id is None:
        times["stirred_at"] = at
    await change(tx, inquiry, GOING if staff_id is not None else BY_SENDER, times)
    moved = {"from": _iso(inquiry.deadline_at), "to": _iso(clocks.deadline_at), "asked_by": asked_by}
    await record(tx, inquiry.id, "deadline moved", staff_id, at, moved)
    if staff_id is None:
        await tell_owner(tx, inquiry, "deadline moved", at=at)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
