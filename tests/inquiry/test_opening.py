"""What a batch of submissions becomes: inquiries, their first lines of history, their jobs, in one transaction."""

import json

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import beginning, opening, records
from inquiries.inquiry.clocks import FAR
from inquiries.inquiry.model import Event, Status
from inquiries.wording import pack
from tests.inquiry.conftest import Opened
from tests.opened import EVENTS, HOUR, MEDIA, NOON, clocks, events, media


async def every(database: Database, table: sa.Table, *columns: str) -> list[tuple[object, ...]]:
    async with database.read() as db:
        found = await db.execute(sa.select(*(table.c[name] for name in columns)).order_by(table.c.id))
        return [tuple(row) for row in found]


async def test_an_inquiry_has_its_answers_its_clocks_and_nobody_yet(opened: Opened) -> None:
    (inquiry,) = await opened(media(clocks=clocks(publishes=9 * HOUR)))
    assert (inquiry.id, inquiry.status, inquiry.version) == (1, Status.OPEN, 1)
    assert (inquiry.name, inquiry.outlet, inquiry.request_type) == (
        "Bo Baker",
        "The Example Gazette",
        "comment",
    )
    assert dict(inquiry.answers) == dict(MEDIA.answers)
    assert (inquiry.owner, inquiry.acknowledged_by, inquiry.outcome) == (None, None, None)
    assert (inquiry.received_at, inquiry.stirred_at) == (NOON, NOON)
    assert inquiry.due_at == inquiry.last_safe_start_at == NOON + 2 * HOUR
    assert (inquiry.deadline_at, inquiry.publishes_at) == (NOON + 4 * HOUR, NOON + 9 * HOUR)


async def test_what_was_left_open_is_empty_an_idea_stands_for_the_question_and_no_deadline_sorts_last(
    opened: Opened,
) -> None:
    (inquiry,) = await opened(events(answers={"idea": "A bake sale"}))
    assert (inquiry.outlet, inquiry.phone, inquiry.request_type, inquiry.language) == ("", "", "", "")
    assert (inquiry.question, inquiry.topic) == ("A bake sale", EVENTS["topic"])
    assert (inquiry.deadline_at, inquiry.due_at) == (None, FAR)


async def test_its_history_begins_with_how_it_came_and_why_it_is_here(
    database: Database, opened: Opened
) -> None:
    (inquiry,) = await opened(media(suspicion="it smells", received_at=NOON - HOUR))
    async with database.read() as db:
        history = await records.events(db, inquiry.id)
    reasons = [pack(reason) for reason in MEDIA.reasons]
    assert history == (
        Event(NOON - HOUR, "received", None, {"form": "media", "door": "page"}),
        Event(NOON - HOUR, "routed", None, {"desk": "media", "reasons": reasons}),
        Event(NOON - HOUR, "quarantined", None, {"suspicion": "it smells"}),
    )


async def test_each_gets_a_receipt_and_a_notice_but_what_is_held_gets_none(
    database: Database, opened: Opened
) -> None:
    await opened(media(), media(suspicion="it smells"), events())
    expected = [
        (kind, f"{kind}:{id}", lane, json.dumps({"inquiry": id}), tables.READY)
        for id in (1, 3)
        for kind, lane in (("receipt", "receipt"), ("announce", ""))
    ]
    assert await every(database, tables.jobs, "kind", "key", "lane", "payload", "state") == expected


async def test_the_submission_is_marked_as_opened_and_not_changed(database: Database, opened: Opened) -> None:
    await opened(media(), events())
    columns = ("id", "fields", "answers", "state", "failure")
    assert await every(database, tables.submissions, *columns) == [
        (1, "[]", "{}", tables.OPENED, None),
        (2, "[]", "{}", tables.OPENED, None),
    ]


async def test_what_is_opened_twice_is_refused_whole(database: Database, opened: Opened) -> None:
    await opened(media())
    twice = [media(id=1, reference="AAA-AAAA")]
    with pytest.raises(sa.exc.IntegrityError):
        await database.write(beginning.open_all, twice, at=NOON)
    assert len(await every(database, tables.inquiries, "id")) == 1
    assert len(await every(database, tables.jobs, "id")) == 2


async def test_nothing_to_open_is_nothing_done(database: Database) -> None:
    await database.write(beginning.open_all, [], at=NOON)
    assert await every(database, tables.history, "id") == []


async def test_what_cannot_be_opened_keeps_the_reason(database: Database, opened: Opened) -> None:
    await opened(media())
    await database.write(lambda tx: tx.execute(tables.submissions.update().values(state=tables.NEW)))
    await database.write(opening.give_up, 1, why="KeyError: 'door'")
    assert await every(database, tables.submissions, "state", "failure") == [
        (tables.UNOPENABLE, "KeyError: 'door'")
    ]
