"""Appends submissions to SQLite: one statement and one fsync a batch, in a thread of its own."""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inquiries.database import sqlite
from inquiries.database.engine import StorageUnavailable
from inquiries.database.tables import microseconds
from inquiries.intake.rows import Received, Stored, arranged

# "WHERE true" keeps SQLite from reading ON CONFLICT as a join's ON.
APPEND = """
INSERT INTO submissions (once_key, form, received_at, fields, answers, facts)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?) WHERE true
ON CONFLICT (once_key) DO NOTHING RETURNING once_key, id
"""
FIND = "SELECT once_key, id, fields FROM submissions WHERE once_key IN (SELECT value FROM json_each(?))"


class SqliteRows:
    """One connection, opened at the first batch and again after any trouble, so that it heals by itself."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path, self._patience = path, patience
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="spool")
        self._connection: sqlite3.Connection | None = None

    async def append(self, rows: Sequence[Received]) -> list[Stored]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._append, rows)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._drop)
        self._thread.shutdown()

    def _append(self, rows: Sequence[Received]) -> list[Stored]:
        try:
            if self._connection is None:
                self._connection = sqlite.connect(self._path, patience=self._patience)
            return _commit(self._connection, rows)
        except sqlite3.Error as error:
            self._drop()
            raise StorageUnavailable(sqlite.trouble(error) or str(error)) from error

    def _drop(self) -> None:
        """Closing rolls back whatever was begun."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _commit(connection: sqlite3.Connection, rows: Sequence[Received]) -> list[Stored]:
    values = [
        (row.once_key, row.form, microseconds(row.received_at), row.fields, row.answers, row.facts)
        for row in rows
    ]
    connection.execute("BEGIN IMMEDIATE")
    fresh = dict(connection.execute(APPEND, (json.dumps(values),)).fetchall())
    known = [row.once_key for row in rows if row.once_key not in fresh]
    found = connection.execute(FIND, (json.dumps(known),)).fetchall() if known else []
    connection.execute("COMMIT")
    return arranged(rows, fresh, {key: Stored(id, fields) for key, id, fields in found})
