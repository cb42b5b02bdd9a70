"""Many rows in one statement. Knows dialects and how values are kept, no tables.

SQLite reads them from one JSON text: the driver's executemany gives up Python's lock and waits for it again at each
row, and under load there is always somebody who has it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from inquiries.database.tables import microseconds

Rows = Sequence[Mapping[str, Any]]
_json = json.JSONEncoder(separators=(",", ":"), default=microseconds).encode


def insert(
    connection: sa.Connection, table: sa.Table, rows: Rows, *, returning: str = "", new_only: bool = False
) -> list[Any]:
    """Add rows, all with the same columns in the same order; the value of column `returning` of each added one.

    Values are texts, whole numbers, instants and None. With `new_only`, a row whose key is there already is left out.
    """
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        statement = _from_json(table.name, tuple(rows[0]), returning, new_only)
        values = _json([tuple(row.values()) for row in rows])
        found = connection.exec_driver_sql(statement, (values,))
        return [value for (value,) in found] if returning else []
    added: Any = postgresql.insert(table)
    added = added.on_conflict_do_nothing() if new_only else added
    if not returning:
        connection.execute(added, rows)
        return []
    return list(connection.scalars(added.returning(table.c[returning]), rows))


@lru_cache
def _from_json(table: str, columns: tuple[str, ...], returning: str, new_only: bool) -> str:
    values = ", ".join(f"value ->> {place}" for place in range(len(columns)))
    # "WHERE true" keeps SQLite from reading ON CONFLICT as a join's ON.
    found = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM json_each(?) WHERE true"  # noqa: S608
    found += " ON CONFLICT DO NOTHING" if new_only else ""
    return found + (f" RETURNING {returning}" if returning else "")
