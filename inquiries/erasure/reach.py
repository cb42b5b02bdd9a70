"""What hangs on an inquiry and does not go with its row: reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import (
    READY,
    attachments,
    correspondents,
    deliveries,
    drafts,
    entries,
    inquiries,
    jobs,
    mails,
)
from inquiries.inquiry.letters import of_inquiry

_STILL = timedelta(seconds=1)  # by which the clocks of two hosts may differ


@dataclass(frozen=True, slots=True)
class Reach:
    """Rows by id; `messages` are the Message-IDs of our mails, `files` names of files, `addresses` everybody who wrote
    or was written to, in lower case. `busy`: one of its mails may be on its way at this moment."""

    mails: tuple[int, ...] = ()
    jobs: tuple[int, ...] = ()
    messages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    addresses: frozenset[str] = frozenset()
    counted: dict[str, int] = field(default_factory=dict)
    busy: bool = False


async def of(db: AsyncConnection, id: int, *, now: datetime) -> Reach:
    """All that hangs on inquiry `id`, but for its parts: those are inquiries themselves."""
    written = await of_inquiry(db, id)
    of_letters = [one.mail_id for one in written if one.mail_id is not None]
    came = sa.or_(mails.c.inquiry_id == id, mails.c.id.in_(of_letters))
    kept = await _column(db, mails.c.id, came)
    sent = (
        await db.execute(
            sa.select(
                deliveries.c.job_id, deliveries.c.message_id, deliveries.c.recipient, jobs.c.leased_until
            )
            .join(jobs, jobs.c.id == deliveries.c.job_id)
            .where(deliveries.c.inquiry_id == id)
        )
    ).all()
    stored = sa.and_(attachments.c.inquiry_id == id, attachments.c.stored.is_not(None))
    files = await _column(db, attachments.c.stored, stored)
    addresses = {row.recipient for row in sent} | {one.sender for one in written}
    addresses |= {to.address for one in written for to in one.recipients}
    addresses |= set(await _column(db, correspondents.c.email, correspondents.c.inquiry_id == id))
    addresses |= set(await _column(db, inquiries.c.email, inquiries.c.id == id))
    waiting = await _waiting(db, id, [one.id for one in written], kept)
    return Reach(
        mails=tuple(kept),
        jobs=(*(row.job_id for row in sent), *waiting),
        messages=tuple({row.message_id for row in sent} | {one.message_id for one in written if one.ours}),
        files=tuple(files),
        addresses=frozenset(one.lower() for one in addresses if one),
        counted={
            "letters": len(written),
            "mails": len(kept),
            "notes": await _count(db, entries, id),
            "drafts": await _count(db, drafts, id, drafts.c.text != ""),
            "files": len(files),
            "deliveries": len(sent),
        },
        busy=any(row.leased_until is not None and row.leased_until > now - _STILL for row in sent),
    )


async def _waiting(
    db: AsyncConnection, id: int, letter_ids: Iterable[int], mail_ids: Iterable[int]
) -> list[int]:
    """Jobs that would do something with it: their payloads begin with what they are about."""
    about = [f'{{"inquiry": {id}', *(f'{{"letter": {one}' for one in letter_ids)]
    about += [f'{{"mail": {one}' for one in mail_ids]
    named = [sa.or_(jobs.c.payload == f"{one}}}", jobs.c.payload.startswith(f"{one},")) for one in about]
    # The partial index serves only a query that repeats its condition.
    return await _column(db, jobs.c.id, sa.and_(sa.text(f"jobs.state = {READY}"), sa.or_(*named)))


async def _column(db: AsyncConnection, column: Any, condition: Any) -> list[Any]:
    return list(await db.scalars(sa.select(column).where(condition)))


async def _count(db: AsyncConnection, table: sa.Table, id: int, *more: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(table).where(table.c.inquiry_id == id, *more)
    return int(await db.scalar(counted) or 0)
