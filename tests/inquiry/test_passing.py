"""Handing over: to a colleague, to another desk, with a word; and the tags of the house."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, counting, planning, records
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Colleague, Entry, Event, Inquiry, Status
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, again, media

LATER = NOON + timedelta(minutes=20)


async def last(database: Database, inquiry: Inquiry) -> Event:
    async with database.read() as db:
        return (await records.events(db, inquiry.id))[-1]


async def jobs(database: Database) -> list[str]:
    async with database.read() as db:
        return list(await db.scalars(sa.select(tables.jobs.c.key).order_by(tables.jobs.c.id)))


async def test_handing_over_to_a_colleague_leaves_them_a_private_word_and_no_clock_moves(
    database: Database, opened: Opened, ana: Staff, dee: Staff, settings: Settings
) -> None:
    (inquiry,) = await opened(media(owner_id=ana.id))
    planned = planning.anew(settings, inquiry, desk="media", deadline=None)
    await database.write(
        changes.hand_over,
        inquiry,
        to=dee.id,
        desk="media",
        clocks=planned,
        wait_until=None,
        word="He rings at four.",
        staff_id=ana.id,
        at=LATER,
    )
    owner = Colleague(dee.id, dee.name, dee.title, dee.phone)
    assert await again(database, inquiry) == replace(inquiry, owner=owner, version=2)
    assert await last(database, inquiry) == Event(
        LATER, "handed over", "Ana", {"to": "Dee", "desk": "", "from": ""}
    )
    async with database.read() as db:
        (said,) = await records.said(db, inquiry.id)
    who = Colleague(ana.id, ana.name, ana.title, ana.phone)
    assert (said.at, said.kind, said.who, said.text) == (LATER, "note", who, "He rings at four.")
    assert isinstance(said, Entry)
    assert await jobs(database) == ["receipt:1", "announce:1"]


async def test_handing_over_to_another_desk_gives_it_that_desks_clocks_and_tells_it_once(
    database: Database, opened: Opened, ana: Staff, settings: Settings
) -> None:
    (inquiry,) = await opened(media(owner_id=ana.id))
    planned = planning.anew(settings, inquiry, desk="events", deadline=inquiry.deadline_at)
    over = {
        "to": None,
        "desk": "events",
        "clocks": planned,
        "wait_until": None,
        "word": "",
        "staff_id": ana.id,
        "at": LATER,
    }
    await database.write(changes.hand_over, inquiry, **over)
    assert await again(database, inquiry) == replace(
        inquiry,
        desk="events",
        owner=None,
        respond_intent_at=planned.respond_intent_at,
        last_safe_start_at=planned.last_safe_start_at,
        due_at=planned.due_at,
        version=2,
    )
    assert await last(database, inquiry) == Event(
        LATER, "handed over", "Ana", {"to": "", "desk": "events", "from": "media"}
    )
    assert await jobs(database) == ["receipt:1", "announce:1", "announce:1:1"]
    async with database.read() as db:
        assert await records.said(db, inquiry.id) == ()
        assert await counting.figures(db) == {Place("events", Status.OPEN, 0): 1}


async def test_tags_are_added_once_taken_away_and_known_to_the_desk(
    database: Database, opened: Opened, ana: Staff
) -> None:
    inquiry, other = await opened(media(), media(desk="events"))
    await database.write(changes.tag, inquiry, tags=["budget", "audit"], staff_id=ana.id, at=LATER)
    tagged = await again(database, inquiry)
    assert tagged == replace(inquiry, version=2)
    assert await last(database, inquiry) == Event(LATER, "tagged", "Ana", {"tags": "budget, audit"})
    await database.write(changes.tag, tagged, tags=["audit", "winter"], staff_id=ana.id, at=LATER + HOUR)
    await database.write(changes.tag, other, tags=["choir"], staff_id=ana.id, at=LATER)
    async with database.read() as db:
        assert await records.tags(db, inquiry.id) == ("audit", "budget", "winter")
        assert await records.tags_in_use(db, "media") == ("audit", "budget", "winter")
    again_ = await again(database, inquiry)
    await database.write(changes.untag, again_, tag="audit", staff_id=ana.id, at=LATER)
    assert await last(database, inquiry) == Event(LATER, "untagged", "Ana", {"tag": "audit"})
    async with database.read() as db:
        assert await records.tags(db, inquiry.id) == ("budget", "winter")
        assert await records.tags_in_use(db, "events") == ("choir",)
