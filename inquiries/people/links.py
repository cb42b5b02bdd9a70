"""One-time links: the first administrator's set-up, a signed-in start. Knows tokens, no addresses and no pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.people import tokens

Purpose = Literal["setup", "sign-in"]
LIFETIME = timedelta(hours=24)

columns = tables.links.c


@dataclass(frozen=True, slots=True)
class Link:
    """What a redeemed link was for; set-up links are nobody's."""

    purpose: Purpose
    staff_id: int | None


async def make(
    tx: Tx, purpose: Purpose, staff_id: int | None = None, lifetime: timedelta = LIFETIME, *, now: datetime
) -> str:
    """A new link's token. The same person's older links for this purpose open nothing any more."""
    await tx.execute(
        tables.links.delete().where(
            columns.purpose == purpose, columns.staff_id.is_not_distinct_from(staff_id)
        )
    )
    token = tokens.new()
    await tx.execute(
        tables.links.insert().values(
            token_hash=tokens.hashed(token), purpose=purpose, staff_id=staff_id, expires_at=now + lifetime
        )
    )
    return token


async def usable(db: AsyncConnection, token: str, purpose: Purpose, now: datetime) -> bool:
    """Whether `redeem` would work: for showing the page behind a link without using it up."""
    return bool(await db.scalar(sa.select(sa.exists().where(*_usable(token, purpose, now)))))


async def redeem(tx: Tx, token: str, purpose: Purpose, now: datetime) -> Link | None:
    """Use a link up. One statement, so of two clicks at once exactly one gets the Link."""
    used = await tx.execute(
        tables.links.update()
        .where(*_usable(token, purpose, now))
        .values(used_at=now)
        .returning(columns.staff_id)
    )
    row = used.one_or_none()
    return Link(purpose, row.staff_id) if row else None


async def sweep(tx: Tx, now: datetime) -> None:
    """Remove what is used or expired."""
    await tx.execute(tables.links.delete().where((columns.expires_at <= now) | columns.used_at.is_not(None)))


def _usable(token: str, purpose: Purpose, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        columns.token_hash == tokens.hashed(token),
        columns.purpose == purpose,
        columns.used_at.is_(None),
        columns.expires_at > now,
    )
