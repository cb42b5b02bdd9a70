"""The database as it is at one moment, as a SQLite file without a name, whichever engine it comes from.

Taken while the service writes: nobody is kept waiting, and what is committed meanwhile is not in it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from inquiries.safekeeping import nameless, pages, served
from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.wrong import Wrong


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`rows` reads it and may still change it; `file` is every byte of it."""

    rows: sqlite3.Connection
    file: IO[bytes]
    engine: str

    @property
    def size(self) -> int:
        return os.fstat(self.file.fileno()).st_size


@contextmanager
def taken(database_url: str, folder: Path, stage: Stage, *, alone: bool = False) -> Iterator[Snapshot]:
    """Of the database as it is now, kept in `folder` for as long as the block lasts.

    `alone` keeps everybody else from writing until the block ends, and refuses where somebody may be about to.
    Raises Wrong, DatabaseTooNew, StorageUnavailable, and sqlite3.Error.
    """
    url = sa.make_url(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    copying = pages.of(Path(url.database or ""), alone) if is_sqlite else served.of(database_url, alone)
    with copying as copy, nameless.database(folder) as (filling, reading, file):
        copy(filling, file, stage)
        filling.close()
        reading.execute("PRAGMA journal_mode=MEMORY")
        reading.execute("PRAGMA cache_size=-16384")
        with stage("Checking the copy", 1) as advance:
            _check(reading)
            advance(1)
        yield Snapshot(reading, file, "sqlite" if is_sqlite else "postgresql")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has, but for what SQLite and its index of words keep for themselves."""
    named = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " AND name NOT LIKE 'search~_words%' ESCAPE '~' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in named
    }


def waiting(connection: sqlite3.Connection) -> int:
    """How many jobs are still to be done: mails to be sent, most of them."""
    return int(connection.execute("SELECT count(*) FROM jobs WHERE state = 0").fetchone()[0])


def revision(connection: sqlite3.Connection) -> str:
    """At which revision its tables are; empty where that is not said."""
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return ""
    return str(found[0]) if found else ""


def _check(reading: sqlite3.Connection) -> None:
    """Everything hangs together: https://www.sqlite.org/pragma.html#pragma_integrity_check"""
    try:
        found = reading.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = error
    if found != "ok":
        raise Wrong(f"The database is damaged, and so is every copy of it: {' '.join(str(found).split())}")
