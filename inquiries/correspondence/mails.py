"""Mail as it came in, and what became of it. SQL only; reads and marks, decides nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import wording
from inquiries.database.engine import Tx
from inquiries.database.tables import HELD, UNREAD_MAIL, mails
from inquiries.wording import Text

EXCERPT = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as a door kept it. `sender` of the envelope: "" is the null sender, None unknown. `handled_by` is
    whoever said what is to become of it."""

    id: int
    received_at: datetime
    door: str
    sender: str | None
    recipient: str
    state: int
    handled_by: int | None
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Heading:
    """What lists show of a mail."""

    from_address: str = ""
    from_name: str = ""
    subject: str = ""
    excerpt: str = ""


_FIELDS = ("id", "received_at", "door", "sender", "recipient", "state", "handled_by")


async def load(db: AsyncConnection, id: int) -> Mail | None:
    """The mail with its bytes."""
    columns = [mails.c[name] for name in (*_FIELDS, "raw")]
    row = (await db.execute(sa.select(*columns).where(mails.c.id == id))).one_or_none()
    if row is None:
        return None
    return Mail(**{name: getattr(row, name) for name in _FIELDS}, raw=bytes(row.raw))


async def again(tx: Tx, id: int) -> Mail | None:
    """The same without its bytes, as it stands in this transaction, for which everybody else waits."""
    columns = [mails.c[name] for name in _FIELDS]
    row = (
        await tx.execute(sa.select(*columns).where(mails.c.id == id).with_for_update(of=mails))
    ).one_or_none()
    return Mail(*row) if row else None


async def settle(
    tx: Tx,
    id: int,
    heading: Heading | None,
    *,
    state: int,
    reason: Text | None = None,
    desk: str = "",
    inquiry_id: int | None = None,
) -> None:
    """What became of an unread mail. How it begins is kept only of one that waits for a person."""
    values: dict[str, Any] = {
        "state": state,
        "reason": packed(reason),
        "desk": desk,
        "inquiry_id": inquiry_id,
    }
    if heading is not None:
        values |= {
            "from_address": heading.from_address,
            "from_name": heading.from_name,
            "subject": heading.subject,
            "excerpt": heading.excerpt if state == HELD else "",
        }
    unread = (mails.c.id == id, mails.c.state == UNREAD_MAIL)
    await tx.execute(mails.update().where(*unread).values(values))


def packed(reason: Text | None) -> str:
    return json.dumps(wording.pack(reason), ensure_ascii=False) if reason else ""


def unpacked(reason: str) -> Text | None:
    if not reason:
        return None
    packed: Mapping[str, Any] = json.loads(reason)
    return wording.unpack(packed)


async def forget(tx: Tx, id: int) -> None:
    """Remove a mail that we sent to ourselves: it has said what it was to say."""
    await tx.execute(mails.delete().where(mails.c.id == id))
