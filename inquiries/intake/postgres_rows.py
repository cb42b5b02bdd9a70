"""Appends submissions to PostgreSQL: one statement a batch on a connection of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from inquiries.database import postgres
from inquiries.database.engine import StorageUnavailable
from inquiries.intake.rows import Received, Stored, arranged

if TYPE_CHECKING:
    import asyncpg

APPEND = """
INSERT INTO submissions (once_key, form, received_at, fields, answers, facts)
SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
ON CONFLICT (once_key) DO NOTHING RETURNING once_key, id
"""
FIND = "SELECT once_key, id, fields FROM submissions WHERE once_key = ANY($1::text[])"


class PostgresRows:
    """One connection, opened at the first batch and again after any trouble, so that it heals by itself."""

    def __init__(self, url: sa.URL) -> None:
        self._url = url
        self._connection: asyncpg.Connection[Any] | None = None

    async def append(self, rows: Sequence[Received]) -> list[Stored]:
        import asyncpg  # an extra: only installations on PostgreSQL have it

        try:
            if self._connection is None or self._connection.is_closed():
                self._connection = await postgres.connect(self._url, patience=5, longest=30)
            return await _appended(self._connection, rows)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            await self.close()
            raise StorageUnavailable(postgres.words(error)) from error

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None


async def _appended(connection: "asyncpg.Connection[Any]", rows: Sequence[Received]) -> list[Stored]:
    """Two processes that are given the same keys in another order may wait for each other: the server undoes one."""
    import asyncpg

    for _ in range(postgres.TRIES - 1):
        try:
            return await _commit(connection, rows)
        except asyncpg.DeadlockDetectedError:
            continue
    return await _commit(connection, rows)


async def _commit(connection: "asyncpg.Connection[Any]", rows: Sequence[Received]) -> list[Stored]:
    columns = zip(
        *((row.once_key, row.form, row.received_at, row.fields, row.answers, row.facts) for row in rows),
        strict=True,
    )
    fresh = dict(await connection.fetch(APPEND, *columns))
    # A row that another process added a moment ago is not returned, but is committed and found now.
    known = [row.once_key for row in rows if row.once_key not in fresh]
    found = await connection.fetch(FIND, known) if known else []
    return arranged(rows, fresh, {key: Stored(id, fields) for key, id, fields in found})
