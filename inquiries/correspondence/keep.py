"""What a door took is kept as it came, together with the job that reads it. Knows nothing of what stands in it.

A door says "ok" to the other side only when the transaction around this has ended.
"""

from datetime import datetime
from hashlib import sha256
from typing import Literal

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import mails
from inquiries.queue import jobs, kinds

Door = Literal["imap", "lmtp", "receive"]

LANE = "read"  # few mails are read at once, so that a flood of them leaves room for what goes out


async def keep(
    tx: Tx, *, door: Door, raw: bytes, sender: str | None, recipient: str, at: datetime
) -> int | None:
    """The id of the kept mail; None when the same bytes were kept for the same recipient before: twice is once.

    `sender` is that of the envelope: empty is the null sender, None unknown.
    """
    row = {
        "received_at": at,
        "door": door,
        "sender": None if sender is None else _storable(sender),
        "recipient": _storable(recipient),
        "digest": digest(recipient, raw),
        "size": len(raw),
        "raw": raw,
    }
    insert = statements.insert_new(tx, mails).values(row).returning(mails.c.id)
    id: int | None = (await tx.execute(insert)).scalar_one_or_none()
    if id is not None:
        await jobs.enqueue(tx, kinds.READ, f"{kinds.READ}:{id}", {"mail": id}, at=at, lane=LANE)
    return id


def digest(recipient: str, raw: bytes) -> str:
    """What a mail is known by: an address is the same in any case, two recipients are two mails."""
    return sha256(_storable(recipient).lower().encode() + b"\n" + raw).hexdigest()


def _storable(address: str) -> str:
    """A server may pass on bytes that are no text, and PostgreSQL takes no NUL."""
    return address.encode("utf-8", "replace").decode().replace("\0", "")
