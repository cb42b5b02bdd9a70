"""What deleted rows leave in a SQLite file: copies in unused parts of pages, which only a file written anew has not."""

import random
import re
import sqlite3

import pytest

from inquiries.database import leftovers
from inquiries.database.engine import Database

ROWS = 500
WORD = re.compile(rb"zq(\d{6})xw")


def _fill(connection: sqlite3.Connection) -> set[int]:
    """Rows that are moved as they grow, and half of them deleted; the deleted ones."""
    chance = random.Random(1)
    every = range(ROWS)
    gone = set(chance.sample(every, ROWS // 2))
    connection.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT)")
    for order, rows in (
        ("INSERT INTO words (text, id) VALUES (?, ?)", [(_text(id, chance, 40), id) for id in every]),
        ("UPDATE words SET text = ? WHERE id = ?", [(_text(id, chance, 80), id) for id in every]),
        ("DELETE FROM words WHERE id = ?", [(id,) for id in gone]),
    ):
        connection.execute("BEGIN")
        connection.executemany(order, chance.sample(rows, len(rows)))
        connection.execute("COMMIT")
    return gone


def _text(id: int, chance: random.Random, most: int) -> str:
    return f"zq{id:06}xw " * chance.randint(1, most)


@pytest.mark.only("sqlite", "a file")
async def test_a_file_written_anew_holds_no_copy_of_a_deleted_row(database: Database) -> None:
    gone = await database.writer.driver(_fill)
    assert await leftovers.shorten(database)
    found = {int(number) for number in WORD.findall(database.path.read_bytes())} & gone
    assert found, "secure_delete has become enough, and rewrite() can go"
    await leftovers.rewrite(database, ())
    assert await leftovers.shorten(database)
    wal = database.path.with_name(f"{database.path.name}-wal")
    words = {int(number) for number in WORD.findall(database.path.read_bytes() + wal.read_bytes())}
    assert words == set(range(ROWS)) - gone


@pytest.mark.only("sqlite", "a log beside the file")
async def test_the_log_is_not_emptied_while_somebody_reads_an_older_state(database: Database) -> None:
    await database.writer.driver(_fill)
    async with database.read() as db:
        await db.exec_driver_sql("SELECT count(*) FROM words")
        await database.writer.driver(lambda connection: connection.execute("DELETE FROM words").close())
        assert not await leftovers.shorten(database)
    assert await leftovers.shorten(database)
