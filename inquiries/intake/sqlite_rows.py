"""Appends submissions to SQLite: one statement and one fsync a batch, past SQLAlchemy."""

import json
import sqlite3
from collections.abc import Sequence

import sqlalchemy as sa

from inquiries.database import sqlite
from inquiries.database.engine import StorageUnavailable
from inquiries.database.tables import microseconds
from inquiries.database.writer import Writer
from inquiries.intake.rows import Received, Stored, arranged

# "WHERE true" keeps SQLite from reading ON CONFLICT as a join's ON.
APPEND = """
INSERT INTO submissions (once_key, form, received_at, fields, answers, facts)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?) WHERE true
ON CONFLICT (once_key) DO NOTHING RETURNING once_key, id
"""
FIND = "SELECT once_key, id, fields FROM submissions WHERE once_key IN (SELECT value FROM json_each(?))"


class SqliteRows:
    """Writes in the one thread that writes, on its connection, which heals by itself after any trouble."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def append(self, rows: Sequence[Received]) -> list[Stored]:
        try:
            return await self._writer.driver(_commit, rows, self._writer.patience)
        except (sqlite3.Error, sa.exc.DBAPIError) as error:
            raise StorageUnavailable(sqlite.trouble(error) or str(error)) from error

    async def close(self) -> None:
        """The writer is the database's own, which closes it."""


def _commit(connection: sqlite3.Connection, rows: Sequence[Received], patience: float) -> list[Stored]:
    values = [
        (row.once_key, row.form, microseconds(row.received_at), row.fields, row.answers, row.facts)
        for row in rows
    ]
    appended = json.dumps(values)
    sqlite.begin(connection, patience)
    fresh = dict(connection.execute(APPEND, (appended,)).fetchall())
    known = [row.once_key for row in rows if row.once_key not in fresh]
    found = connection.execute(FIND, (json.dumps(known),)).fetchall() if known else []
    connection.execute("COMMIT")
    return arranged(rows, fresh, {key: Stored(id, fields) for key, id, fields in found})
