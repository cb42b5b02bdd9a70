"""Sees a marked letter come in among the mails that the doors keep. Reads only."""

import asyncio
from dataclasses import dataclass

import dkim
import sqlalchemy as sa

from inquiries.database.engine import Database
from inquiries.database.tables import mails
from inquiries.mail.signing import Signer

LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Arrival:
    """By which door it came, and as which bytes."""

    door: str
    raw: bytes


async def newest(database: Database) -> int:
    """The number of the last mail so far."""
    async with database.read() as db:
        return await db.scalar(sa.select(sa.func.max(mails.c.id))) or 0


async def wait(database: Database, mark: str, *, after: int, seconds: float) -> Arrival | None:
    """The mail that carries the mark, or None if it does not come in time. Every mail is read once."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    seen: set[int] = set()
    while True:
        async with database.read() as db:
            ids = (await db.scalars(sa.select(mails.c.id).where(mails.c.id > after))).all()
            for id in sorted(set(ids) - seen):
                columns = sa.select(mails.c.door, mails.c.raw).where(mails.c.id == id)
                row = (await db.execute(columns)).one_or_none()
                if row is not None and mark.encode() in row.raw:
                    return Arrival(row.door, bytes(row.raw))
                seen.add(id)
        if loop.time() >= end:
            return None
        await asyncio.sleep(LOOK_SECONDS)


async def still_signed(arrived: Arrival, signer: Signer) -> bool:
    """Whether our signature holds, by our own key: what is published is looked at elsewhere."""
    record = signer.key.record.encode()
    try:
        return bool(await asyncio.to_thread(dkim.verify, arrived.raw, dnsfunc=lambda name, timeout=5: record))
    except Exception:  # the library raises what it pleases at mail that was mangled
        return False
