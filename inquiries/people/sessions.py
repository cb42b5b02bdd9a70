"""Who is signed in: tokens kept as hashes, with limits no clock can stretch. Knows no cookie."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.people import accounts, tokens

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
TOUCHED_EVERY = timedelta(minutes=5)  # so that reading pages is not a write each
# How far two machines' clocks may differ. A session from further in the future was made or used under a wrong
# clock, and would outlive its limits by as much as that clock was wrong.
SKEW = timedelta(minutes=5)

columns = tables.sessions.c


@dataclass(frozen=True, slots=True)
class Session:
    staff: accounts.Staff
    token_hash: bytes
    seen_at: datetime


async def open(tx: Tx, staff_id: int, now: datetime) -> str:
    """A new session; the token is for the person's cookie and is not kept here."""
    token = tokens.new()
    await tx.execute(
        tables.sessions.insert().values(
            token_hash=tokens.hashed(token),
            staff_id=staff_id,
            seen_at=now,
            expires_at=now + ABSOLUTE,
        )
    )
    return token


async def find(db: AsyncConnection, token: str, now: datetime) -> Session | None:
    """The session behind a cookie, if it is within its limits and its account is enabled."""
    token_hash = tokens.hashed(token)
    found = await db.execute(
        sa.select(columns.staff_id, columns.seen_at).where(columns.token_hash == token_hash, *_alive(now))
    )
    row = found.one_or_none()
    staff = await accounts.by_id(db, row.staff_id) if row else None
    if row is None or staff is None or staff.disabled:
        return None
    return Session(staff, token_hash, row.seen_at)


def untouched(session: Session, now: datetime) -> bool:
    """Whether `touch` would write; ask before taking the writer for it."""
    return session.seen_at <= now - TOUCHED_EVERY


async def touch(tx: Tx, session: Session, now: datetime) -> None:
    """Note that the person is still here, at most once in five minutes. Brings no ended session back."""
    await tx.execute(
        tables.sessions.update()
        .where(columns.token_hash == session.token_hash, columns.seen_at <= now - TOUCHED_EVERY, *_alive(now))
        .values(seen_at=now)
    )


async def close(tx: Tx, token: str) -> None:
    """Sign out."""
    await tx.execute(tables.sessions.delete().where(columns.token_hash == tokens.hashed(token)))


async def sweep(tx: Tx, now: datetime) -> None:
    """Remove what `find` refuses for its times, so that no clock set right or wrong later revives it."""
    await tx.execute(tables.sessions.delete().where(sa.not_(sa.and_(*_alive(now)))))


def _alive(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        columns.expires_at > now,
        columns.seen_at > now - IDLE,
        columns.seen_at <= now + SKEW,
    )
