"""Where the numbering of rows goes on: a number that was given once is never given again, though its row is gone.

References and receipt links are made from them.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS

from inquiries.database.tables import metadata


def given(connection: sa.Connection) -> Mapping[str, int]:
    """The highest number ever given in each table that counts by itself, as far as the engine remembers."""
    highest = {}
    there = set(sa.inspect(connection).get_table_names())
    for table, key in _counting():
        if table.name in there:
            rows = connection.scalar(sa.select(sa.func.max(key))) or 0
            highest[table.name] = max(rows, _remembered(connection, table, key))
    return highest


def go_on(connection: sa.Connection, after: Mapping[str, int]) -> None:
    """Make the next number of each table one above."""
    for table, key in _counting():
        if after.get(table.name):
            if connection.dialect.name == "postgresql":
                sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
                connection.execute(sa.select(sa.func.setval(sequence, after[table.name])))
            elif _is_remembered(table):
                connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
                row = (table.name, after[table.name])
                connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", row)


def _counting() -> list[tuple[sa.Table, sa.Column[Any]]]:
    return [
        (table, table.autoincrement_column)
        for table in metadata.sorted_tables
        if table.autoincrement_column is not None
    ]


def _remembered(connection: sa.Connection, table: sa.Table, key: sa.Column[Any]) -> int:
    if connection.dialect.name == "postgresql":
        sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, key.name)))
        return connection.scalar(sa.select(sa.func.pg_sequence_last_value(sa.cast(sequence, REGCLASS)))) or 0
    if not _is_remembered(table):
        return 0
    found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
    return found.scalar() or 0


def _is_remembered(table: sa.Table) -> bool:
    """SQLite remembers only where it was asked to: elsewhere the next number is one above the highest there is."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])
