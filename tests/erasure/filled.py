"""One inquiry with a word of its own in every place where anything is kept, and ways to look for the word."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from aiohttp.test_utils import TestClient

from inquiries import work
from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import acquaintance, changes, drafts, persons, records
from inquiries.inquiry.acquaintance import Note
from inquiries.inquiry.changes import Arrived, Call
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.outbox import deliveries
from inquiries.people.accounts import Staff
from inquiries.queue.worker import Worker
from tests import lettered
from tests.intake.lettered import asked, encloses
from tests.intake.posting import MEDIA as MEDIA_FORM

WORD = "zwquorvix"
ADDRESS = f"{WORD}@gazette.example"
MEDIA = frozenset({"media"})
ASKED = {
    "name": f"Bo {WORD}",
    "outlet": f"The {WORD} Gazette",
    "email": ADDRESS,
    "question": f"How many {WORD} did you help?",
}
# Where the word stands before anything is erased: the test must not pass because it stood nowhere.
EVERYWHERE = {
    *("submissions", "inquiries", "history", "entries", "search_documents", "tags", "drafts", "remarks"),
    *("persons", "person_addresses", "letters", "mails", "attachments", "correspondents"),
    *("bounced_addresses", "deliveries", "jobs", "attempts"),
}


def raw(subject: str = f"Re: {WORD}", sender: str = ADDRESS, to: str = "office@charity.example") -> bytes:
    return (
        f"From: Bo {WORD} <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <1@{WORD}.example>\r\n"
        f"\r\nOne more {WORD}.\r\n"
    ).encode()


async def fill(house: House, client: TestClient, open_new, ana: Staff, now: datetime) -> Inquiry:
    """Everything that can hang on an inquiry, by the verbs that hang it there."""
    bo = await asked(house, client, open_new, **ASKED)
    await Worker(
        house.database, work.handlers(house.post), ()
    ).drain()  # receipt and notice, into the local mailbox
    write, by = house.database.write, {"staff_id": ana.id, "at": now}

    async def fresh() -> Inquiry:
        async with house.database.read() as db:
            found = await records.by_id(db, bo.id)
        assert found is not None
        return found

    await write(changes.assign, bo, to=ana.id, **by)
    await write(changes.acknowledge, await fresh(), text=f"I have {WORD}.", back_by=None, **by)
    await write(changes.note, await fresh(), text=f"@Ana: {WORD}", once_key="n1", **by)
    await write(
        changes.call, await fresh(), call=Call("in", f"Bo {WORD}", "1", f"He said {WORD}", "c1"), **by
    )
    await write(changes.tag, await fresh(), tags=[WORD], **by)
    await write(changes.let_in, await fresh(), email=f"eve@{WORD}.example", **by)
    to = (Recipient("to", f"Bo {WORD}", ADDRESS), Recipient("cc", "", f"eve@{WORD}.example"))
    sent = await lettered.sent(
        house.database, await fresh(), ana, at=now, text=f"Twelve {WORD}.", subject=WORD, recipients=to
    )
    await encloses(house, sent, f"a file of {WORD}".encode(), f"{WORD}.pdf")
    stored = await house.post.files.save(f"theirs: {WORD}".encode(), used=0)
    file = Arrived(f"{WORD}.txt", "text/plain", 20, stored)
    await lettered.wrote(
        house.database, await fresh(), at=now, raw=raw(), text=f"Thanks, {WORD}", files=(file,)
    )
    await lettered.bounced(house.database, await fresh(), at=now)
    await _hold(house, bo, now)
    for kind in (drafts.NOTE, drafts.REPLY):
        facts = {"cc": ADDRESS, "subject": WORD}
        await write(
            drafts.keep, bo.id, ana.id, text=f"My {WORD}", typed_at=now, now=now, kind=kind, facts=facts
        )
    await _draft_file(house, bo, ana, now)
    await _remarks(house, await fresh(), ana, now)
    await Worker(house.database, work.handlers(house.post), ()).drain()
    sent_by = tables.attempts.c.job_id.in_(sa.select(tables.deliveries.c.job_id))
    said = tables.attempts.update().where(sent_by).values(said=f"250 {ADDRESS} ok")
    await write(lambda tx: tx.execute(said))
    return await fresh()


async def _remarks(house: House, bo: Inquiry, ana: Staff, now: datetime) -> None:
    """On the person and on the outlet."""
    async with house.database.read() as db:
        person = await persons.by_address(db, ADDRESS, desks=MEDIA)
    assert person is not None
    remark = Note(f"Always asks for {WORD}", ana.id, "r1", now)
    await house.database.write(acquaintance.note_person, person.id, remark, desks=MEDIA)
    outlet = replace(remark, once_key="r2")
    await house.database.write(acquaintance.note_outlet, bo.outlet_key, outlet, desks=MEDIA)


async def _hold(house: House, bo: Inquiry, now: datetime) -> None:
    """A mail that names it and waits for a person, and one that a server sent back."""
    kept = raw(f"About {bo.reference}, {WORD}", sender=f"eve@else.{WORD}.example")
    await house.database.write(
        keep.keep, door="imap", raw=kept, sender=None, recipient="x@charity.example", at=now
    )


async def _draft_file(house: House, bo: Inquiry, ana: Staff, now: datetime) -> None:
    stored = await house.post.files.save(f"a draft of {WORD}".encode(), used=0)
    row = {"inquiry_id": bo.id, "staff_id": ana.id, "created_at": now, "name": f"draft {WORD}"}
    row |= {"content_type": "text/plain", "size": 20, "stored": stored}
    await house.database.write(lambda tx: tx.execute(tables.attachments.insert().values(row)))


async def digest(tx: Tx, bo: Inquiry, ana: Staff, now: datetime) -> None:
    """One of those that tell a colleague of several."""
    await deliveries.add(
        tx,
        kind="digest",
        recipient=ana.email,
        recipient_name=ana.name,
        inquiry_id=None,
        domain="charity.example",
        key=f"digest:{now.isoformat()}",
        at=now,
        facts={"staff": ana.id, "items": [[bo.id, "new"]]},
    )


async def rows(house: House) -> dict[str, str]:
    """Every table as text, bytes and all."""
    found = {}
    async with house.database.read() as db:
        for name, table in tables.metadata.tables.items():
            found[name] = repr([tuple(row) for row in await db.execute(sa.select(table))])
        if not house.database.is_sqlite:
            words = await db.execute(sa.text("SELECT words::text FROM search_documents"))
            found["search_documents"] += repr(words.all())
    return found


async def where(house: House, *words: str) -> set[str]:
    """The tables that hold one of these, and on SQLite every file that does: names in small letters."""
    found = {
        name for name, text in (await rows(house)).items() if any(word in text.lower() for word in words)
    }
    for path in house.settings.data_dir.rglob("*"):
        if path.is_file() and any(word.encode() in path.read_bytes().lower() for word in words):
            found.add(path.relative_to(house.settings.data_dir).parts[0])
    return found


async def of(house: House, inquiry: Inquiry) -> dict[str, list[tuple[object, ...]]]:
    """Every row that names this inquiry."""
    found = {}
    async with house.database.read() as db:
        for name, table in tables.metadata.tables.items():
            column = table.c.get("inquiry_id", table.c.id if name in ("inquiries", "submissions") else None)
            if column is not None:
                its = await db.execute(sa.select(table).where(column == inquiry.id))
                found[name] = [tuple(row) for row in its]
    return found


def posted() -> dict[str, str]:
    """A form as a browser sends it, without a token of ours."""
    return MEDIA_FORM | {"form_token": "abc"}
