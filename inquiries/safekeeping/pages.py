"""A SQLite file into another, page by page, while it is written to. Knows no tables."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.wrong import Wrong

COPYING = "Copying the database"
Copy = Callable[[sqlite3.Connection, IO[bytes], Stage], None]

_AT_A_TIME = 1024
_LEGACY = (
    b"\1\1"  # https://www.sqlite.org/fileformat.html 1.3.3: readable without a write-ahead log beside it
)


@contextmanager
def of(path: Path, alone: bool) -> Iterator[Copy]:
    """What copies it as it was when the block began; `alone`: nobody else has it open until the block ends.

    Raises Wrong.
    """
    if not path.exists():
        raise Wrong(f"There is no database at {path}.")
    address = f"{path.absolute().as_uri()}?mode=rw"
    source = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0.5 if alone else 5)
    with closing(source):
        _begin(source, path, alone)

        def copy(filling: sqlite3.Connection, file: IO[bytes], stage: Stage) -> None:
            size, count = (
                source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count")
            )
            left = count
            with stage(COPYING, size * count) as advance:

                def copied(_status: int, remaining: int, _total: int) -> None:
                    nonlocal left
                    advance((left - remaining) * size)
                    left = remaining
                    os.fdatasync(
                        file.fileno()
                    )  # little by little, or intake would wait for all of it at once

                source.backup(filling, pages=_AT_A_TIME, progress=copied)
            os.pwrite(file.fileno(), _LEGACY, 18)

        yield copy


def _begin(source: sqlite3.Connection, path: Path, alone: bool) -> None:
    """One reading transaction: commits by others neither show in it nor make the copy begin anew."""
    try:
        if alone:  # before the file is looked at, or it is too late to have it for oneself
            source.execute("PRAGMA locking_mode=EXCLUSIVE")
            source.execute("BEGIN EXCLUSIVE")
            source.execute("COMMIT")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if alone and "locked" in str(error):
            raise Wrong(f"{path} is in use by another program. Stop the service first.") from None
        raise
