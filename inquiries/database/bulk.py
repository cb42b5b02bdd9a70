"""Many rows in few statements. Knows dialects and how values are kept, no tables.

SQLite's driver gives up Python's lock at each row of an executemany and waits for it again, and under load there is
always somebody who has it; PostgreSQL's builds a message for each, and reads all from one JSON text instead.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from inquiries.database.tables import microseconds

Rows = Sequence[Mapping[str, Any]]
Statement = tuple[str, tuple[Any, ...]]  # and its values

MOST_VALUES = 2048  # in one statement of SQLite's, which takes 32,766


@dataclass(frozen=True, slots=True)
class Packed:
    """Statements that add rows, made ready."""

    statements: tuple[Statement, ...]


def insert(
    connection: sa.Connection, table: sa.Table, rows: Rows, *, returning: str = "", new_only: bool = False
) -> list[Any]:
    """Add rows, all with the same columns in the same order; the value of column `returning` of each added one.

    Values are texts, whole numbers, instants and None. With `new_only`, a row whose key is there already is left out.
    """
    packed = pack(connection.dialect.name, table, rows, returning=returning, new_only=new_only)
    found = [connection.exec_driver_sql(*each) for each in packed.statements] if packed else []
    return [value for (value,) in chain(*found)] if returning else []


def pack(
    dialect: str, table: sa.Table, rows: Rows, *, returning: str = "", new_only: bool = False
) -> Packed | None:
    """The same made ready, so that a transaction has nothing left to do but to add them; None for no rows."""
    if not rows:
        return None
    columns, ending = tuple(rows[0]), " ON CONFLICT DO NOTHING" if new_only else ""
    ending += f" RETURNING {returning}" if returning else ""
    values = [tuple(row.values()) for row in rows]
    if dialect == "sqlite":
        return Packed(tuple(of_sqlite(table.name, columns, values, ending)))
    return Packed(((_of_postgres(table, columns) + ending, (_in_words(values),)),))


def add(connection: sa.Connection, packed: Iterable[Packed | None]) -> None:
    """Add the rows of each, in this order."""
    for each in packed:
        for statement in each.statements if each else ():
            connection.exec_driver_sql(*statement)


def of_sqlite(
    table: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]], ending: str = ""
) -> Iterator[Statement]:
    """In few sizes, so that the driver knows each statement already: powers of two, the largest first."""
    at, size = 0, 1 << (MOST_VALUES // len(columns)).bit_length() - 1
    while at < len(rows):
        while size > len(rows) - at:
            size //= 2
        values = chain.from_iterable(rows[at : at + size])
        kept = tuple(microseconds(value) if type(value) is datetime else value for value in values)
        yield _sized(table, columns, size, ending), kept
        at += size


@lru_cache(maxsize=256)
def _sized(table: str, columns: tuple[str, ...], size: int, ending: str) -> str:
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * size)}{ending}"  # noqa: S608


def _said(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return at.isoformat()


_in_words = json.JSONEncoder(separators=(",", ":"), default=_said).encode


@lru_cache
def _of_postgres(table: sa.Table, columns: tuple[str, ...]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    values = ", ".join(
        f"(value ->> {place})::{table.c[name].type.compile(dialect=dialect)}"
        for place, name in enumerate(columns)
    )
    source = f"SELECT {values} FROM json_array_elements($1::text::json)"  # noqa: S608
    return f"INSERT INTO {table.name} ({', '.join(columns)}) {source}"
