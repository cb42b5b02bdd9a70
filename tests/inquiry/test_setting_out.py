"""A reply of ours is taken back with all it had, let go before its time, or sets out: exactly one of them, once."""

import asyncio
import json
from datetime import timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry import changes, drafts, records
from inquiries.inquiry.model import Inquiry
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.inquiry.written import (
    GOES,
    SECOND,
    draft,
    file,
    files,
    history,
    letter,
    reply,
    send_jobs,
)
from tests.opened import NOON, again, media


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


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
