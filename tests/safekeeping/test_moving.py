"""A database moves to the other engine and back with every row, while nobody uses it, into nothing but emptiness."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries.database import schema, sqlite, tables
from inquiries.database.engine import Database
from inquiries.database.search import UNLISTED_TABLES
from inquiries.safekeeping import moving, numbers, rows
from inquiries.safekeeping.stage import silent
from inquiries.safekeeping.wrong import Wrong
from tests.safekeeping import everything
from tests.safekeeping.conftest import ask, at, database_made, files
from tests.safekeeping.everything import read, received

pytestmark = pytest.mark.only("postgres", "moves between engines")


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[str]:
    """A database on the server without a table in it."""
    async with database_made(database_url) as url:
        yield url


@pytest.fixture
def served(empty: str) -> str:
    """One with tables, and with nobody connected to it: the tests keep a connection to their own."""
    ask(empty, lambda db: schema.make(db, schema.newest()))
    return empty


@pytest.fixture
def small(migrated_file: Path, tmp_path: Path) -> str:
    """A SQLite file with rows in every table."""
    (tmp_path / "small").mkdir()
    url = f"sqlite:///{tmp_path / 'small' / 'inquiries.db'}"
    (tmp_path / "small" / "inquiries.db").write_bytes(migrated_file.read_bytes())
    ask(url, everything.fill)
    return url


def test_there_and_back_every_row_is_the_same(small: str, empty: str, tmp_path: Path) -> None:
    there_again = f"sqlite:///{tmp_path / 'back.db'}"
    every = {table.name: everything.ROWS for table in tables.metadata.sorted_tables} | {"alembic_version": 1}
    before = ask(small, read)
    assert moving.move(small, empty, silent) == every
    assert ask(empty, read) == before
    assert moving.move(empty, there_again, silent) == every
    assert ask(there_again, read) == before
    assert [path.name for path in (tmp_path / "small").iterdir()] == ["inquiries.db"]


def test_numbers_go_on_where_they_were(small: str, empty: str, tmp_path: Path) -> None:
    """Also those of rows that are gone: whoever holds a link to one must not see another's."""
    ask(
        small,
        lambda db: db.exec_driver_sql("UPDATE sqlite_sequence SET seq = 700 WHERE name = 'submissions'"),
    )
    moving.move(small, empty, silent)
    assert ask(empty, received) == 701
    ask(empty, lambda db: db.execute(tables.submissions.delete().where(sa.text("id = 701"))))
    moving.move(empty, f"sqlite:///{tmp_path / 'back.db'}", silent)
    assert ask(f"sqlite:///{tmp_path / 'back.db'}", received) == 702
    given = ask(empty, numbers.given)
    assert {count for table, count in given.items() if table != "submissions"} == {everything.ROWS}


def test_tables_that_were_made_beforehand_will_do(small: str, empty: str) -> None:
    ask(empty, lambda db: schema.make(db, schema.newest()))
    moving.move(small, empty, silent)
    assert ask(empty, read) == ask(small, read)


def test_it_goes_into_no_database_that_has_rows(small: str, database_url: str) -> None:
    ask(database_url, received)
    with pytest.raises(
        Wrong, match=r"^There are inquiries or accounts in the database at that address already"
    ):
        moving.move(small, database_url, silent)
    assert ask(database_url, lambda db: rows.total(db)["submissions"]) == 1


def test_it_writes_over_no_file(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("somebody's")
    with pytest.raises(Wrong, match=r"there\.db is there already, and nothing is written over it"):
        moving.move(database_url, f"sqlite:///{tmp_path / 'there.db'}", silent)
    assert files(tmp_path) == {"there.db": b"somebody's"}


def test_a_file_that_the_service_has_open_is_left_alone(small: str, empty: str) -> None:
    async def while_it_runs() -> None:
        database = Database(small)
        async with database.read() as db:
            await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries))
        try:
            await asyncio.to_thread(moving.move, small, empty, silent)
        finally:
            await database.dispose()

    with pytest.raises(
        Wrong, match=r"inquiries\.db is in use by another program\. Stop the service first\.$"
    ):
        asyncio.run(while_it_runs())


def test_a_server_that_the_service_is_connected_to_is_left_alone(
    served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def while_it_runs() -> None:
        database = Database(served)
        async with database.read() as db:
            await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries))
        try:
            await asyncio.to_thread(moving.move, served, f"sqlite:///{tmp_path / 'copy.db'}", silent)
        finally:
            await database.dispose()

    with pytest.raises(Wrong, match=r"^Others are connected to the database \(1\)\. Stop the service first"):
        asyncio.run(while_it_runs())
    assert files(tmp_path) == {}


def test_nobody_can_write_while_a_file_is_copied(small: str, empty: str) -> None:
    refused = []

    def write() -> None:
        connection = sqlite3.connect(small.removeprefix("sqlite:///"), timeout=0)
        try:
            connection.execute("DELETE FROM tags")
        except sqlite3.OperationalError as error:
            refused.append(str(error))
        connection.close()

    moving.move(small, empty, at("Comparing rows", write))
    assert refused == ["database is locked"]


def test_nobody_can_write_while_a_server_is_copied(served: str, tmp_path: Path) -> None:
    refused = []

    def write() -> None:
        def quickly(connection: sa.Connection) -> None:
            connection.exec_driver_sql("SET lock_timeout = '100ms'")
            connection.execute(tables.tags.delete())

        try:
            ask(served, quickly)
        except Exception as error:
            refused.append("lock timeout" in str(error))

    moving.move(served, f"sqlite:///{tmp_path / 'copy.db'}", at("Copying the database", write))
    assert refused == [True]


def test_a_row_that_arrives_otherwise_undoes_all_of_it(
    small: str, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rows.copy

    def careless(source: sa.Connection, target: sa.Connection, advance: object) -> None:
        copy(source, target, advance)
        target.execute(tables.tags.delete().where(sa.text("inquiry_id = 3")))

    monkeypatch.setattr(rows, "copy", careless)
    with pytest.raises(Wrong, match=r"(?s)^The copy is not like the original: row 3, .* of tags differs\.$"):
        moving.move(small, empty, silent)
    assert ask(empty, lambda db: sa.inspect(db).get_table_names()) == []


def test_the_one_who_stops_it_leaves_nothing_there(small: str, empty: str) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.move(small, empty, at("Comparing rows", stop))
    assert ask(empty, lambda db: sa.inspect(db).get_table_names()) == []


def test_older_tables_move_as_they_are(small: str, empty: str, tmp_path: Path) -> None:
    place = tmp_path / "older.db"
    connection = sqlite3.connect(place, isolation_level=None)
    with sqlite.speaking(connection) as spoken:
        schema.make(spoken, "0003")
        received(spoken)
    connection.close()
    moving.move(f"sqlite:///{place}", empty, silent)
    assert ask(empty, lambda db: (schema.found(db), rows.total(db)["submissions"])) == ("0003", 1)
    assert UNLISTED_TABLES.isdisjoint(ask(empty, lambda db: sa.inspect(db).get_table_names()))


@pytest.mark.parametrize("which", ["from", "to"])
def test_a_place_that_is_not_there_is_named(small: str, empty: str, tmp_path: Path, which: str) -> None:
    nowhere = f"sqlite:///{tmp_path}/nowhere/x.db"
    words = (
        r"There is no database at .*/nowhere/x\.db"
        if which == "from"
        else r"There is no folder .*/nowhere to put"
    )
    with pytest.raises(Wrong, match=words):
        moving.move(*((nowhere, empty) if which == "from" else (small, nowhere)), silent)
