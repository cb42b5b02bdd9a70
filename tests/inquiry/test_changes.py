"""Every verb: what it changes, its one line of history, its jobs, and that two people never overwrite each other."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Colleague, Entry, Inquiry, Outcome, Status
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, again, clocks, media

LATER = NOON + timedelta(minutes=20)


async def happened(database: Database, inquiry: Inquiry) -> list[tuple[str, str | None, dict[str, object]]]:
    """The history after "received" and "routed", each at LATER."""
    async with database.read() as db:
        events = await records.events(db, inquiry.id)
    own = [event for event in events if event.kind not in ("received", "routed", "quarantined")]
    assert {event.at for event in own} <= {LATER}
    return [(event.kind, event.who, dict(event.facts)) for event in own]


async def said(database: Database, inquiry: Inquiry) -> tuple[Entry, ...]:
    async with database.read() as db:
        return await records.said(db, inquiry.id)


async def jobs(database: Database) -> list[str]:
    async with database.read() as db:
        return list(await db.scalars(sa.select(tables.jobs.c.key).order_by(tables.jobs.c.id)))


def colleague(who: Staff) -> Colleague:
    return Colleague(who.id, who.name, who.title, who.phone)


async def test_acknowledging_names_the_person_says_their_words_and_has_the_sender_told(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (before,) = await opened(media())
    back_by = LATER + timedelta(hours=2)
    await database.write(
        changes.acknowledge, before, staff_id=ana.id, text="I have it.", back_by=back_by, at=LATER
    )
    who = colleague(ana)
    expected = replace(before, acknowledged_at=LATER, acknowledged_by=who, back_by=back_by, version=2)
    assert await again(database, before) == expected
    assert await happened(database, before) == [("acknowledged", "Ana", {})]
    assert await said(database, before) == (Entry(LATER, "acknowledgement", who, "I have it."),)
    assert await jobs(database) == ["receipt:1", "announce:1", "reassure:1:1"]


@pytest.mark.parametrize(
    ("to", "event"),
    [
        ("ana", ("taken", "Ana", {})),
        ("dee", ("assigned", "Ana", {"to": "Dee"})),
        ("", ("put back", "Ana", {})),
    ],
)
async def test_an_owner_is_oneself_another_or_nobody(
    database: Database, opened: Opened, ana: Staff, dee: Staff, to: str, event: object
) -> None:
    (before,) = await opened(media(owner_id=None if to else ana.id))
    owner = {"ana": ana, "dee": dee}.get(to)
    await database.write(changes.assign, before, to=owner.id if owner else None, staff_id=ana.id, at=LATER)
    assert await again(database, before) == replace(before, owner=owner and colleague(owner), version=2)
    assert await happened(database, before) == [event]


async def test_closing_keeps_outcome_and_reason_and_opening_again_keeps_them_in_the_history(
    database: Database, opened: Opened, ana: Staff, dee: Staff
) -> None:
    (before,) = await opened(media())
    await database.write(
        changes.close, before, outcome=Outcome.DECLINED, reason="Not ours.", staff_id=ana.id, at=LATER
    )
    closed = await again(database, before)
    assert closed == replace(
        before,
        status=Status.CLOSED,
        closed_at=LATER,
        outcome=Outcome.DECLINED,
        outcome_reason="Not ours.",
        version=2,
    )
    await database.write(changes.reopen, closed, staff_id=dee.id, at=LATER)
    assert await again(database, before) == replace(before, version=3)
    assert await happened(database, before) == [
        ("closed", "Ana", {"outcome": "declined", "reason": "Not ours."}),
        ("reopened", "Dee", {}),
    ]


async def test_releasing_sends_what_was_held_back_and_shows_it_as_new(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (held,) = await opened(media(suspicion="it smells"))
    assert (held.status, await jobs(database)) == (Status.QUARANTINED, [])
    await database.write(changes.release, held, staff_id=ana.id, at=LATER)
    assert await again(database, held) == replace(held, status=Status.OPEN, stirred_at=LATER, version=2)
    assert await happened(database, held) == [("released", "Ana", {})]
    assert await jobs(database) == ["announce:1", "receipt:1"]
    with pytest.raises(SomeoneWasFaster):
        await database.write(changes.release, held, staff_id=ana.id, at=LATER)


async def test_spam_goes_to_quarantine_and_back_from_there_without_a_second_mail_to_anybody(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (waiting,) = await opened(media())
    await database.write(changes.wait, waiting, waits_for="them", until=None, staff_id=ana.id, at=LATER)
    await database.write(changes.call_spam, await again(database, waiting), staff_id=ana.id, at=LATER)
    spam = await again(database, waiting)
    expected = {
        "status": Status.QUARANTINED,
        "suspicion": "a person here marked it as spam",
        "spam_at": LATER,
    }
    assert spam == replace(waiting, version=3, **expected)
    with pytest.raises(SomeoneWasFaster):
        await database.write(changes.call_spam, spam, staff_id=ana.id, at=LATER)
    await database.write(changes.release, spam, staff_id=ana.id, at=LATER)
    back = {"status": Status.OPEN, "stirred_at": LATER, "spam_at": None}
    assert await again(database, waiting) == replace(spam, version=4, **back)
    assert [kind for kind, _, _ in await happened(database, waiting)] == ["waits", "called spam", "released"]
    assert await jobs(database) == ["receipt:1", "announce:1"]


async def test_the_same_note_sent_twice_is_one_note_and_needs_no_version(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (inquiry,) = await opened(media())
    for key in ("a", "a", "b"):
        await database.write(
            changes.note, inquiry, text=f"Note {key}", staff_id=ana.id, once_key=key, at=LATER
        )
    assert await again(database, inquiry) == inquiry
    who = colleague(ana)
    assert await said(database, inquiry) == (
        Entry(LATER, "note", who, "Note a"),
        Entry(LATER, "note", who, "Note b"),
    )
    assert await happened(database, inquiry) == [("noted", "Ana", {})] * 2


Act = Callable[[Database, Inquiry, Staff], Awaitable[None]]
ACTS: dict[str, Act] = {
    "acknowledge": lambda database, inquiry, who: database.write(
        changes.acknowledge, inquiry, staff_id=who.id, text="Mine", back_by=None, at=LATER
    ),
    "take": lambda database, inquiry, who: database.write(
        changes.assign, inquiry, to=who.id, staff_id=who.id, at=LATER
    ),
    "close": lambda database, inquiry, who: database.write(
        changes.close, inquiry, outcome=Outcome.ANSWERED, reason="", staff_id=who.id, at=LATER
    ),
    "wait": lambda database, inquiry, who: database.write(
        changes.wait, inquiry, waits_for="them", until=None, staff_id=who.id, at=LATER
    ),
    "hand over": lambda database, inquiry, who: database.write(
        changes.hand_over,
        inquiry,
        to=who.id,
        desk="media",
        clocks=clocks(),
        wait_until=None,
        word="",
        staff_id=who.id,
        at=LATER,
    ),
    "tag": lambda database, inquiry, who: database.write(
        changes.tag, inquiry, tags=["audit"], staff_id=who.id, at=LATER
    ),
    "untag": lambda database, inquiry, who: database.write(
        changes.untag, inquiry, tag="audit", staff_id=who.id, at=LATER
    ),
    "move deadline": lambda database, inquiry, who: database.write(
        changes.move_deadline,
        inquiry,
        clocks=clocks(),
        wait_until=None,
        asked_by="Bo",
        staff_id=who.id,
        at=LATER,
    ),
}


@pytest.mark.parametrize("act", ACTS)
async def test_of_two_at_once_one_is_told_and_has_done_nothing(
    database: Database, opened: Opened, ana: Staff, dee: Staff, act: str
) -> None:
    (inquiry,) = await opened(media())
    both = (ACTS[act](database, inquiry, who) for who in (ana, dee))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result) for result in results if result) == [SomeoneWasFaster]
    winner = ("Ana", "Dee")[results.index(None)]
    assert [who for _, who, _ in await happened(database, inquiry)] == [winner]
    assert (await again(database, inquiry)).version == 2
    assert len(await jobs(database)) == (3 if act == "acknowledge" else 2)
    assert {entry.who.name for entry in await said(database, inquiry)} <= {winner}


@pytest.mark.parametrize("act", [changes.reopen, changes.release])
async def test_what_is_open_can_neither_be_opened_again_nor_released(
    database: Database, opened: Opened, ana: Staff, act: Callable[..., Awaitable[None]]
) -> None:
    (inquiry,) = await opened(media())
    with pytest.raises(SomeoneWasFaster):
        await database.write(act, inquiry, staff_id=ana.id, at=LATER)
    assert await again(database, inquiry) == inquiry


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_is_done_to_what_is_held(
    database: Database, opened: Opened, ana: Staff, act: str
) -> None:
    (held,) = await opened(media(suspicion="it smells"))
    with pytest.raises(SomeoneWasFaster):
        await ACTS[act](database, held, ana)
    assert await again(database, held) == held
