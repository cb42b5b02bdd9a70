"""Many rows in one statement, which reads them from one JSON text. Knows dialects and how values are kept, no tables.

SQLite's driver gives up Python's lock at each row of an executemany and waits for it again, and under load there is
always somebody who has it; PostgreSQL's builds a message for each.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from inquiries.database.tables import microseconds

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Packed:
    """One statement that adds rows, with all of them in `text`."""

    statement: str
    text: str


def insert(
    connection: sa.Connection, table: sa.Table, rows: Rows, *, returning: str = "", new_only: bool = False
) -> list[Any]:
    """Add rows, all with the same columns in the same order; the value of column `returning` of each added one.

    Values are texts, whole numbers, instants and None. With `new_only`, a row whose key is there already is left out.
    """
    packed = pack(connection.dialect.name, table, rows, returning=returning, new_only=new_only)
    found = connection.exec_driver_sql(packed.statement, (packed.text,)) if packed else ()
    return [value for (value,) in found] if returning else []


def pack(
    dialect: str, table: sa.Table, rows: Rows, *, returning: str = "", new_only: bool = False
) -> Packed | None:
    """The same made ready, so that a transaction has nothing left to do but to add them; None for no rows."""
    if not rows:
        return None
    columns = tuple(rows[0])
    if dialect == "sqlite":
        kept, source = _in_microseconds, _of_sqlite(columns)
    else:
        kept, source = _in_words, _of_postgres(table, columns)
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) {source}"
    statement += " ON CONFLICT DO NOTHING" if new_only else ""
    statement += f" RETURNING {returning}" if returning else ""
    return Packed(statement, kept([tuple(row.values()) for row in rows]))


def add(connection: sa.Connection, packed: Iterable[Packed | None]) -> None:
    """Add the rows of each, in this order."""
    for each in packed:
        if each is not None:
            connection.exec_driver_sql(each.statement, (each.text,))


def _said(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return at.isoformat()


_in_microseconds = json.JSONEncoder(separators=(",", ":"), default=microseconds).encode
_in_words = json.JSONEncoder(separators=(",", ":"), default=_said).encode


@lru_cache
def _of_sqlite(columns: tuple[str, ...]) -> str:
    values = ", ".join(f"value ->> {place}" for place in range(len(columns)))
    # "WHERE true" keeps SQLite from reading ON CONFLICT as a join's ON.
    return f"SELECT {values} FROM json_each(?) WHERE true"  # noqa: S608


@lru_cache
def _of_postgres(table: sa.Table, columns: tuple[str, ...]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    values = ", ".join(
        f"(value ->> {place})::{table.c[name].type.compile(dialect=dialect)}"
        for place, name in enumerate(columns)
    )
    return f"SELECT {values} FROM json_array_elements($1::text::json)"  # noqa: S608
