"""Laid aside and brought back: by a person, or by the worker when the time has come."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from inquiries import clock
from inquiries.database.engine import Database
from inquiries.inquiry import changes, counting, planning, records, waiting
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.counting import NOBODY, Place
from inquiries.inquiry.model import Event, Inquiry, Outcome, Status
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, again, clocks, media

LATER = NOON + timedelta(minutes=20)
UNTIL = NOON + HOUR


async def aside(
    database: Database,
    inquiry: Inquiry,
    who: Staff,
    *,
    until: datetime | None = UNTIL,
    waits_for: str = "time",
) -> Inquiry:
    await database.write(changes.wait, inquiry, waits_for=waits_for, until=until, staff_id=who.id, at=LATER)
    return await again(database, inquiry)


async def happened(database: Database, inquiry: Inquiry) -> list[Event]:
    async with database.read() as db:
        events = await records.events(db, inquiry.id)
    return [event for event in events if event.kind not in ("received", "routed")]


async def test_what_is_laid_aside_waits_and_is_counted_there(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    waits = await aside(database, inquiry, ana)
    expected = replace(inquiry, status=Status.WAITING, waits_for="time", wait_until=UNTIL, version=2)
    assert waits == expected
    them = await aside(database, waits, ana, until=None, waits_for="them")
    assert them == replace(expected, waits_for="them", wait_until=None, version=3)
    async with database.read() as db:
        assert await counting.figures(db) == {Place("media", Status.WAITING, NOBODY): 1}
    assert await happened(database, inquiry) == [
        Event(LATER, "snoozed", "Ana", {"until": UNTIL.isoformat()}),
        Event(LATER, "waits", "Ana", {"until": ""}),
    ]


async def test_a_person_brings_it_back_and_nobody_is_told_that_it_is_news(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    waits = await aside(database, inquiry, ana)
    await database.write(changes.resume, waits, staff_id=ana.id, at=LATER)
    assert await again(database, inquiry) == replace(inquiry, version=3)
    assert (await happened(database, inquiry))[-1] == Event(LATER, "brought back", "Ana", {})


async def test_what_does_not_wait_is_not_brought_back(database: Database, opened: Opened, ana: Staff) -> None:
    (inquiry,) = await opened(media())
    with pytest.raises(SomeoneWasFaster):
        await database.write(changes.resume, inquiry, staff_id=ana.id, at=LATER)
    assert await again(database, inquiry) == inquiry


async def test_the_worker_brings_back_what_has_waited_long_enough_and_nothing_else(
    database: Database, opened: Opened, ana: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    due, early, them, closed = await opened(media(), media(), media(), media())
    await aside(database, due, ana)
    later = await aside(database, early, ana, until=UNTIL + timedelta(seconds=1))
    forever = await aside(database, them, ana, until=None, waits_for="them")
    await database.write(
        changes.close,
        await aside(database, closed, ana),
        outcome=Outcome.ANSWERED,
        reason="",
        staff_id=ana.id,
        at=LATER,
    )
    monkeypatch.setattr(clock, "now", lambda: UNTIL - timedelta(seconds=1))
    assert await waiting.bring_back(database) == 0
    monkeypatch.setattr(clock, "now", lambda: UNTIL)
    assert await waiting.bring_back(database) == 1
    assert await again(database, due) == replace(due, stirred_at=UNTIL, version=3)
    assert (await happened(database, due))[-1] == Event(UNTIL, "came back", None, {})
    assert await again(database, early) == later
    assert await again(database, them) == forever
    assert (await again(database, closed)).status is Status.CLOSED
    assert await waiting.bring_back(database) == 0


async def test_two_workers_bring_back_each_once(
    database: Database, opened: Opened, ana: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [await aside(database, inquiry, ana) for inquiry in await opened(*[media()] * 5)]
    monkeypatch.setattr(clock, "now", lambda: UNTIL)
    await asyncio.gather(waiting.bring_back(database), waiting.bring_back(database))
    for inquiry in every:
        assert (await again(database, inquiry)).version == 3
        assert [event.kind for event in await happened(database, inquiry)] == ["snoozed", "came back"]


@pytest.mark.parametrize(
    ("start", "deadline", "now", "until"),
    [
        (2, 4, 0, 2),
        (2, 4, 2, 4),
        (2, 4, 3, 4),
        (2, 4, 4, None),
        (None, 4, 0, 4),
        (None, None, 0, None),
    ],
)
def test_waiting_for_them_ends_at_the_last_safe_start_or_at_the_deadline(
    start: int | None, deadline: int | None, now: int, until: int | None
) -> None:
    def at(hours: int | None) -> datetime | None:
        return None if hours is None else NOON + hours * HOUR

    assert planning.no_later_than(at(start), at(deadline), NOON + now * HOUR) == at(until)


@pytest.mark.parametrize(
    ("waits_for", "wait_until", "back"),
    [
        ("", None, None),
        ("them", 1, 2),
        ("them", None, 2),
        ("time", 1, 1),
        ("time", 3, 3),
        ("time", 5, 4),
    ],
)
async def test_another_deadline_moves_the_return_with_it(
    opened: Opened, waits_for: str, wait_until: int | None, back: int | None
) -> None:
    (inquiry,) = await opened(media())
    chosen = None if wait_until is None else NOON + wait_until * HOUR
    waits = replace(inquiry, waits_for=waits_for, wait_until=chosen)
    expected = None if back is None else NOON + back * HOUR
    assert planning.comes_back(waits, clocks(), NOON) == expected


async def test_a_moved_deadline_moves_every_clock_and_says_who_asked(
    database: Database, opened: Opened, ana: Staff, settings: Settings
) -> None:
    (inquiry,) = await opened(media())
    assert inquiry.deadline_at is not None
    deadline = inquiry.deadline_at + 24 * HOUR
    planned = planning.anew(settings, inquiry, desk="media", deadline=deadline)
    moved = {"clocks": planned, "wait_until": None, "asked_by": "Bo", "staff_id": ana.id, "at": LATER}
    await database.write(changes.move_deadline, inquiry, **moved)
    after = await again(database, inquiry)
    assert after == replace(
        inquiry,
        respond_intent_at=planned.respond_intent_at,
        last_safe_start_at=planned.last_safe_start_at,
        deadline_at=deadline,
        due_at=planned.due_at,
        version=2,
    )
    none = planning.anew(settings, inquiry, desk="media", deadline=None)
    await database.write(changes.move_deadline, after, **moved | {"clocks": none})
    assert (await again(database, inquiry)).due_at.year == 9999
    first, last = inquiry.deadline_at.isoformat(), deadline.isoformat()
    assert await happened(database, inquiry) == [
        Event(LATER, "deadline moved", "Ana", {"from": first, "to": last, "asked_by": "Bo"}),
        Event(LATER, "deadline moved", "Ana", {"from": last, "to": "", "asked_by": "Bo"}),
    ]
