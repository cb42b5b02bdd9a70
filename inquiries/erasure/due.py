"""Retention: what has been closed, called spam, or left in quarantine longer than its form keeps it is erased, with its
parts. What is open never is."""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import IS_CLOSED, IS_SPAM, IS_SUSPECT, inquiries
from inquiries.erasure import whole
from inquiries.erasure.whole import By
from inquiries.inquiry import records
from inquiries.outbox.post import Post
from inquiries.queue import jobs, kinds
from inquiries.settings import Settings

BATCH = 10  # inquiries a transaction: others wait for a tenth of a second

log = logging.getLogger(__name__)


async def sweep(post: Post) -> int:
    """The daily pass. What an earlier one could not take off the disk is tried again, too."""
    await post.database.write(jobs.revive, kinds.ERASE, now=clock.now())
    gone = await erase(post, clock.now())
    if gone:
        log.info("%s inquiries were erased: their forms keep them no longer", gone["inquiries"])
    return 0


async def erase(post: Post, now: datetime) -> Mapping[str, int]:
    """Batch after batch; what went, in figures."""
    counted: Counter[str] = Counter()
    while True:
        async with post.database.read() as db:
            ids = await _due(db, post.settings, now, limit=BATCH)
        if not ids:
            return counted
        erased = await post.database.write(_erase, post, ids, now)
        counted.update(erased.counted)


async def count(database: Database, settings: Settings, now: datetime) -> int:
    """How many are due, with their parts."""
    async with database.read() as db:
        ids = await _due(db, settings, now)
        return len(ids) + len([part for id in ids for part in await records.parts(db, id)])


async def _erase(tx: Tx, post: Post, ids: list[int], now: datetime) -> whole.Erased:
    """Looked at once more: a word from outside may have opened one again meanwhile."""
    still = await _due(tx, post.settings, now, among=ids)
    parts = [part.id for id in still for part in await records.parts(tx, id)]
    return await whole.erase(tx, post.keys, [*still, *parts], by=By("retention"), at=now)


async def _due(
    db: AsyncConnection,
    settings: Settings,
    now: datetime,
    *,
    limit: int | None = None,
    among: list[int] | None = None,
) -> list[int]:
    """The oldest first."""
    limits = {
        name: form.keep_for.before(now) for name, form in settings.forms.items() if form.keep_for is not None
    }
    if not limits:
        return []
    statement = sa.select(inquiries.c.id).where(_over(limits))
    if among is not None:
        statement = statement.where(inquiries.c.id.in_(among)).with_for_update()
    return list(await db.scalars(statement.order_by(inquiries.c.id).limit(limit)))


def _over(limits: Mapping[str, datetime]) -> Any:
    return sa.or_(
        *(sa.and_(inquiries.c.form == name, _ended_before(limit)) for name, limit in limits.items())
    )


def _ended_before(limit: datetime) -> Any:
    """What nobody looked at in quarantine has ended by itself, when its last word and its deadline are that old."""
    deadline = inquiries.c.deadline_at
    return sa.or_(
        sa.and_(IS_CLOSED, inquiries.c.closed_at < limit),
        sa.and_(IS_SPAM, inquiries.c.spam_at < limit),
        sa.and_(IS_SUSPECT, inquiries.c.stirred_at < limit, sa.or_(deadline.is_(None), deadline < limit)),
    )
