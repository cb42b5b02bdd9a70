from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from inquiries.database import bulk, tables
from inquiries.database.engine import Database, Tx

NOON = datetime(2026, 11, 24, 12, 0, 0, 250_001, tzinfo=UTC)
COLUMNS = ("once_key", "form", "received_at", "fields", "answers", "facts", "state", "failure")


def row(key: str, failure: str | None = None) -> dict[str, object]:
    values = (key, "media", NOON, "[]", '{"name": "Bo “O’Neil” \\ué\\\\"}', "{}", tables.OPENED, failure)
    return dict(zip(COLUMNS, values, strict=True))


async def insert(tx: Tx, rows: list[dict[str, object]], **how: object) -> list[object]:
    return await tx.run_sync(bulk.insert, tables.submissions, rows, **how)


async def stored(database: Database) -> list[dict[str, object]]:
    columns = [tables.submissions.c[name] for name in COLUMNS]
    async with database.read() as db:
        found = await db.execute(sa.select(*columns).order_by(tables.submissions.c.id))
        return [dict(each._mapping) for each in found]


async def test_every_row_is_kept_as_it_was_given(database: Database) -> None:
    rows = [row("a"), row("b", "“x”"), row("c")]
    assert await database.write(insert, rows) == []
    assert await stored(database) == rows


async def test_what_each_row_was_given_comes_back(database: Database) -> None:
    assert await database.write(insert, [row("a"), row("b")], returning="id") == [1, 2]


async def test_a_row_that_is_there_is_left_out_only_where_that_is_asked_for(database: Database) -> None:
    await database.write(insert, [row("a")])
    rows = [row("a", "other"), row("b")]
    with pytest.raises(sa.exc.IntegrityError):
        await database.write(insert, rows)
    assert await database.write(insert, rows, returning="once_key", new_only=True) == ["b"]
    assert await stored(database) == [row("a"), row("b")]


async def test_no_rows_are_no_statement(database: Database) -> None:
    assert await database.write(insert, [], returning="id") == []


async def test_more_rows_than_one_statement_takes_are_all_there_in_their_order(database: Database) -> None:
    rows = [row(f"k{n}", f"{n}") for n in range(2 * bulk.MOST_VALUES // len(COLUMNS) + 7)]
    assert await database.write(insert, rows[5:9]) == []
    keys = await database.write(insert, rows, returning="once_key", new_only=True)
    assert keys == [one["once_key"] for one in rows[:5] + rows[9:]]
    assert await stored(database) == rows[5:9] + rows[:5] + rows[9:]
