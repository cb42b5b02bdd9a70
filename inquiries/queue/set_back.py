"""A clock that was ahead and is set right: what was to be tried under it would wait until it is that late again."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from inquiries import clock
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import IS_READY, attempts, jobs
from inquiries.queue import kinds

# Written beforehand, for a time that somebody chose or that was worked out: all others are for at once.
AT_A_CHOSEN_TIME = (kinds.SEND, kinds.ERASE)
DIFFER = timedelta(minutes=1)  # by so much clocks may, from host to host


async def bring_back(database: Database) -> int:
    """Jobs that were made or tried later than now wait no longer; how many. What waits for a chosen time goes on."""
    now = clock.now()
    async with database.read() as db:
        if (await db.execute(sa.select(jobs.c.id).where(*_ahead(now)).limit(1))).first() is None:
            return 0
    return await database.write(_due, now)


async def _due(tx: Tx, now: datetime) -> int:
    return (await tx.execute(jobs.update().where(*_ahead(now)).values(next_try_at=now))).rowcount


def _ahead(now: datetime) -> tuple[Any, ...]:
    later = now + DIFFER
    made = sa.and_(jobs.c.tries == 0, jobs.c.created_at > later, jobs.c.kind.not_in(AT_A_CHOSEN_TIME))
    tried = sa.exists().where(attempts.c.job_id == jobs.c.id, attempts.c.at > later)
    return IS_READY, jobs.c.next_try_at > later, sa.or_(made, tried)
