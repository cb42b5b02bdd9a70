"""Rows in every table there is, with values of every kind: what a table to come will have too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.tables import UTCInstant, metadata
from inquiries.safekeeping import numbers

ROWS = 3
FIRST = datetime(2026, 11, 24, 17, 0, 0, 123_456, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
WORDS = "Zoë’s “Łódź” – 中文 \u2028 ' \" % \\ 🏮\r\n\t end "


def fill(connection: sa.Connection) -> None:
    """Three rows each; the second has nothing where that is allowed, the first points at the third of its own."""
    for table in metadata.sorted_tables:
        rows = [_row(table, number) for number in range(1, ROWS + 1)]
        own = [column for column in table.columns if _is_own(column)]
        connection.execute(table.insert(), [row | {one.name: None for one in own} for row in rows])
        for one in own:
            connection.execute(table.update().where(table.c.id == 1).values({one: ROWS}))
    numbers.go_on(connection, {table.name: ROWS for table in metadata.sorted_tables})


def received(connection: sa.Connection) -> int:
    """One more submission comes in; its number."""
    row = {"once_key": "next", "form": "media", "received_at": FIRST}
    row |= {"fields": "[]", "answers": "{}", "facts": "{}"}
    key = connection.execute(tables.submissions.insert().values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def read(connection: sa.Connection) -> dict[str, list[str]]:
    """Every row of every table, to be compared."""
    return {
        table.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
        for table in metadata.sorted_tables
    }


def _row(table: sa.Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: sa.Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        return None if number == 2 and column.nullable else _value(key.column, number)
    if number == 2 and column.nullable:
        return None
    if column.name == "stored":
        return f"{number:032x}"
    match column.type:
        case UTCInstant():
            return LAST if number == ROWS else FIRST + timedelta(days=number)
        case sa.LargeBinary():
            return bytes(range(256)) * number
        case sa.Boolean():
            return number == 1
        case sa.Integer():  # SmallInteger and BigInteger are too
            return number
    return f"{number} {WORDS}"


def _is_own(column: sa.Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)
