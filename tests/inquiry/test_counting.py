"""The counters are true: whatever is done in whatever order, they say what counting every inquiry would."""

from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import changes, counting
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, again, events, media

ACTS = ("acknowledge", "take", "give back", "close", "reopen", "release", "merge", "unmerge", "note")


async def counted(database: Database) -> tuple[dict[Place, int], dict[Place, int]]:
    """What the counters say, and what a count of every row says."""
    owner = sa.func.coalesce(tables.inquiries.c.owner_id, counting.NOBODY)
    columns = (tables.inquiries.c.desk, tables.inquiries.c.status, owner)
    async with database.read() as db:
        kept = await counting.figures(db)
        rows = await db.execute(sa.select(*columns))
        return kept, dict(Counter(Place(*row) for row in rows))


async def do(database: Database, act: str, found: Inquiry, other: Inquiry, ana: Staff) -> None:
    by: dict[str, Any] = {"staff_id": ana.id, "at": NOON}
    match act:
        case "acknowledge":
            await database.write(changes.acknowledge, found, text="I have it", back_by=None, **by)
        case "take" | "give back":
            await database.write(changes.assign, found, to=ana.id if act == "take" else None, **by)
        case "close":
            await database.write(changes.close, found, outcome=Outcome.ANSWERED, reason="", **by)
        case "reopen":
            await database.write(changes.reopen, found, **by)
        case "release":
            await database.write(changes.release, found, **by)
        case "merge" if found.id != other.id:
            await database.write(changes.merge, found, into=other, **by)
        case "unmerge":
            await database.write(changes.unmerge, found, whole=other, **by)
        case "note":
            await database.write(changes.note, found, text="Hm", once_key=f"{found.id}", **by)


@trying(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12
    )
)
async def test_any_sequence_of_verbs_leaves_the_counters_true(
    database: Database, opened: Opened, ana: Staff, acts: list[tuple[str, int, int]]
) -> None:
    four = await opened(media(), media(suspicion="it smells"), events(), media(owner_id=ana.id))
    for act, one, two in acts:
        found, other = await again(database, four[one]), await again(database, four[two])
        try:
            await do(database, act, found, other, ana)
        except SomeoneWasFaster:
            continue
    kept, real = await counted(database)
    assert kept == real


async def test_a_verb_that_came_too_late_is_not_counted(
    database: Database, opened: Opened, ana: Staff
) -> None:
    (found,) = await opened(media())
    await database.write(changes.assign, found, to=ana.id, staff_id=ana.id, at=NOON)
    with pytest.raises(SomeoneWasFaster):
        await database.write(
            changes.close, found, outcome=Outcome.ANSWERED, reason="", staff_id=ana.id, at=NOON
        )
    place = Place("media", int(Status.OPEN), ana.id)
    assert await counted(database) == ({place: 1}, {place: 1})
