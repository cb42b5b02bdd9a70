"""What is sealed: how many there are, which is all that others may know, and who looked at one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import IS_SEALED, OPEN, WAITING, inquiries, sealed_views, staff

LATEST = 20


@dataclass(frozen=True, slots=True)
class View:
    """Somebody opened a page of it; `who` is "" for somebody at the machine itself."""

    at: datetime
    who: str
    page: str


async def count(db: AsyncConnection, desks: Collection[str]) -> int:
    """How many that would stand on these desks wait for the leads."""
    going = (IS_SEALED, inquiries.c.sealed_from.in_(desks), inquiries.c.status.in_([OPEN, WAITING]))
    return await db.scalar(sa.select(sa.func.count()).select_from(inquiries).where(*going)) or 0


async def views(db: AsyncConnection, id: int) -> tuple[View, ...]:
    """Who looked at inquiry `id`, latest first; one more than LATEST where there are more."""
    joined = sealed_views.outerjoin(staff, staff.c.id == sealed_views.c.staff_id)
    columns = (sealed_views.c.at, staff.c.name, sealed_views.c.page)
    of_it = sa.select(*columns).select_from(joined).where(sealed_views.c.inquiry_id == id)
    rows = await db.execute(of_it.order_by(sealed_views.c.id.desc()).limit(LATEST + 1))
    return tuple(View(row.at, row.name or "", row.page) for row in rows)
