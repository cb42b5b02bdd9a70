"""Calls that were logged: about an inquiry there is, and as an inquiry of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import Call
from inquiries.inquiry.changes.calling import Direction
from inquiries.inquiry.reference import Keys
from inquiries.people.accounts import Staff
from inquiries.queue import kinds
from tests.inquiry.conftest import Opened
from tests.opened import NOON, again, media

LATER = NOON + timedelta(minutes=20)
RANG = Call("in", "Bo Baker", "+44 20 7946 0018", "Bo needs it an hour earlier.", "key one")


async def call(database: Database, inquiry: object, said: Call, who: Staff) -> bool:
    return await database.write(changes.call, inquiry, call=said, staff_id=who.id, at=LATER)  # type: ignore[arg-type]


async def test_a_call_of_theirs_is_kept_and_unread_for_the_others(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (before,) = await opened(media())
    assert await call(database, before, RANG, ana)
    assert await again(database, before) == replace(before, stirred_at=LATER)
    async with database.read() as db:
        (entry,) = await records.said(db, before.id)
        last = (await records.events(db, before.id))[-1]
    assert (entry.kind, entry.who.name, entry.text) == ("call", "Ana", RANG.text)
    assert entry.facts == {"direction": "in", "person": "Bo Baker", "number": "+44 20 7946 0018"}
    assert (last.kind, last.who, dict(last.facts)) == (
        "called",
        "Ana",
        {"direction": "in", "person": "Bo Baker"},
    )


async def test_a_call_of_ours_stirs_nothing(database: Database, opened: Opened, ana: Staff) -> None:
    (before,) = await opened(media())
    await call(database, before, replace(RANG, direction="out"), ana)
    assert await again(database, before) == before


async def test_the_same_call_sent_twice_is_one_call(database: Database, opened: Opened, ana: Staff) -> None:
    (before,) = await opened(media())
    assert [await call(database, before, RANG, ana) for _ in range(2)] == [True, False]
    async with database.read() as db:
        assert len(await records.said(db, before.id)) == 1


async def test_a_caller_without_an_address_becomes_an_inquiry_that_a_person_has(
    database: Database, ana: Staff
) -> None:
    taken = media(door="phone", answers={"email": ""}, owner_id=ana.id)
    ids = [
        await database.write(
            changes.open_by_phone, Keys(b"k" * 32), taken, call=RANG, staff_id=ana.id, at=LATER
        )
        for _ in range(2)
    ]
    async with database.read() as db:
        found = await records.by_id(db, ids[0])
        events = [event.kind for event in await records.events(db, ids[0])]
        keys = list(await db.scalars(sa.select(tables.jobs.c.key).order_by("id")))
        states = list(await db.scalars(sa.select(tables.submissions.c.state)))
    assert found is not None
    assert found.owner is not None
    assert found.acknowledged_by == found.owner
    assert (ids[0], found.owner.name, found.acknowledged_at) == (ids[1], "Ana", LATER)
    assert events == ["received", "routed", "acknowledged by phone"]
    assert (keys, states) == ([f"receipt:{ids[0]}", f"announce:{ids[0]}"], [tables.OPENED])


@pytest.mark.parametrize(
    ("direction", "owner", "expected"),
    [("in", "dee", ["heard"]), ("in", "ana", []), ("in", "", []), ("out", "dee", [])],
)
async def test_an_owner_is_told_when_they_ring_again_and_somebody_else_takes_the_call(
    database: Database,
    opened: Opened,
    ana: Staff,
    dee: Staff,
    direction: Direction,
    owner: str,
    expected: list[str],
) -> None:
    owner_id = {"ana": ana.id, "dee": dee.id}.get(owner)
    (before,) = await opened(media(owner_id=owner_id))
    await call(database, before, replace(RANG, direction=direction), ana)
    told = sa.select(tables.jobs.c.kind).where(tables.jobs.c.kind == kinds.HEARD)
    async with database.read() as db:
        assert list(await db.scalars(told)) == expected
