"""What deleted rows leave behind beside the tables. Knows the engines' files, not what was deleted.

SQLite keeps deleted words in its full-text index until the index is merged; the write-ahead log holds every page as
it was; and although `secure_delete` overwrites a row where it stands, it leaves copies in unused parts of pages where
rows once stood that were moved (3.40: seen in 2 of 5,000 rows). Only a file that is written anew has none.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from inquiries.database import search, sqlite
from inquiries.database.engine import Database, StorageUnavailable

T = TypeVar("T")
LARGE = 256 * 10**6  # bytes: two or three seconds in which nobody else writes
_PATIENCE = 0.2  # seconds to wait for readers, while everybody who writes waits for us
_PAGES = 500  # of the index in one go


async def merge(database: Database) -> None:
    """Leave no deleted word in the search index; a little at a time, so that intake goes on."""
    if database.writer is None:
        return
    begun = False
    while await _driver(database, search.merge, begun, _PAGES):
        begun = True


async def rewrite(database: Database, tables: Sequence[str]) -> None:
    """Leave nothing of deleted rows in the file. On a server: let these tables' space be used again."""
    if database.writer is not None:
        await _driver(database, lambda connection: connection.execute("VACUUM").close())
        return
    await database.vacuum(tables)


async def shorten(database: Database) -> bool:
    """Empty the write-ahead log; False while somebody reads an older state."""
    return database.writer is None or await _driver(database, _shorten)


def is_large(database: Database) -> bool:
    """Whether to write the file anew would hold others up."""
    return database.is_sqlite and database.path.stat().st_size > LARGE


def _shorten(connection: sqlite3.Connection) -> bool:
    (before,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout={round(_PATIENCE * 1000)}")
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout={before}")
    return not busy


async def _driver(database: Database, work: Callable[..., T], *args: object) -> T:
    assert database.writer is not None
    try:
        return await database.writer.driver(work, *args)
    except (sqlite3.Error, sa.exc.DBAPIError) as error:
        raise StorageUnavailable(sqlite.trouble(error) or str(error)) from error
