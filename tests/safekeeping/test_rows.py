"""Rows go from one database into another whole, and the smallest difference is found."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries.database import sqlite, tables
from inquiries.safekeeping import numbers, rows
from inquiries.safekeeping.rows import Different
from tests.safekeeping import everything


@pytest.fixture
def source(migrated_file: Path, tmp_path: Path) -> Iterator[sa.Connection]:
    yield from empty(migrated_file, tmp_path / "source.db")


@pytest.fixture
def target(migrated_file: Path, tmp_path: Path) -> Iterator[sa.Connection]:
    yield from empty(migrated_file, tmp_path / "target.db")


def empty(migrated_file: Path, place: Path) -> Iterator[sa.Connection]:
    shutil.copyfile(migrated_file, place)
    connection = sqlite3.connect(place, isolation_level=None)
    with sqlite.speaking(connection) as spoken:
        yield spoken
    connection.close()


def copied(source: sa.Connection, target: sa.Connection) -> int:
    everything.fill(source)
    counted: list[int] = []
    rows.copy(source, target, counted.append)
    return sum(counted)


def test_every_table_is_copied_and_found_alike(source: sa.Connection, target: sa.Connection) -> None:
    count = copied(source, target)
    counted: list[int] = []
    rows.compare(source, target, counted.append)
    every = {table.name: everything.ROWS for table in tables.metadata.sorted_tables}
    assert (rows.total(source), rows.total(target)) == (every, every)
    assert (count, sum(counted)) == (sum(every.values()), sum(every.values()))


def test_a_row_that_points_at_a_later_one_of_its_table_still_does(
    source: sa.Connection, target: sa.Connection
) -> None:
    copied(source, target)
    points = sa.select(tables.inquiries.c.id, tables.inquiries.c.merged_into).order_by("id")
    assert list(target.execute(points)) == [(1, 3), (2, None), (3, None)]


def test_the_index_of_words_is_there_and_kept(source: sa.Connection, target: sa.Connection) -> None:
    copied(source, target)
    target.execute(tables.search_documents.update().where(sa.text("inquiry_id = 2")).values(said="zeppelin"))
    found = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid"
    assert target.exec_driver_sql(found, ("end",)).scalars().all() == [1, 2, 3]
    assert target.exec_driver_sql(found, ("zeppelin",)).scalars().all() == [2]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE letters SET subject = subject || ' ' WHERE id = 2", "row 2 of letters"),
        ("UPDATE mails SET raw = x'00' WHERE id = 3", "row 3 of mails"),
        ("UPDATE inquiries SET due_at = due_at + 1 WHERE id = 1", "row 1 of inquiries"),
        ("UPDATE inquiries SET name_hidden = NOT name_hidden WHERE id = 1", "row 1 of inquiries"),
        ("DELETE FROM saved_replies WHERE id = 3", "row 3 of saved_replies"),
        ("INSERT INTO tags VALUES (3, 'one more')", "row 3, one more of tags"),
    ],
)
def test_the_smallest_difference_is_found(
    source: sa.Connection, target: sa.Connection, statement: str, words: str
) -> None:
    copied(source, target)
    target.exec_driver_sql(statement)
    with pytest.raises(Different, match=f"^{words}$"):
        rows.compare(source, target, lambda _count: None)


def test_a_number_that_was_given_is_not_given_again(source: sa.Connection, target: sa.Connection) -> None:
    copied(source, target)
    source.exec_driver_sql("UPDATE sqlite_sequence SET seq = 700 WHERE name = 'submissions'")
    numbers.go_on(target, numbers.given(source))
    row = {"once_key": "next", "form": "media", "received_at": everything.FIRST}
    row |= {"fields": "[]", "answers": "{}", "facts": "{}"}
    assert target.execute(tables.submissions.insert().values(row)).inserted_primary_key == (701,)
