"""Letters from outside: heard in their inquiry, and letters of ours that came back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import IN, attachments, bounced_addresses, deliveries, inquiries, letters
from inquiries.inquiry import letters as reading
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
    """A letter as it was read. `mail_id` is the mail it came as: each is heard once."""

    mail_id: int
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


async def receive(tx: Tx, inquiry: Inquiry, *, heard: Heard, at: datetime) -> int | None:
    """Put a letter of theirs into its inquiry; its id, None if it is there already.

    A person's letter is news: unread for everybody, what waited or was closed comes back, letters planned for later
    are not sent, and its owner is told. What a machine wrote changes nothing.
    """
    await hold(tx, inquiry.id)
    new = statements.insert_new(tx, letters).values(_row(inquiry, heard, at)).returning(letters.c.id)
    id = (await tx.execute(new)).scalar_one_or_none()
    if id is None:
        return None
    for one in heard.files:
        file = {"inquiry_id": inquiry.id, "letter_id": id, "created_at": at, "name": one.name}
        file |= {"content_type": one.content_type, "size": one.size}
        file |= {"stored": one.stored, "content_id": one.content_id}
        await tx.execute(attachments.insert().values(file))
    if heard.kind == "automatic":
        await record(tx, inquiry.id, "machine wrote", None, at, {"letter": id})
        return int(id)
    reopened = await _stir(tx, inquiry, at)
    for letter in await reading.of_inquiry(tx, inquiry.id):
        if letter.ours and letter.scheduled:
            await writing.take_back(tx, inquiry, letter=letter, staff_id=None, why="they-wrote", at=at)
    await record(
        tx, inquiry.id, "wrote", None, at, {"letter": id, "name": heard.sender_name, "reopened": reopened}
    )
    if heard.kind == "reply":
        told = {"inquiry": inquiry.id, "letter": id}
        await jobs.enqueue(tx, kinds.HEARD, f"{kinds.HEARD}:letter:{id}", told, at=at)
    return int(id)


async def bounced(
    tx: Tx, inquiry: Inquiry, *, delivery_id: int, recipient: str, for_good: bool, said: str, at: datetime
) -> None:
    """A letter that had been taken came back: its delivery and the address say so, and the inquiry is unread."""
    marked = {"bounced_at": at, "bounced_for_good": for_good, "bounce_said": said}
    await tx.execute(deliveries.update().where(deliveries.c.id == delivery_id).values(marked))
    row = {"email": recipient.lower(), "at": at, "for_good": for_good, "said": said}
    await tx.execute(statements.insert_or_update(tx, bounced_addresses, row, key=("email",)))
    mine = inquiries.c.id == inquiry.id
    await tx.execute(inquiries.update().where(mine).values(stirred_at=at))
    await record(tx, inquiry.id, "bounced", None, at, {"to": recipient, "for_good": for_good})


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


def _row(inquiry: Inquiry, heard: Heard, at: datetime) -> dict[str, Any]:
    return {
        "inquiry_id": inquiry.id,
        "direction": IN,
        "kind": heard.kind,
        "at": at,
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
        "once_key": f"mail:{heard.mail_id}",
        "facts": json.dumps(heard.facts or {}, ensure_ascii=False),
    }
