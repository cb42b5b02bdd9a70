"""How the clock of this machine stands to the database server's: who shares work has to agree on the time."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Database


async def ahead(database: Database) -> timedelta:
    """How far ours is ahead; behind is less than nothing, and a SQLite file has no clock to differ from."""
    if database.is_sqlite:
        return timedelta(0)
    async with database.read() as db:
        theirs: datetime = (await db.execute(sa.text("SELECT clock_timestamp()"))).scalar_one()
    return clock.now() - theirs
