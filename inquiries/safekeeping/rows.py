"""Every row of one database into another, on whichever engines, and a look at each whether it arrived.

Knows the schema's tables; of what stands in them, nothing. Both connections are in a transaction of the caller's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

import sqlalchemy as sa

from inquiries.database import search
from inquiries.database.tables import metadata

Advance = Callable[[int], None]
Row = tuple[Any, ...]
_BATCH, _FEW = 250, 4  # rows that are held at a time; few of those that hold whole mails


class Different(Exception):
    """A row is not on both sides alike; the words name its table and key."""


def total(connection: sa.Connection) -> Mapping[str, int]:
    """How many rows each table has, tables in an order in which they can be filled."""
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table, _ in _tables(connection)
    }


def copy(source: sa.Connection, target: sa.Connection, advance: Advance) -> None:
    """Into the empty tables of a database at the same revision. `advance` hears of every row."""
    with search.indexed_at_the_end(target):
        for table, columns in _tables(source):
            later = [column for column in columns if _points_at_its_own(column)]
            for rows in _batches(source, table, columns):
                blank = dict.fromkeys(column.name for column in later)
                target.execute(table.insert(), [_named(columns, row) | blank for row in rows])
                advance(len(rows))
            for column in later:
                _fill_in(source, target, table, column)


def compare(one: sa.Connection, other: sa.Connection, advance: Advance) -> None:
    """Every row of both, each with its like. Raises Different for the first that has none."""
    for table, columns in _tables(one):
        key = [columns.index(column) for column in table.primary_key]
        sides = (chain.from_iterable(_batches(side, table, columns)) for side in (one, other))
        for mine, theirs in zip_longest(*sides):
            if mine != theirs:
                row = mine or theirs or ()
                raise Different(f"row {', '.join(str(row[place]) for place in key)} of {table.name}")
            advance(1)


def _tables(connection: sa.Connection) -> list[tuple[sa.Table, list[sa.Column[Any]]]]:
    """Tables and columns that are there: those of an older revision lack what came later."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    found = []
    for table in metadata.sorted_tables:
        if table.name in there:
            names = {column["name"] for column in inspector.get_columns(table.name)}
            found.append((table, [column for column in table.columns if column.name in names]))
    return found


def _batches(
    connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]]
) -> Iterator[Sequence[Row]]:
    """In the order of their keys, which is that of bytes on both engines."""
    query = sa.select(*columns).order_by(*(_by_bytes(connection, column) for column in table.primary_key))
    held = _FEW if any(isinstance(column.type, sa.LargeBinary) for column in columns) else _BATCH
    with connection.execute(query, execution_options={"yield_per": held}) as result:
        for rows in result.partitions():
            yield [tuple(row) for row in rows]


def _by_bytes(connection: sa.Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    if connection.dialect.name == "postgresql" and isinstance(column.type, sa.Text):
        return sa.collate(column, "C")
    return column


def _points_at_its_own(column: sa.Column[Any]) -> bool:
    """Such a row may come before the one it points at: it is told afterwards where it points."""
    return any(key.column.table is column.table for key in column.foreign_keys)


def _fill_in(source: sa.Connection, target: sa.Connection, table: sa.Table, column: sa.Column[Any]) -> None:
    (key,) = table.primary_key
    statement = table.update().where(key == sa.bindparam("_key")).values({column: sa.bindparam("_value")})
    told = sa.select(key, column).where(column.is_not(None))
    for row in source.execute(told, execution_options={"yield_per": _BATCH}):
        target.execute(statement, {"_key": row[0], "_value": row[1]})


def _named(columns: Sequence[sa.Column[Any]], row: Row) -> dict[str, Any]:
    return {column.name: value for column, value in zip(columns, row, strict=True)}
