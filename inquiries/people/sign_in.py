"""Signing in, by password or by link. A wrong password, an unknown and a disabled account are one answer."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.people import accounts, links, passwords, sessions, throttle


@dataclass(frozen=True, slots=True)
class SignedIn:
    token: str
    staff: accounts.Staff


@dataclass(frozen=True, slots=True)
class Wrong:
    pass


@dataclass(frozen=True, slots=True)
class Throttled:
    wait: timedelta


# Tries from one network wait for each other, so that colleagues arriving together are not taken for a
# guesser – a try counts as failed until it is over – and one network never holds up all the others.
_queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


async def sign_in(
    database: Database, email: str, password: str, network: str, now: datetime
) -> SignedIn | Wrong | Throttled:
    """Check a password and open a session. `network` is whatever stands for the sender's address."""
    address = accounts.address(email)
    queue = _queues.setdefault(network, asyncio.Lock())
    async with queue:
        attempt = await database.write(throttle.attempt, address, network, now)
        if isinstance(attempt, timedelta):
            return Throttled(attempt)
        async with database.read() as db:
            known = await accounts.credentials(db, address)
        stored = known.password_hash if known and not known.staff.disabled else None
        right = await passwords.verify(stored, password)
        if known is None or stored is None or not right:
            return Wrong()
        fresh = await passwords.hash(password) if passwords.outdated(stored) else stored
        return await database.write(_admit, known.staff, stored, fresh, attempt, now)


async def by_link(database: Database, token: str, now: datetime) -> SignedIn | Wrong:
    """Use a sign-in link up and open a session for the person it was made for."""
    return await database.write(_admit_by_link, token, now)


async def _admit(
    tx: Tx, staff: accounts.Staff, stored: str, fresh: str, attempt: throttle.Try, now: datetime
) -> SignedIn | Wrong:
    """Wrong after all if the account was disabled or its password changed while this one was being checked."""
    columns = tables.staff.c
    unchanged = sa.and_(
        columns.id == staff.id, columns.password_hash == stored, columns.disabled_at.is_(None)
    )
    # An UPDATE even where nothing changes: on PostgreSQL it waits for such a change to be over.
    kept = await tx.execute(
        tables.staff.update().where(unchanged).values(password_hash=fresh).returning(columns.id)
    )
    if kept.one_or_none() is None:
        return Wrong()
    await throttle.forget(tx, attempt)
    return SignedIn(await sessions.open(tx, staff.id, now), staff)


async def _admit_by_link(tx: Tx, token: str, now: datetime) -> SignedIn | Wrong:
    link = await links.redeem(tx, token, "sign-in", now)
    staff = await accounts.by_id(tx, link.staff_id) if link and link.staff_id else None
    if staff is None or staff.disabled:
        return Wrong()
    return SignedIn(await sessions.open(tx, staff.id, now), staff)
