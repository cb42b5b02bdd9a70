"""What a list costs: the same few queries however long it is, each from an index of its own."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.database.engine import Database
from inquiries.inquiry import earlier, lists, namesakes, persons
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

BOTH = frozenset({"media", "events"})
Statements = list[tuple[str, Any]]
Look = Callable[[], Awaitable[object]]


async def statements(database: Database, look: Look) -> Statements:
    """What SQLAlchemy says to the database meanwhile."""
    heard: Statements = []

    def hear(_c: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            heard.append((statement, values))

    for engine in database.reading:
        sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        await look()
    finally:
        for engine in database.reading:
            sa.event.remove(engine, "before_cursor_execute", hear)
    return heard


def looks(database: Database, view: View, who: Staff) -> tuple[Look, Look]:
    async def page() -> object:
        async with database.read() as db:
            return await lists.page(db, Wanted(view), who=who, desks=BOTH)

    async def counts() -> object:
        async with database.read() as db:
            return await lists.counts(db, who=who, desks=BOTH), await lists.urgency(db, desks=BOTH, now=NOON)

    return page, counts


@pytest.mark.parametrize("view", View)
async def test_fifty_rows_take_as_many_queries_as_three(
    database: Database, opened: Opened, ana: Staff, view: View
) -> None:
    numbers = []
    for more in (3, 47):
        await opened(*(media() for _ in range(more)))
        numbers.append([len(await statements(database, look)) for look in looks(database, view, ana)])
    assert numbers == [[1, 2], [1, 2]]


INDEXES = {
    View.CLOSED: "inquiries USING INDEX inquiries_closed",
    View.QUARANTINE: "inquiries USING INDEX inquiries_suspect",
    View.SPAM: "SCAN search_words VIRTUAL TABLE INDEX",
    View.WAITING: "inquiries USING INDEX inquiries_waiting",
    View.ALL: "SCAN search_words VIRTUAL TABLE INDEX",
}


@pytest.mark.only("sqlite", "it is SQLite's planner that wants the condition repeated to the letter")
@pytest.mark.parametrize("view", View)
async def test_a_page_comes_from_the_partial_index_of_its_view(
    database: Database, opened: Opened, ana: Staff, view: View
) -> None:
    await opened(*(media() for _ in range(60)))
    page, _ = looks(database, view, ana)
    (plan,) = await plans(database, await statements(database, page))
    assert INDEXES.get(view, "inquiries USING INDEX inquiries_open") in plan
    # A page is sorted, and of each desk's closed ones a page; never what they are taken from.
    assert plan.count("TEMP B-TREE") == (3 if view is View.CLOSED else 1)


@pytest.mark.only("sqlite", "its planner says aloud what it reads")
async def test_counts_read_the_counters_and_one_small_index(
    database: Database, opened: Opened, ana: Staff
) -> None:
    await opened(*(media() for _ in range(60)))
    _, counts = looks(database, View.OPEN, ana)
    standing, urgent = await plans(database, await statements(database, counts))
    assert "inquiries" not in standing
    assert "SEARCH inquiries USING COVERING INDEX inquiries_urgency (soon_at<?)" in urgent


@pytest.mark.only("sqlite", "its planner says aloud what it reads")
async def test_namesakes_are_found_without_reading_everybody(database: Database, opened: Opened) -> None:
    await opened(*(media(answers={"email": f"bo{number}@gazette.example"}) for number in range(3)))

    async def look() -> object:
        async with database.read() as db:
            person = await persons.by_address(db, "bo0@gazette.example", desks=BOTH)
            assert person
            past = await earlier.latest(db, earlier.of_person(person), desks=BOTH, limit=9)
            found = await namesakes.namesakes(db, person, past, desks=BOTH)
        assert len(found) == 2
        return found

    *_, namesakes_of = await plans(database, await statements(database, look))
    assert [line for line in namesakes_of.splitlines() if line.startswith("SCAN")] == []
    assert "persons USING COVERING INDEX persons_name_key (name_key=?)" in namesakes_of


async def plans(database: Database, heard: Statements) -> list[str]:
    async with database.read() as db:
        return [
            "\n".join(row.detail for row in await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values))
            for words, values in heard
        ]
