"""Slows down guessing: ten failed sign-ins in 15 minutes for an account, and for a network. Knows no password.

A try is counted as failed before its password is looked at and taken back when it was right, so that many
tries at once cannot slip through between looking and counting.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import tables
from inquiries.database.engine import Tx

WINDOW = timedelta(minutes=15)
LIMIT = 10
FREE = 3  # failures that cost no waiting

NONE = timedelta()
columns = tables.sign_in_failures.c


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was let through, to be forgotten should it turn out right."""

    account: bytes
    in_network: int


async def attempt(tx: Tx, account: str, network: str, now: datetime) -> Try | timedelta:
    """Count a try and let it through, or say how long to wait; one that must wait is not counted."""
    keys = _keys(account, network)
    await _one_at_a_time(tx, keys)
    left = await wait(tx, account, network, now)
    if left:
        return left
    new = tables.sign_in_failures.insert().returning(columns.id)
    await tx.execute(new, {"key": keys[0], "at": now})
    in_network = await tx.scalar(new, {"key": keys[1], "at": now})
    return Try(keys[0], in_network)


async def wait(db: AsyncConnection, account: str, network: str, now: datetime) -> timedelta:
    """How long until the next try is let through; zero for now. `account` is as accounts.address gives it."""
    keys = _keys(account, network)
    # A clock that was set back must not lock anybody out for the time it was ahead.
    near = sa.and_(columns.at > now - WINDOW, columns.at < now + WINDOW)
    rows = await db.execute(
        sa.select(columns.key, columns.at).where(columns.key.in_(keys), near).order_by(columns.at)
    )
    failures: dict[bytes, list[datetime]] = {key: [] for key in keys}
    for key, at in rows:
        failures[key].append(at)
    return max(_wait(times, now) for times in failures.values())


async def forget(tx: Tx, right: Try) -> None:
    """The try was right: the account starts afresh. Of the network's failures only this try is taken back,
    or knowing one password would buy endless guesses at others."""
    await tx.execute(
        tables.sign_in_failures.delete().where(
            (columns.key == right.account) | (columns.id == right.in_network)
        )
    )


async def sweep(tx: Tx, now: datetime) -> None:
    """Remove what no longer counts."""
    await tx.execute(tables.sign_in_failures.delete().where(columns.at <= now - WINDOW))


def _wait(times: list[datetime], now: datetime) -> timedelta:
    """1, 2, 4 … 64 seconds after the third to ninth failure; after the tenth until one is out of the window."""
    if len(times) >= LIMIT:
        until = times[-LIMIT] + WINDOW
    elif len(times) >= FREE:
        until = times[-1] + timedelta(seconds=2 ** (len(times) - FREE))
    else:
        return NONE
    return min(max(until - now, NONE), WINDOW)


def _keys(account: str, network: str) -> tuple[bytes, bytes]:
    """Hashes, so that the table names nobody who mistyped an address or has no account."""
    account_key, network_key = (
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        for text in (f"account:{account}", f"network:{network}")
    )
    return account_key, network_key


async def _one_at_a_time(tx: Tx, keys: tuple[bytes, bytes]) -> None:
    """PostgreSQL lets writers run side by side: tries with a key in common wait for each other. SQLite has one."""
    if tx.dialect.name == "postgresql":
        for key in sorted(keys):  # always in the same order, so that no two wait for each other
            number = int.from_bytes(key[:8], signed=True)
            await tx.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
