"""Who answers for it: taking, assigning, giving back, handing over with a word to whoever comes next."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import entries, staff
from inquiries.inquiry.changes.record import change, record
from inquiries.inquiry.clocks import Clocks, columns
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.queue import jobs, kinds


async def assign(tx: Tx, inquiry: Inquiry, *, to: int | None, staff_id: int, at: datetime) -> None:
    """Make staff member `to` the owner, or nobody. Taking is assigning to oneself."""
    await change(tx, inquiry, GOING, {"owner_id": to})
    if to == staff_id:
        await record(tx, inquiry.id, "taken", staff_id, at)
    elif to is None:
        await record(tx, inquiry.id, "put back", staff_id, at)
    else:
        await record(tx, inquiry.id, "assigned", staff_id, at, {"to": await _name(tx, to)})


async def hand_over(
    tx: Tx,
    inquiry: Inquiry,
    *,
    to: int | None,
    desk: str,
    clocks: Clocks,
    wait_until: datetime | None,
    word: str,
    staff_id: int,
    at: datetime,
) -> None:
    """Make `to` the owner (None: nobody) on `desk`, whose `clocks` it then has, and leave them a private word.

    A desk that has not had it is told of it.
    """
    moves = desk != inquiry.desk
    values: dict[str, Any] = {"owner_id": to}
    if moves:
        values |= {"desk": desk, "wait_until": wait_until, **columns(clocks, inquiry.received_at)}
    await change(tx, inquiry, GOING, values)
    if word:
        said = {"inquiry_id": inquiry.id, "at": at, "kind": "note", "staff_id": staff_id, "text": word}
        await tx.execute(entries.insert().values(said))
    before = inquiry.owner.id if inquiry.owner else None
    facts = {
        "to": await _name(tx, to) if to is not None and to != before else "",
        "desk": desk if moves else "",
        "from": inquiry.desk if moves else "",
    }
    await record(tx, inquiry.id, "handed over", staff_id, at, facts)
    if moves:
        key = f"{kinds.ANNOUNCE}:{inquiry.id}:{inquiry.version}"
        await jobs.enqueue(tx, kinds.ANNOUNCE, key, {"inquiry": inquiry.id}, at=at)


async def _name(tx: Tx, id: int) -> str:
    name: str = (await tx.execute(sa.select(staff.c.name).where(staff.c.id == id))).scalar_one()
    return name
