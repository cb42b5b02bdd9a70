"""What was part of an inquiry that is erased: it is somebody's inquiry too, and stays."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import IS_MERGED, inquiries
from inquiries.inquiry import records
from inquiries.inquiry.changes.record import change, record
from inquiries.inquiry.model import Inquiry, Status


async def stand(tx: Tx, whole: Inquiry, *, at: datetime) -> None:
    """Part of what the whole was part of, closed as it was closed, or for itself again as it stood before."""
    found = await tx.scalars(
        sa.select(inquiries.c.id)
        .where(IS_MERGED, inquiries.c.merged_into == whole.id)
        .order_by(inquiries.c.id)
    )
    for id in list(found):
        part = await records.by_id(tx, id)
        if part is None:
            continue
        await change(tx, part, (Status.MERGED,), _values(part, whole))
        if whole.merged_into is None:
            await record(tx, part.id, "unmerged", None, at, {"from": whole.reference})


def _values(part: Inquiry, whole: Inquiry) -> dict[str, Any]:
    if whole.merged_into is not None:
        return {"merged_into": whole.merged_into}
    if whole.status is Status.CLOSED:
        # Why it was closed is a word about the whole, and goes with it.
        outcome = whole.outcome.value if whole.outcome else None
        ended = {
            "status": int(Status.CLOSED),
            "outcome": outcome,
            "closed_at": whole.closed_at or whole.received_at,
        }
        return {"merged_into": None, **ended}
    status = Status.WAITING if part.waits_for else Status.OPEN
    return {"merged_into": None, "status": int(status)}
