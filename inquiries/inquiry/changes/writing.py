"""Letters of ours: written, taken back, and on their way. Nothing is sent here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from inquiries.database.engine import Tx
from inquiries.database.tables import OUT, attachments, letters
from inquiries.inquiry import drafts, records
from inquiries.inquiry import letters as reading
from inquiries.inquiry.changes.record import SomeoneWasFaster, change, hold, record, unless_news
from inquiries.inquiry.model import GOING, Inquiry, Letter, Recipient, Status
from inquiries.inquiry.newer import Seen
from inquiries.queue import jobs, kinds

Why = Literal["undone", "they-wrote"]
ANSWERABLE = GOING | {Status.CLOSED}


class FileGone(Exception):
    """A file that was to go with a letter was removed from its draft meanwhile. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reply as its writer sends it off. `files` are those of their draft, by id; one `once_key` is one letter."""

    text: str
    subject: str
    recipients: tuple[Recipient, ...]
    message_id: str
    send_at: datetime
    once_key: str
    scheduled: bool = False
    then: Literal["", "wait", "answered"] = ""
    files: tuple[int, ...] = ()
    door: Literal["inbox", "imap", "lmtp", "receive"] = "inbox"


async def reply(
    tx: Tx, inquiry: Inquiry, *, written: Written, staff_id: int, at: datetime, seen: Seen | None = None
) -> int:
    """Keep a letter to be sent at its time, and end its draft; its id, the same for the same `once_key`.

    Where others said or did something that its writer had not `seen`, nothing is stored: SomeoneWasFaster. A letter
    never goes without one of its files: FileGone.
    """
    await hold(tx, inquiry.id)
    same = sa.select(letters.c.id).where(letters.c.once_key == written.once_key)
    if (known := await tx.scalar(same)) is not None:
        return int(known)
    now = await records.by_id(tx, inquiry.id)
    if now is None or now.status not in ANSWERABLE:
        raise SomeoneWasFaster
    if seen is not None:
        await unless_news(tx, inquiry.id, seen, staff_id)
    new = letters.insert().values(_row(inquiry, written, staff_id, at)).returning(letters.c.id)
    id = int((await tx.execute(new)).scalar_one())
    mine = (attachments.c.inquiry_id == inquiry.id, attachments.c.staff_id == staff_id)
    draft = (*mine, attachments.c.letter_id.is_(None), attachments.c.id.in_(written.files))
    enclosed = await tx.execute(attachments.update().where(*draft).values(letter_id=id))
    if enclosed.rowcount != len(set(written.files)):
        raise FileGone
    await drafts.end(tx, inquiry.id, staff_id, at=at, kind=drafts.REPLY)
    facts = {"letter": id, "scheduled": written.scheduled, "send_at": written.send_at.isoformat()}
    await record(tx, inquiry.id, "replied", staff_id, at, facts)
    await jobs.enqueue(tx, kinds.SEND, _job(id), {"letter": id}, at=written.send_at)
    return int(id)


async def take_back(
    tx: Tx, inquiry: Inquiry, *, letter: Letter, staff_id: int | None, why: Why, at: datetime
) -> bool:
    """Stop a letter before it sets out: words and files become its writer's draft again. False: too late."""
    await hold(tx, inquiry.id)
    waits = (letters.c.id == letter.id, letters.c.started_at.is_(None), letters.c.cancelled_at.is_(None))
    done = await tx.execute(letters.update().where(*waits).values(cancelled_at=at, cancelled_for=why))
    if done.rowcount != 1:
        return False
    if letter.who is not None:
        writer = letter.who.id
        before = await drafts.of(tx, inquiry.id, writer, kind=drafts.REPLY)
        text = f"{letter.text}\n\n{before.text}" if before and before.text.strip() else letter.text
        cc = ", ".join(one.address for one in letter.recipients if one.kind == "cc")
        facts = {"cc": cc, "subject": letter.subject, "then": letter.then}
        await drafts.put_back(tx, inquiry.id, writer, text=text, facts=facts, at=at)
        await tx.execute(
            attachments.update()
            .where(attachments.c.letter_id == letter.id)
            .values(letter_id=None, staff_id=writer)
        )
    await record(tx, inquiry.id, "reply taken back", staff_id, at, {"letter": letter.id, "why": why})
    return True


async def take_back_planned(tx: Tx, inquiry: Inquiry, *, at: datetime) -> None:
    """The sender was first: what somebody had planned for later may not fit any more."""
    for letter in await reading.of_inquiry(tx, inquiry.id):
        if letter.ours and letter.scheduled:
            await take_back(tx, inquiry, letter=letter, staff_id=None, why="they-wrote", at=at)


async def send_now(tx: Tx, inquiry: Inquiry, *, letter: Letter, staff_id: int, at: datetime) -> bool:
    """What was planned for later sets out at once. False where it has set out already, or was taken back."""
    await hold(tx, inquiry.id)
    waits = (letters.c.id == letter.id, letters.c.started_at.is_(None), letters.c.cancelled_at.is_(None))
    done = await tx.execute(letters.update().where(*waits, letters.c.send_at > at).values(send_at=at))
    if done.rowcount != 1:
        return False
    await jobs.hasten(tx, _job(letter.id), at=at)
    await record(tx, inquiry.id, "reply let go", staff_id, at, {"letter": letter.id})
    return True


async def start(tx: Tx, inquiry: Inquiry, *, letter: Letter, thread: Sequence[str], at: datetime) -> bool:
    """A letter sets out: from now on nothing stops it. False where it was taken back, or has set out already.

    Who is answered is acknowledged too. What becomes of the inquiry then is another verb's, see `Letter.then`.
    """
    await hold(tx, inquiry.id)
    waits = (letters.c.id == letter.id, letters.c.started_at.is_(None), letters.c.cancelled_at.is_(None))
    values = {"started_at": at, "thread": json.dumps(list(thread))}
    done = await tx.execute(letters.update().where(*waits).values(values))
    if done.rowcount != 1:
        return False
    if inquiry.acknowledged_at is None and inquiry.status in GOING and letter.who is not None:
        await change(tx, inquiry, GOING, {"acknowledged_at": at, "acknowledged_by": letter.who.id})
    await record(
        tx, inquiry.id, "reply sent", letter.who.id if letter.who else None, at, {"letter": letter.id}
    )
    return True


def _job(id: int) -> str:
    return f"{kinds.SEND}:{id}"


def _row(inquiry: Inquiry, written: Written, staff_id: int, at: datetime) -> dict[str, Any]:
    return {
        "inquiry_id": inquiry.id,
        "direction": OUT,
        "kind": "reply",
        "at": at,
        "door": written.door,
        "staff_id": staff_id,
        "subject": written.subject,
        "text": written.text,
        "message_id": written.message_id,
        "once_key": written.once_key,
        "recipients": json.dumps([[one.kind, one.name, one.address] for one in written.recipients]),
        "send_at": written.send_at,
        "scheduled": written.scheduled,
        "then": written.then,
    }
