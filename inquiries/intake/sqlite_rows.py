"""Appends submissions to SQLite: one statement and one fsync a batch, past SQLAlchemy."""

import json
import sqlite3
from collections.abc import Sequence

import sqlalchemy as sa

from inquiries.database import bulk, sqlite
from inquiries.database.engine import StorageUnavailable
from inquiries.database.writer import Writer
from inquiries.intake.rows import Received, Stored, arranged

COLUMNS = ("once_key", "form", "received_at", "fields", "answers", "facts")
NEW_ONLY = " ON CONFLICT (once_key) DO NOTHING"
NEWEST = "SELECT coalesce(max(id), 0) FROM submissions"
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
    values = [(row.once_key, row.form, row.received_at, row.fields, row.answers, row.facts) for row in rows]
    appending = tuple(bulk.of_sqlite("submissions", COLUMNS, values, NEW_ONLY))
    sqlite.begin(connection, patience)
    (before,) = connection.execute(NEWEST).fetchone()
    appended = [connection.execute(*statement) for statement in appending]
    count, last = sum(each.rowcount for each in appended), appended[-1].lastrowid
    if count == len(rows) and last == before + count:
        # A number is greater than every one before it: so many between these two are all of them, in this order.
        stored = [Stored(id, None) for id in range(before + 1, before + count + 1)]
    else:
        stored = _found(connection, rows, before)
    connection.execute("COMMIT")
    return stored


def _found(connection: sqlite3.Connection, rows: Sequence[Received], before: int) -> list[Stored]:
    """What stands there now under the key of each."""
    keys = json.dumps([row.once_key for row in rows])
    every = connection.execute(FIND, (keys,)).fetchall()
    fresh = {key: id for key, id, _ in every if id > before}
    return arranged(rows, fresh, {key: Stored(id, fields) for key, id, fields in every if id <= before})
