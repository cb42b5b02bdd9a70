"""Automatic mail that went to addresses which were erased meanwhile: it counts for a day, without the address.

Else whoever has a receipt page could erase and post again, and have a stranger's mailbox flooded.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Tx
from inquiries.database.tables import IS_AUTOMATIC, deliveries, forgotten_mails
from inquiries.mail import address

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One mail: when it went, and salted digests of whose mailbox it went to and in which domain."""

    at: datetime
    salt: bytes
    box: bytes
    domain: bytes

    def went_to(self, recipient: str) -> bool:
        return self.box == _digest(self.salt, address.mailbox(recipient))

    def went_into(self, domain: str) -> bool:
        return self.domain == _digest(self.salt, domain)


async def remember(tx: Tx, inquiry_id: int, *, at: datetime) -> None:
    """Before its deliveries are deleted."""
    mine = (IS_AUTOMATIC, deliveries.c.inquiry_id == inquiry_id, deliveries.c.created_at > at - KEPT)
    for went, to in list(
        await tx.execute(sa.select(deliveries.c.created_at, deliveries.c.recipient).where(*mine))
    ):
        salt, domain = secrets.token_bytes(16), to.rpartition("@")[2].lower()
        digests = {"box": _digest(salt, address.mailbox(to)), "domain": _digest(salt, domain)}
        await tx.execute(forgotten_mails.insert().values(at=went, salt=salt, **digests))


async def since(db: AsyncConnection, moment: datetime, *, until: datetime) -> Sequence[Forgotten]:
    """What went between these."""
    lately = (forgotten_mails.c.at > moment, forgotten_mails.c.at < until)
    names = Forgotten.__slots__
    rows = await db.execute(sa.select(*(forgotten_mails.c[name] for name in names)).where(*lately))
    return [Forgotten(row.at, bytes(row.salt), bytes(row.box), bytes(row.domain)) for row in rows]


async def sweep(tx: Tx, now: datetime) -> None:
    """What is over counts no more. So does what a clock that was ahead put into the future."""
    over = sa.or_(forgotten_mails.c.at <= now - KEPT, forgotten_mails.c.at > now + KEPT)
    await tx.execute(forgotten_mails.delete().where(over))


def _digest(salt: bytes, text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), salt=salt, digest_size=16).digest()
