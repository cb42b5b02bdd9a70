"""The worker's pass that opens again what waited until its time came."""

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import IS_WAITING, inquiries
from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import SomeoneWasFaster

BATCH = 200


async def bring_back(database: Database) -> int:
    """Open again what has waited long enough, longest first; how many there were. Idle, it is one small query."""
    due = sa.select(inquiries.c.id).where(IS_WAITING, inquiries.c.wait_until <= clock.now())
    first = due.order_by(inquiries.c.wait_until, inquiries.c.id).limit(BATCH)
    async with database.read() as db:
        ids = list(await db.scalars(first))
    for id in ids:
        # Each by itself: a batch would hold the counters while it waits for an inquiry that somebody holds.
        try:
            await database.write(_bring_back, id)
        except SomeoneWasFaster:  # another worker or a person has brought it back meanwhile
            continue
    return len(ids)


async def _bring_back(tx: Tx, id: int) -> None:
    now = clock.now()
    inquiry = await records.by_id(tx, id)
    if inquiry is not None and inquiry.wait_until is not None and inquiry.wait_until <= now:
        await changes.resume(tx, inquiry, staff_id=None, at=now)
