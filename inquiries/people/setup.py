"""How the first administrator gets in: by a link only the server's owner is shown. Knows no page."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.people import accounts, links


class LinkSpent(Exception):
    """The set-up link was used, has expired, was replaced by a newer one, or never was."""


class AlreadySetUp(Exception):
    """There is an administrator, who lets in everybody else."""


async def needed(db: AsyncConnection) -> bool:
    """Whether nobody is an administrator yet."""
    administrators = tables.staff.c.role == "administrator"
    return not await db.scalar(sa.select(sa.exists().where(administrators)))


async def link(tx: Tx, now: datetime) -> str:
    """The token of a new set-up link, good for 24 hours; an older one opens nothing any more."""
    return await links.make(tx, "setup", now=now)


async def first_administrator(
    tx: Tx,
    *,
    token: str,
    name: str,
    email: str,
    password_hash: str,
    desks: Iterable[str],
    now: datetime,
) -> accounts.Staff:
    """Use the link up and add the administrator, both or neither.

    Raises LinkSpent, AlreadySetUp, accounts.AlreadyThere; each rolls the transaction back, so the link stays good.
    """
    if await links.redeem(tx, token, "setup", now) is None:
        raise LinkSpent
    if not await needed(tx):
        raise AlreadySetUp
    return await accounts.add(
        tx, email=email, name=name, role="administrator", desks=desks, password_hash=password_hash, now=now
    )
