"""How every SQLite connection of ours is set up, whoever opens it. Knows files and pragmas, no tables."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

Pragmas = tuple[tuple[str, str], ...]

LOOK_SECONDS = 0.001


class Whole(sqlite3.Cursor):
    """A cursor that has every row at once: what is read in a transaction does not change with what it writes."""

    def execute(self, sql: str, parameters: Any = (), /) -> "Whole":
        super().execute(sql, parameters)
        self._rows = iter(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __next__(self) -> Any:
        return next(self._rows)


class Connection(sqlite3.Connection):
    """A plain driver connection whose cursors are whole."""

    def cursor(self, factory: Any = Whole) -> Any:
        return super().cursor(factory)


def connect(path: Path, *, patience: float = 5.0, scratch: bool = False) -> sqlite3.Connection:
    """A driver connection that writes, in autocommit mode: transactions are said aloud."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)
    for name, value in pragmas(patience, scratch=scratch):
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def begin(connection: sqlite3.Connection, patience: float) -> None:
    """A transaction that writes, as soon as no other process has one; raises OperationalError after `patience` seconds.

    SQLite itself looks again after up to 100 ms, in which two processes that write in turns mostly wait.
    """
    connection.execute("PRAGMA busy_timeout=0")
    until = time.monotonic() + patience
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() >= until:
                    raise
            time.sleep(LOOK_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(patience * 1000)}")


@contextmanager
def speaking(connection: sqlite3.Connection) -> Iterator[sa.Connection]:
    """What SQLAlchemy says on a plain connection of the caller's, as one transaction."""
    engine = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=sa.StaticPool)
    with engine.connect() as spoken:
        spoken.exec_driver_sql("BEGIN")
        yield spoken
        spoken.exec_driver_sql("COMMIT")


def make_private(path: Path) -> None:
    """A new database, and a new folder for it, are nobody else's to read; the write-ahead log takes after the file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


@contextmanager
def turn(path: Path) -> Iterator[Callable[[], bool]]:
    """Asked again and again, it says when the file's folder is ours alone among those who ask, to the block's end.

    The lock is on the folder: closing a second handle on the file itself would drop SQLite's own locks. Where a file
    system knows no such locks, it is ours at once.
    """
    folder = os.open(path.parent, os.O_RDONLY)

    def is_ours() -> bool:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    try:
        yield is_ours
    finally:
        os.close(folder)


def pragmas(patience: float, *, scratch: bool = False) -> Pragmas:
    """What a writing connection is set to; the first alone is enough for one that reads.

    synchronous=FULL is the promise itself: with NORMAL a power cut lost every acknowledged row of a test.
    secure_delete overwrites what is erased; rare checkpoints keep intake from stalling.
    Only a `scratch` database, which nobody has been promised anything of, does without.
    """
    return (
        ("busy_timeout", str(round(patience * 1000))),
        ("journal_mode", "WAL"),
        ("synchronous", "OFF" if scratch else "FULL"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),
        ("wal_autocheckpoint", "10000"),
    )


def trouble(error: BaseException) -> str | None:
    """In a few words what ails the storage, if that is what this error says; None for any other error."""
    words = str(error).lower()
    for sign, reason in SIGNS:
        if sign in words:
            return reason
    return None


SIGNS = (
    ("disk is full", "the disk is full"),
    ("is locked", "the database is locked by another program"),
    ("readonly database", "the database cannot be written to"),
    ("disk i/o error", "the disk reports an error"),
    ("unable to open", "the database file cannot be opened"),
    ("malformed", "the database file is damaged"),
)
