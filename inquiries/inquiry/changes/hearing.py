"""Letters from outside: heard in their inquiry, and letters of ours that came back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import (
    IN,
    attachments,
    bounced_addresses,
    correspondents,
    deliveries,
    inquiries,
    letters,
)
from inquiries.inquiry import records
from inquiries.inquiry.changes import writing
from inquiries.inquiry.changes.record import change, hold, record
from inquiries.inquiry.model import Inquiry, Status
from inquiries.queue import jobs, kinds

_BACK = {Status.CLOSED, Status.WAITING}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file of a letter that came in; `stored` None where it could not be kept."""

    name: str
    content_type: str
    size: int
    stored: str | None
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A letter as it was read. `mail_id` is the mail it came as: each is heard once. `at`: when that came in.

    What was written on the receipt page came as no mail; there `once_key` makes it be heard once.
    """

    mail_id: int | None
    at: datetime
    kind: Literal["reply", "opening", "automatic"]
    door: str
    sender: str
    sender_name: str
    subject: str
    text: str
    rest: str
    html: str
    message_id: str
    thread: Sequence[str]
    files: Sequence[Arrived] = ()
    facts: dict[str, Any] | None = None
    once_key: str = ""


async def receive(tx: Tx, inquiry: Inquiry, *, heard: Heard, at: datetime) -> int | None:
    """Put a letter of theirs into its inquiry; its id, None if it is there already.

    A person's letter is news: unread for everybody, what waited or was closed comes back, letters planned for later
    are not sent, and its owner is told. What a machine wrote changes nothing.
    """
    await hold(tx, inquiry.id)
    id = await keep(tx, inquiry.id, heard)
    if id is None:
        return None
    if heard.kind == "automatic":
        await record(tx, inquiry.id, "machine wrote", None, at, {"letter": id})
        return id
    # Whoever writes from an address can be written to there.
    await tx.execute(bounced_addresses.delete().where(bounced_addresses.c.email == heard.sender.lower()))
    reopened = await _stir(tx, inquiry, at)
    await writing.take_back_planned(tx, inquiry, at=at)
    facts = {"letter": id, "name": heard.sender_name or heard.sender, "reopened": reopened}
    facts |= {"door": heard.door}
    await record(tx, inquiry.id, "wrote", None, at, facts)
    if inquiry.status is not Status.QUARANTINED:
        told = {"inquiry": inquiry.id, "letter": id}
        await jobs.enqueue(tx, kinds.HEARD, f"{kinds.HEARD}:letter:{id}", told, at=at)
    return id


async def keep(tx: Tx, inquiry_id: int, heard: Heard) -> int | None:
    """The letter and its files, and nothing that follows; its id, None if it is there already."""
    new = statements.insert_new(tx, letters).values(_row(inquiry_id, heard)).returning(letters.c.id)
    id: int | None = (await tx.execute(new)).scalar_one_or_none()
    for one in heard.files if id is not None else ():
        file = {"inquiry_id": inquiry_id, "letter_id": id, "created_at": heard.at, "name": one.name}
        file |= {"content_type": one.content_type, "size": one.size}
        file |= {"stored": one.stored, "content_id": one.content_id}
        await tx.execute(attachments.insert().values(file))
    return id


async def file_by_hand(tx: Tx, inquiry: Inquiry, *, sender: str, staff_id: int, at: datetime) -> None:
    """Somebody says that what was held belongs here; `receive` follows."""
    await record(tx, inquiry.id, "filed", staff_id, at, {"from": sender})


async def let_in(tx: Tx, inquiry: Inquiry, *, email: str, staff_id: int, at: datetime) -> None:
    """What comes from this address is filed here from now on. A second time changes nothing."""
    row = {"inquiry_id": inquiry.id, "email": email.lower(), "staff_id": staff_id, "at": at}
    if (await tx.execute(statements.insert_new(tx, correspondents).values(row))).rowcount == 1:
        await record(tx, inquiry.id, "let in", staff_id, at, {"address": email})


async def bounced(
    tx: Tx, inquiry: Inquiry, *, delivery_id: int, recipient: str, for_good: bool, said: str, at: datetime
) -> bool:
    """A letter that had been taken came back: its delivery and the address say so, and the inquiry is unread.

    False where that is known already: several servers may report the same.
    """
    fresh = (deliveries.c.id == delivery_id, deliveries.c.bounced_at.is_(None))
    marked = {"bounced_at": at, "bounced_for_good": for_good, "bounce_said": said}
    done = await tx.execute(deliveries.update().where(*fresh).values(marked).returning(deliveries.c.kind))
    if (kind := done.scalar_one_or_none()) is None:
        return False
    row = {"email": recipient.lower(), "at": at, "for_good": for_good, "said": said}
    await tx.execute(statements.insert_or_update(tx, bounced_addresses, row, key=("email",)))
    mine = inquiries.c.id == inquiry.id
    await tx.execute(inquiries.update().where(mine).values(stirred_at=at))
    await record(tx, inquiry.id, "bounced", None, at, {"to": recipient, "for_good": for_good, "kind": kind})
    return True


async def _stir(tx: Tx, inquiry: Inquiry, at: datetime) -> bool:
    """Unread, and open again where it was at rest; whether it had been closed."""
    now = await records.by_id(tx, inquiry.id)
    if now is None or now.status not in _BACK:
        mine = inquiries.c.id == inquiry.id
        await tx.execute(inquiries.update().where(mine).values(stirred_at=at))
        return False
    back: dict[str, Any] = {"status": int(Status.OPEN), "stirred_at": at, "waits_for": "", "wait_until": None}
    if now.status is Status.CLOSED:
        back |= {"closed_at": None, "outcome": None, "outcome_reason": ""}
    await change(tx, now, _BACK, back)
    return now.status is Status.CLOSED


def _row(inquiry_id: int, heard: Heard) -> dict[str, Any]:
    return {
        "inquiry_id": inquiry_id,
        "direction": IN,
        "kind": heard.kind,
        "at": heard.at,
        "door": heard.door,
        "sender": heard.sender,
        "sender_name": heard.sender_name,
        "subject": heard.subject,
        "text": heard.text,
        "rest": heard.rest,
        "html": heard.html,
        "message_id": heard.message_id,
        "thread": json.dumps(list(heard.thread)),
        "mail_id": heard.mail_id,
        "once_key": heard.once_key or f"mail:{heard.mail_id}",
        "facts": json.dumps(heard.facts or {}, ensure_ascii=False),
    }
