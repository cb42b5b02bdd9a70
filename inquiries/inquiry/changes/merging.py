"""Two inquiries from the same person as one, and two again."""

from datetime import datetime
from typing import Any

from inquiries.database.engine import Tx
from inquiries.inquiry.changes.record import change, record
from inquiries.inquiry.model import GOING, Inquiry, Status


def survivor(one: Inquiry, other: Inquiry) -> tuple[Inquiry, Inquiry]:
    """(the one that stays, the one that becomes part of it): what must begin first stays, so that no time is lost."""
    stays, goes = sorted((one, other), key=lambda inquiry: (inquiry.due_at, inquiry.id))
    return stays, goes


async def merge(tx: Tx, goes: Inquiry, *, into: Inquiry, staff_id: int, at: datetime) -> None:
    """Make `goes` a part of `into`. It keeps all it has, how it waits included, for the day this is undone."""
    values: dict[int, dict[str, Any]] = {
        goes.id: {"status": int(Status.MERGED), "merged_into": into.id},
        into.id: {"stirred_at": max(goes.stirred_at, into.stirred_at)},
    }
    # In one order always, so that two merges never wait for each other in a ring.
    for inquiry in sorted((goes, into), key=lambda one: one.id):
        await change(tx, inquiry, GOING, values[inquiry.id])
    await record(tx, goes.id, "merged", staff_id, at, {"into": into.reference})
    await record(tx, into.id, "joined", staff_id, at, {"part": goes.reference})


async def unmerge(tx: Tx, part: Inquiry, *, whole: Inquiry, staff_id: int, at: datetime) -> None:
    """Undo it: `part` stands for itself again, as it stood before."""
    status = Status.WAITING if part.waits_for else Status.OPEN
    alone: dict[str, Any] = {"status": int(status), "merged_into": None}
    for inquiry in sorted((part, whole), key=lambda one: one.id):
        if inquiry.id == part.id:
            await change(tx, part, (Status.MERGED,), alone)
        else:
            await change(tx, whole, (*GOING, Status.CLOSED), {})
    await record(tx, part.id, "unmerged", staff_id, at, {"from": whole.reference})
    await record(tx, whole.id, "parted", staff_id, at, {"part": part.reference})
