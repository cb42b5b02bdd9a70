"""Letters of ours that whoever asked reads on their receipt page, whether or not the mail reached them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import letters
from inquiries.inquiry.changes.record import hold, record


async def fetch(tx: Tx, ids: Collection[int], *, at: datetime) -> int:
    """They have read these letters; how many of them for the first time. Later times change nothing."""
    fresh = (letters.c.id.in_(ids), letters.c.fetched_at.is_(None))
    rows = (await tx.execute(sa.select(letters.c.inquiry_id, letters.c.id).where(*fresh))).all()
    # In one order always, so that two readers never wait for each other in a ring.
    for inquiry_id in sorted({row.inquiry_id for row in rows}):
        await hold(tx, inquiry_id)
        mine = [row.id for row in rows if row.inquiry_id == inquiry_id]
        read = letters.update().where(letters.c.id.in_(mine), letters.c.fetched_at.is_(None))
        done = (await tx.execute(read.values(fetched_at=at).returning(letters.c.id))).scalars().all()
        if done:
            await record(tx, inquiry_id, "reply read", None, at, {"letters": sorted(done)})
    return len(rows)
