"""Reading the letters of inquiries, and the files they have. SQL only; nothing is decided here."""

import json
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import (
    OUT,
    attachments,
    bounced_addresses,
    correspondents,
    letters,
    mails,
    staff,
)
from inquiries.inquiry.model import Bounced, Colleague, File, Letter, Recipient

_PLAIN = (
    *("id", "inquiry_id", "kind", "at", "door", "sender", "sender_name", "subject", "text", "rest"),
    *("message_id", "mail_id", "send_at", "scheduled", "started_at", "cancelled_at", "cancelled_for", "then"),
    "fetched_at",
)
_COLUMNS = (
    *(letters.c[name] for name in _PLAIN),
    *(letters.c[name] for name in ("direction", "thread", "recipients", "facts")),
    (letters.c.html != "").label("has_html"),
    sa.or_(*(letters.c.html.like(f'%src="{way}://%') for way in ("http", "https"))).label("loads"),
    *(staff.c[name].label(f"staff_{name}") for name in Colleague.__slots__),
)
_FILE = tuple(attachments.c[name] for name in File.__slots__)


async def of_inquiry(db: AsyncConnection, id: int, *, parts: Collection[int] = ()) -> tuple[Letter, ...]:
    """Every letter of inquiry `id` and its `parts`, both ways, oldest first."""
    return await _all(db, letters.c.inquiry_id.in_([id, *parts]))


async def by_id(
    db: AsyncConnection, inquiry_id: int, id: int, *, parts: Collection[int] = ()
) -> Letter | None:
    """One letter of this inquiry or of its `parts`."""
    its = sa.and_(letters.c.id == id, letters.c.inquiry_id.in_([inquiry_id, *parts]))
    return next(iter(await _all(db, its)), None)


async def numbered(db: AsyncConnection, id: int) -> Letter | None:
    """One letter, whatever its inquiry: for jobs."""
    return next(iter(await _all(db, letters.c.id == id)), None)


async def once(db: AsyncConnection, once_key: str) -> Letter | None:
    """The letter that was made with this key, whatever became of it."""
    return next(iter(await _all(db, letters.c.once_key == once_key)), None)


async def html(db: AsyncConnection, id: int) -> str:
    """The cleaned HTML of one of theirs, "" where it has none."""
    return str(await db.scalar(sa.select(letters.c.html).where(letters.c.id == id)) or "")


async def draft_files(db: AsyncConnection, inquiry_id: int, staff_id: int) -> tuple[File, ...]:
    """The files that somebody has put to the reply they are writing, oldest first."""
    mine = (attachments.c.inquiry_id == inquiry_id, attachments.c.staff_id == staff_id)
    statement = sa.select(*_FILE).where(*mine, attachments.c.letter_id.is_(None)).order_by(attachments.c.id)
    return tuple(File(*row) for row in await db.execute(statement))


async def original(db: AsyncConnection, letter: Letter) -> bytes | None:
    """The mail that one of theirs came as, byte for byte; None for one of ours, which came as none."""
    raw = await db.scalar(sa.select(mails.c.raw).where(mails.c.id == letter.mail_id))
    return None if raw is None else bytes(raw)


async def file(
    db: AsyncConnection, inquiry_id: int, id: int, *, parts: Collection[int] = ()
) -> tuple[File, int | None] | None:
    """A file of this inquiry or of its `parts`, and the letter it belongs to; None for one of a draft."""
    statement = sa.select(*_FILE, attachments.c.letter_id).where(
        attachments.c.id == id, attachments.c.inquiry_id.in_([inquiry_id, *parts])
    )
    row = (await db.execute(statement)).one_or_none()
    return (File(*row[:-1]), row.letter_id) if row else None


async def known(db: AsyncConnection, inquiry_id: int) -> frozenset[str]:
    """The addresses in lower case that staff let write in this inquiry, besides its own."""
    statement = sa.select(correspondents.c.email).where(correspondents.c.inquiry_id == inquiry_id)
    return frozenset(await db.scalars(statement))


async def bounced(db: AsyncConnection, emails: Iterable[str]) -> dict[str, Bounced]:
    """Of these addresses, in lower case, those that mail came back from, by address."""
    wanted = bounced_addresses.c.email.in_(list(emails))
    columns = (bounced_addresses.c[name] for name in Bounced.__slots__)
    rows = await db.execute(sa.select(bounced_addresses.c.email, *columns).where(wanted))
    return {row.email: Bounced(row.at, row.for_good, row.said) for row in rows}


async def _all(db: AsyncConnection, condition: sa.ColumnElement[bool]) -> tuple[Letter, ...]:
    joined = letters.outerjoin(staff, staff.c.id == letters.c.staff_id)
    statement = sa.select(*_COLUMNS).select_from(joined).where(condition).order_by(letters.c.at, letters.c.id)
    rows = (await db.execute(statement)).all()
    files = await _files(db, [row.id for row in rows])
    return tuple(_letter(row, tuple(files.get(row.id, ()))) for row in rows)


async def _files(db: AsyncConnection, ids: Collection[int]) -> dict[int, list[File]]:
    found: dict[int, list[File]] = {}
    if ids:
        statement = sa.select(*_FILE, attachments.c.letter_id).where(attachments.c.letter_id.in_(ids))
        for row in await db.execute(statement.order_by(attachments.c.id)):
            found.setdefault(row.letter_id, []).append(File(*row[:-1]))
    return found


def _letter(row: Any, files: tuple[File, ...]) -> Letter:
    who = [getattr(row, f"staff_{name}") for name in Colleague.__slots__]
    return Letter(
        **{name: getattr(row, name) for name in _PLAIN},
        ours=row.direction == OUT,
        who=None if who[0] is None else Colleague(*who),
        has_html=bool(row.has_html),
        loads=bool(row.loads),
        thread=tuple(json.loads(row.thread)),
        recipients=tuple(Recipient(*one) for one in json.loads(row.recipients)),
        facts=json.loads(row.facts),
        files=files,
    )
