"""Letters in a test's database, made by the verbs that make them: ours as they set out, theirs as they come in."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, letters, records
from inquiries.inquiry.changes import Arrived, Heard, Written
from inquiries.inquiry.model import Inquiry, Letter, Recipient
from inquiries.outbox import deliveries
from inquiries.people.accounts import Staff
from inquiries.queue import kinds

UNDO = timedelta(seconds=20)
RAW = b"From: Bo Baker <bo@gazette.example>\r\nSubject: Re: Your question\r\n\r\nThank you.\r\n"
_numbers = count(1)


async def written(
    database: Database, inquiry: Inquiry, who: Staff, *, at: datetime, text: str = "Twelve.", **more: Any
) -> int:
    """A letter of ours that waits for its time; its id. `more` goes over Written."""
    number = next(_numbers)
    plain = Written(
        text=text,
        subject="Re: Your question",
        recipients=(Recipient("to", inquiry.name, inquiry.email),),
        message_id=f"<ours-{number}@charity.example>",
        send_at=at + UNDO,
        once_key=f"letter {number}",
    )
    return await database.write(
        changes.reply, inquiry, written=replace(plain, **more), staff_id=who.id, at=at
    )


async def sent(
    database: Database, inquiry: Inquiry, who: Staff, *, at: datetime, text: str = "Twelve.", **more: Any
) -> int:
    """One that has set out at that moment, with a delivery for each of its recipients; its id."""
    id = await written(database, inquiry, who, at=at, text=text, **more)
    await database.write(_start, inquiry, id, at)
    return id


async def _start(tx: Tx, inquiry: Inquiry, id: int, at: datetime) -> None:
    letter, now = await letters.numbered(tx, id), await records.by_id(tx, inquiry.id)
    assert letter is not None
    assert now is not None
    assert await changes.start(tx, now, letter=letter, thread=(), at=at)
    for one in letter.recipients:
        await deliveries.add(
            tx,
            kind="letter",
            recipient=one.address,
            recipient_name=one.name,
            inquiry_id=inquiry.id,
            domain="",
            key=f"letter:{id}:{one.address}",
            at=at,
            facts={"letter": id},
            job=kinds.POST,
            message_id=letter.message_id,
        )


async def wrote(
    database: Database,
    inquiry: Inquiry,
    *,
    at: datetime,
    text: str = "Thank you.",
    raw: bytes = RAW,
    files: tuple[Arrived, ...] = (),
    **more: Any,
) -> int:
    """A letter of theirs, filed with its mail; its id. `more` goes over Heard."""
    number = next(_numbers)
    mail_id = await mail(database, at=at, raw=raw, state=tables.FILED, inquiry_id=inquiry.id)
    plain = Heard(
        mail_id=mail_id,
        kind="reply",
        door="imap",
        sender=inquiry.email,
        sender_name=inquiry.name,
        subject="Re: Your question",
        text=text,
        rest="",
        html="",
        message_id=f"<theirs-{number}@gazette.example>",
        thread=(),
        files=files,
    )
    id = await database.write(changes.receive, inquiry, heard=replace(plain, **more), at=at)
    assert id is not None
    return id


async def machine_wrote(database: Database, inquiry: Inquiry, *, at: datetime, **more: Any) -> int:
    """A note that somebody is out of their office."""
    text = "I am away until Monday."
    return await wrote(database, inquiry, at=at, **{"text": text, "kind": "automatic", **more})


async def bounced(database: Database, inquiry: Inquiry, *, at: datetime, for_good: bool = True) -> None:
    """The latest letter of ours comes back."""
    newest = sa.select(sa.func.max(tables.deliveries.c.id)).where(
        tables.deliveries.c.inquiry_id == inquiry.id, tables.deliveries.c.kind == "letter"
    )
    async with database.read() as db:
        id = await db.scalar(newest)
    said = "550 5.1.1 no such mailbox"
    given = {"delivery_id": id, "recipient": inquiry.email, "for_good": for_good, "said": said, "at": at}
    await database.write(changes.bounced, inquiry, **given)


async def mail(
    database: Database, *, at: datetime, raw: bytes = RAW, state: int = tables.HELD, **columns: Any
) -> int:
    """A mail as a door kept it; its id."""
    row = {
        "received_at": at,
        "door": "imap",
        "sender": "bo@gazette.example",
        "recipient": "media@charity.example",
        "digest": hashlib.sha256(raw + str(next(_numbers)).encode()).hexdigest(),
        "size": len(raw),
        "state": state,
        "raw": raw,
        **columns,
    }
    return await database.write(_insert, tables.mails.insert().values(row).returning(tables.mails.c.id))


async def letter(database: Database, id: int) -> Letter:
    """It as it stands now."""
    async with database.read() as db:
        found = await letters.numbered(db, id)
    assert found is not None
    return found


async def _insert(tx: Tx, statement: Any) -> int:
    return int((await tx.execute(statement)).scalar_one())
