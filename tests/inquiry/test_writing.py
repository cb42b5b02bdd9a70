"""A reply of ours is kept once, with all its files, to go at its time; what is newer holds it back."""

import asyncio

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, drafts, letters, newer, records
from inquiries.inquiry.changes import FileGone, SomeoneWasFaster
from inquiries.inquiry.model import Inquiry, Letter, Outcome, Status
from inquiries.inquiry.newer import Seen
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.inquiry.written import (
    BO,
    GOES,
    WEN,
    draft,
    file,
    files,
    history,
    letter,
    reply,
    send_jobs,
)
from tests.opened import NOON, media


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


async def test_a_reply_waits_with_its_files_for_its_time_and_ends_its_draft(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    ids = [await file(database, inquiry, ana, name) for name in ("a.pdf", "b.pdf", "left.pdf")]
    await file(database, inquiry, dee, "dees.pdf")
    for who, text in ((ana, "One in six."), (dee, "Mine")):
        keep = {"text": text, "typed_at": NOON, "now": NOON, "kind": drafts.REPLY}
        await database.write(drafts.keep, inquiry.id, who.id, **keep)
    id = await reply(database, inquiry, ana, files=(ids[0], ids[1]), then="wait")
    found = await letter(database, id)
    assert (found.ours, found.kind, found.text, found.subject) == (
        True,
        "reply",
        "One in six.",
        "Re: Programs",
    )
    assert (found.recipients, found.message_id, found.then) == ((BO, WEN), "<1@example.org>", "wait")
    assert (found.send_at, found.scheduled, found.started_at) == (GOES, False, None)
    assert [one.name for one in found.files] == ["a.pdf", "b.pdf"]
    assert (await files(database, inquiry, ana), await files(database, inquiry, dee)) == (
        ["left.pdf"],
        ["dees.pdf"],
    )
    assert (await draft(database, inquiry, ana), await draft(database, inquiry, dee)) == (
        ("", {}),
        ("Mine", {}),
    )
    assert await send_jobs(database) == [(f"send:{id}", GOES)]
    assert (await history(database, inquiry))[-1] == "replied"


async def test_the_same_form_twice_is_one_letter(database: Database, inquiry: Inquiry, ana: Staff) -> None:
    first = await reply(database, inquiry, ana)
    assert await reply(database, inquiry, ana, text="Sent again by an impatient finger") == first
    assert len(await send_jobs(database)) == 1
    assert (await history(database, inquiry)).count("replied") == 1


async def test_the_same_form_twice_at_once_is_one_letter(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    ids = await asyncio.gather(*(reply(database, inquiry, ana) for _ in range(5)))
    assert (len(set(ids)), len(await send_jobs(database))) == (1, 1)


@pytest.mark.parametrize("gone", ["removed", "of somebody else", "sent already"])
async def test_a_letter_does_not_go_without_one_of_its_files(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff, gone: str
) -> None:
    kept = await file(database, inquiry, ana, "kept.pdf")
    other = 99
    if gone == "of somebody else":
        other = await file(database, inquiry, dee, "dees.pdf")
    if gone == "sent already":
        other = await file(database, inquiry, ana, "sent.pdf")
        await reply(database, inquiry, ana, once_key="before", files=(other,))
    before = await history(database, inquiry)
    with pytest.raises(FileGone):
        await reply(database, inquiry, ana, files=(kept, other))
    assert await files(database, inquiry, ana) == ["kept.pdf"]
    assert await history(database, inquiry) == before


async def test_what_others_said_or_did_since_holds_it_back(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    async with database.read() as db:
        known = newer.all_of((), await records.events(db, inquiry.id))
    await reply(database, inquiry, dee, once_key="dee")
    with pytest.raises(SomeoneWasFaster):
        await reply(database, inquiry, ana, seen=known)
    mine = await letters_of(database, inquiry)
    assert [one.who.name for one in mine if one.who] == ["Dee"]
    # Her own, and what is seen, hold nothing back.
    assert await reply(database, inquiry, dee, once_key="dee again", seen=known)
    last = max(one.id for one in await letters_of(database, inquiry))
    assert await reply(database, inquiry, ana, seen=Seen(known.entry, known.event, last))


async def letters_of(database: Database, inquiry: Inquiry) -> tuple[Letter, ...]:
    async with database.read() as db:
        return await letters.of_inquiry(db, inquiry.id)


async def test_what_is_held_in_quarantine_is_not_answered_and_what_is_closed_is(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    end = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": ana.id, "at": NOON}
    await database.write(changes.close, inquiry, **end)
    assert await reply(database, inquiry, ana)
    quarantined = tables.inquiries.update().values(status=int(Status.QUARANTINED))
    await database.write(lambda tx: tx.execute(quarantined))
    with pytest.raises(SomeoneWasFaster):
        await reply(database, inquiry, ana, once_key="again")
