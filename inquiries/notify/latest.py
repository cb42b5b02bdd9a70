"""What has become of mails since somebody last looked: every try leaves a line. Tells nobody."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import attempts, deliveries, inquiries
from inquiries.inquiry.latest import MOST, OVERLAP, Line, Tail


async def tail(db: AsyncConnection, now: float) -> Tail:
    """The tries as they stand: none of them is new."""
    floor = max(0, (await db.scalar(sa.select(sa.func.max(attempts.c.id))) or 0) - OVERLAP)
    return Tail(floor, await since(db, floor), now)


async def since(db: AsyncConnection, id: int) -> tuple[Line, ...]:
    """The tries after number `id`. A mail may belong to no inquiry, and so to no desk."""
    joined = attempts.outerjoin(deliveries, deliveries.c.job_id == attempts.c.job_id).outerjoin(inquiries)
    statement = (
        sa.select(attempts.c.id, inquiries.c.reference, inquiries.c.desk)
        .select_from(joined)
        .where(attempts.c.id > id)
        .order_by(attempts.c.id)
        .limit(MOST)
    )
    rows = await db.execute(statement)
    return tuple(Line(row.id, row.reference or "", row.desk or "") for row in rows)
