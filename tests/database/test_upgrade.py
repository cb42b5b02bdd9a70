"""A database of the first release, with inquiries in every state, comes up as if they had been opened today."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries import clock
from inquiries.database import documents, schema, search, tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import alarms, clocks, counting
from inquiries.inquiry.counting import Place
from tests.database.conftest import first_step
from tests.opened import HOUR, NOON

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
SOON = timedelta(minutes=7, microseconds=3)
# id, desk, status, owner, last safe start and deadline after its arrival
ROWS = (
    (1, "media", 0, None, 2 * HOUR, 4 * HOUR),
    (2, "media", 0, 1, None, SOON),
    (3, "events", 0, None, None, None),
    (4, "media", 1, None, 2 * HOUR, 4 * HOUR),
    (5, "media", 2, 1, -HOUR, HOUR),
    (6, "events", 2, None, None, -HOUR),
)


async def fill(tx: Tx) -> None:
    """Only what 0001 knew: no insert names another column."""
    person = {"id": 1, "email": "ana@example.org", "name": "Ana Alves", "role": "member", "created_at": NOON}
    await tx.execute(sa.insert(tables.staff).values(person).inline())
    for id, desk, status, owner, start, deadline in ROWS:
        given = {"id": id, "form": desk, "received_at": NOON, "answers": "{}"}
        submitted = {"once_key": str(id), "fields": "[]", "facts": "{}", "state": 1}
        await tx.execute(sa.insert(tables.submissions).values(**given, **submitted).inline())
        row = {
            "reference": f"R{id}",
            "desk": desk,
            "topic": "programs",
            "email": f"Bo{id % 2}@Gazette.example",
            "name": "Bo Reyes",
            "outlet": "The Gazette",
            "question": f"Why number{id}?",
            "zone": "UTC",
            "status": status,
            "owner_id": owner,
            "outcome": "answered" if status == 2 else None,
            "closed_at": NOON if status == 2 else None,
            "respond_intent_at": NOON + HOUR,
            "last_safe_start_at": None if start is None else NOON + start,
            "deadline_at": None if deadline is None else NOON + deadline,
            "due_at": NEVER if deadline is None else NOON + (deadline if start is None else start),
            "stirred_at": NOON,
        }
        await tx.execute(sa.insert(tables.inquiries).values(**given, **row).inline())
        said = {"inquiry_id": id, "at": NOON, "kind": "note", "staff_id": 1, "text": f"Ring marker{id}"}
        await tx.execute(sa.insert(tables.entries).values(said).inline())
        told = {"inquiry_id": id, "at": NOON, "kind": "received", "facts": "{}"}
        await tx.execute(sa.insert(tables.history).values(told).inline())


async def is_whole(database: Database) -> None:
    """As it should stand after the upgrade, which was made an hour after they came."""
    inquiry, found_by = tables.inquiries, tables.search_documents
    async with database.read() as db:
        columns = (inquiry.c.id, inquiry.c.alarm, inquiry.c.alarm_at, inquiry.c.soon_at)
        stand = [tuple(row) for row in await db.execute(sa.select(*columns).order_by(inquiry.c.id))]
        figures = await counting.figures(db)
        addresses = list(
            await db.scalars(sa.select(tables.person_addresses.c.email).order_by(sa.text("home_id")))
        )
        words = list(await db.scalars(sa.select(found_by.c.said).order_by(found_by.c.inquiry_id)))
        hits = {}
        for text in ("marker4", "number5", "gazette"):
            hit = search.hits(db, search.groups(text))
            ids = await db.scalars(sa.select(hit.id).select_from(hit.table).where(hit.matches))
            hits[text] = sorted(ids)
        rest = await db.execute(sa.select(found_by).order_by(found_by.c.inquiry_id))
        kept = [dict(row._mapping) for row in rest]
    assert stand == [
        (
            id,
            alarms.ANEW if status == 0 else 0,
            NOON + HOUR if status == 0 else None,
            clocks.soon_at(NOON, None if deadline is None else NOON + (deadline if start is None else start)),
        )
        for id, _, status, _, start, deadline in ROWS
    ]
    assert figures == {
        Place("media", 0, 0): 1,
        Place("media", 0, 1): 1,
        Place("events", 0, 0): 1,
        Place("media", 1, 0): 1,
        Place("media", 2, 1): 1,
        Place("events", 2, 0): 1,
    }
    assert addresses == ["bo1@gazette.example", "bo0@gazette.example"]
    assert [f"marker{id}" in said for id, said in enumerate(words, 1)] == [True] * len(ROWS)
    assert hits == {"marker4": [4], "number5": [5], "gazette": [1, 2, 3, 4, 5, 6]}
    await database.write(_gathered_anew)
    async with database.read() as db:
        rest = await db.execute(sa.select(found_by).order_by(found_by.c.inquiry_id))
        assert [dict(row._mapping) for row in rest] == kept


async def _gathered_anew(tx: Tx) -> None:
    await tx.run_sync(documents.write_all)


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR)


async def test_inquiries_of_the_first_release_stand_as_if_opened_today(bare: Database) -> None:
    await bare.write(first_step)
    await bare.write(fill)
    await schema.migrate(bare)
    await is_whole(bare)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.85, 0.99])
async def test_an_upgrade_that_breaks_off_is_finished_at_the_next_start(bare: Database, share: float) -> None:
    await bare.write(first_step)
    await bare.write(fill)
    counted = await _broken_off(bare, after=10**6)
    with pytest.raises(_BreaksOff):
        await _broken_off(bare, after=int(counted * share), real=True)
    async with bare.read() as db:
        assert await schema.revision(db) == "0001"
    await schema.migrate(bare)
    await is_whole(bare)


class _BreaksOff(Exception):
    pass


async def _broken_off(database: Database, *, after: int, real: bool = False) -> int:
    """How many statements the upgrade has; it is rolled back, and raises where it broke off on the way."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen > after:
            raise _BreaksOff

    engine = database.writing
    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        await database.write(_migrated, real)
    except _Undone:
        pass
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
    return seen


class _Undone(Exception):
    pass


async def _migrated(tx: Tx, real: bool) -> None:
    await schema._upgrade(tx, schema._config())
    if not real:
        raise _Undone
