"""A database from one engine to the other, while nobody writes to it. The files beside it stay where they are."""

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from inquiries.safekeeping import nameless, pouring, room, snapshot
from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.wrong import Wrong


def move(source: str, target: str, stage: Stage) -> dict[str, int]:
    """How many rows of each table are in the empty `target` now.

    Raises Wrong, StorageUnavailable, DatabaseTooNew, and sqlite3.Error.
    """
    from_file, to_file = _file(source), _file(target)
    if to_file:
        _check_new(to_file)
    else:
        pouring.check_empty(target)
    folder = from_file.parent if from_file else to_file.parent if to_file else Path(tempfile.gettempdir())
    if from_file and from_file.exists():
        room.check(folder, from_file.stat().st_size)
    with snapshot.taken(source, folder, stage, alone=True) as taken:
        found = snapshot.counts(taken.rows)
        if to_file:
            room.check(to_file.parent, taken.size)
            with nameless.draft(to_file) as draft:
                shutil.copyfileobj(_from_start(taken.file), draft.file, 1 << 20)
                if _digest(nameless.from_disk(draft.file)) != _digest(_from_start(taken.file)):
                    raise Wrong("What was written does not read back as it was. Is the disk in order?")
                draft.publish()
        else:
            pouring.pour(taken.rows, target, stage)
    return found


def _from_start(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _digest(file: IO[bytes]) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # any file will do


def _file(database_url: str) -> Path | None:
    """None for a database on a server."""
    url = sa.make_url(database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _check_new(path: Path) -> None:
    if not path.parent.is_dir():
        raise Wrong(f"There is no folder {path.parent} to put a database in.")
    for place in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-journal"))):
        if place.exists():
            raise Wrong(f"{place} is there already, and nothing is written over it. Name a new file.")
