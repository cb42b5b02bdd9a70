"""A reply of ours: kept to go at its time, taken back with all it had, or set out – each exactly once."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, drafts, letters, newer, records
from inquiries.inquiry.changes import FileGone, SomeoneWasFaster, Written
from inquiries.inquiry.model import Inquiry, Letter, Outcome, Recipient, Status
from inquiries.inquiry.newer import Seen
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, again, media

SECOND = timedelta(seconds=1)
GOES = NOON + 20 * SECOND
BO = Recipient("to", "Bo Baker", "bo@gazette.example")
WEN = Recipient("cc", "", "wen@gazette.example")
REPLY = Written("One in six.", "Re: Programs", (BO, WEN), "<1@example.org>", GOES, "key")


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


async def reply(database: Database, inquiry: Inquiry, who: Staff, **changed: Any) -> int:
    seen = changed.pop("seen", None)
    written = replace(REPLY, **changed)
    return await database.write(changes.reply, inquiry, written=written, staff_id=who.id, at=NOON, seen=seen)


async def file(database: Database, inquiry: Inquiry, who: Staff, name: str) -> int:
    """A file of somebody's draft."""
    row = {"inquiry_id": inquiry.id, "staff_id": who.id, "created_at": NOON, "name": name, "stored": name}
    row |= {"content_type": "application/pdf", "size": 3}
    new = tables.attachments.insert().values(row).returning(tables.attachments.c.id)
    return await database.write(lambda tx: tx.scalar(new))  # type: ignore[return-value]


async def letter(database: Database, id: int) -> Letter:
    async with database.read() as db:
        found = await letters.numbered(db, id)
    assert found is not None
    return found


async def draft(database: Database, inquiry: Inquiry, who: Staff) -> tuple[str, dict[str, Any]]:
    async with database.read() as db:
        found = await drafts.of(db, inquiry.id, who.id, kind=drafts.REPLY)
    return (found.text, dict(found.facts)) if found else ("", {})


async def files(database: Database, inquiry: Inquiry, who: Staff) -> list[str]:
    async with database.read() as db:
        return [one.name for one in await letters.draft_files(db, inquiry.id, who.id)]


async def send_jobs(database: Database) -> list[tuple[str, Any]]:
    columns = (tables.jobs.c.key, tables.jobs.c.next_try_at)
    async with database.read() as db:
        rows = await db.execute(sa.select(*columns).where(tables.jobs.c.kind == "send"))
        return [tuple(row) for row in rows]


async def history(database: Database, inquiry: Inquiry) -> list[str]:
    async with database.read() as db:
        return [event.kind for event in await records.events(db, inquiry.id)]


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


async def take_back(database: Database, inquiry: Inquiry, id: int, who: Staff | None) -> bool:
    found = await letter(database, id)
    return await database.write(
        changes.take_back,
        inquiry,
        letter=found,
        staff_id=who.id if who else None,
        why="undone",
        at=NOON + SECOND,
    )


async def start(database: Database, inquiry: Inquiry, id: int) -> bool:
    found, now = await letter(database, id), await again(database, inquiry)
    return await database.write(changes.start, now, letter=found, thread=("<0@x.example>",), at=GOES)


async def test_taken_back_words_files_and_boxes_are_its_writers_draft_again(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    one = await file(database, inquiry, ana, "a.pdf")
    id = await reply(database, inquiry, ana, files=(one,), then="answered")
    assert await take_back(database, inquiry, id, dee)
    facts = {"cc": "wen@gazette.example", "subject": "Re: Programs", "then": "answered"}
    assert await draft(database, inquiry, ana) == ("One in six.", facts)
    assert await files(database, inquiry, ana) == ["a.pdf"]
    assert (await letter(database, id)).cancelled_for == "undone"
    assert not await start(database, inquiry, id)
    assert not await take_back(database, inquiry, id, dee)
    assert (await history(database, inquiry)).count("reply taken back") == 1


async def test_taken_back_it_stands_above_what_was_begun_meanwhile(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    id = await reply(database, inquiry, ana)
    keep = {"text": "And another thing", "typed_at": GOES, "now": GOES, "kind": drafts.REPLY}
    await database.write(drafts.keep, inquiry.id, ana.id, **keep)
    assert await take_back(database, inquiry, id, ana)
    assert (await draft(database, inquiry, ana))[0] == "One in six.\n\nAnd another thing"


async def test_set_out_nothing_stops_it_and_who_is_answered_is_acknowledged(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    id = await reply(database, inquiry, ana)
    assert await start(database, inquiry, id)
    found, now = await letter(database, id), await again(database, inquiry)
    assert (found.started_at, found.thread) == (GOES, ("<0@x.example>",))
    assert (now.acknowledged_at, now.acknowledged_by and now.acknowledged_by.name) == (GOES, "Ana")
    assert not await take_back(database, inquiry, id, ana)
    assert not await start(database, inquiry, id)
    assert await draft(database, inquiry, ana) == ("", {})
    assert (await history(database, inquiry))[-2:] == ["replied", "reply sent"]


@pytest.mark.parametrize("round", range(4))
async def test_undo_and_setting_out_at_once_end_in_exactly_one_of_them(
    database: Database, inquiry: Inquiry, ana: Staff, round: int
) -> None:
    one = await file(database, inquiry, ana, "a.pdf")
    id = await reply(database, inquiry, ana, files=(one,))
    both = (start(database, inquiry, id), take_back(database, inquiry, id, ana))
    first, second = await asyncio.gather(*(both if round % 2 else both[::-1]))
    assert (first, second) in ((True, False), (False, True))
    found = await letter(database, id)
    assert (found.started_at is None) != (found.cancelled_at is None)
    went = found.started_at is not None
    assert (await draft(database, inquiry, ana))[0] == ("" if went else "One in six.")
    assert await files(database, inquiry, ana) == ([] if went else ["a.pdf"])
    assert [one.name for one in found.files] == (["a.pdf"] if went else [])


async def test_what_was_planned_for_later_goes_when_somebody_says_so_and_once(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    tomorrow = NOON + timedelta(days=1)
    id = await reply(database, inquiry, ana, send_at=tomorrow, scheduled=True)
    found = await letter(database, id)
    now = {"letter": found, "staff_id": dee.id, "at": GOES}
    assert await send_jobs(database) == [(f"send:{id}", tomorrow)]
    assert [await database.write(changes.send_now, inquiry, **now) for _ in range(2)] == [True, False]
    assert await send_jobs(database) == [(f"send:{id}", GOES)]
    assert (await letter(database, id)).send_at == GOES
    assert (await history(database, inquiry))[-1] == "reply let go"


async def test_what_was_taken_back_cannot_be_sent_at_once(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    id = await reply(database, inquiry, ana, send_at=NOON + timedelta(days=1), scheduled=True)
    assert await take_back(database, inquiry, id, ana)
    found = await letter(database, id)
    assert not await database.write(changes.send_now, inquiry, letter=found, staff_id=ana.id, at=GOES)


async def test_the_line_of_history_says_when_it_goes(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    id = await reply(database, inquiry, ana)
    async with database.read() as db:
        facts = [event.facts for event in await records.events(db, inquiry.id)][-1]
    assert json.loads(json.dumps(facts)) == {"letter": id, "scheduled": False, "send_at": GOES.isoformat()}
