"""A backup back into place, where nothing is yet: looked through whole first, and compared at the end.

Until the end the database has another name, by which every start sees that it is not all there.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from inquiries.database import schema, sqlite
from inquiries.safekeeping import beside, nameless, numbers, pouring, room, snapshot, tarball, unfinished
from inquiries.safekeeping.manifest import DATABASE, Damaged, Manifest
from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings

# Numbers of inquiries that are passed over: those that came between the backup and the end of the old place are lost,
# but their senders hold receipt links and addresses, which must not lead to what comes from now on.
SKIP = 1_000_000


def put_back(settings: Settings, file: Path, stage: Stage) -> Manifest:
    """What was put in place. Raises Wrong, StorageUnavailable, and what the disk says."""
    with open(file, "rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        with _says_whose(file):
            told = _looked_through(opened, size, stage)
        staged = unfinished.place(settings)
        was_begun = staged.exists()
        _check_free(settings, was_begun=was_begun)
        there = beside.size(settings.data_dir) + staged.stat().st_size if was_begun else 0
        room.check(_existing(staged.parent), size - there)
        sqlite.make_private(staged)  # from here on it is begun
        with sqlite.turn(staged) as is_ours:
            if not is_ours():
                raise Wrong(f"Somebody else is restoring into {staged.parent}.")
            with _says_whose(file):
                _extract(opened, size, settings, staged, stage)
            _compare(staged, told)
            _finish(settings, staged, was_begun, stage)
    return told


def _looked_through(file: IO[bytes], size: int, stage: Stage) -> Manifest:
    with stage("Looking through the backup", size) as advance:
        told = tarball.read(file, advance)
    if not schema.is_known(told.schema):
        raise Wrong(
            f"The backup has tables at revision {told.schema}, newer than this program, which knows up to "
            f"{schema.newest()}. Restore it with the newer version."
        )
    file.seek(0)
    return told


def _check_free(settings: Settings, *, was_begun: bool) -> None:
    """Nothing is there that a restore would mix with or write over; what it left itself is no hindrance."""
    url = sa.make_url(settings.database_url)
    beside_it = [] if was_begun else [settings.data_dir / "attachments", settings.data_dir / "mailbox"]
    path = Path(url.database or "")
    files = [path.with_name(path.name + ending) for ending in ("", "-wal", "-journal")]
    for place in [*(files if url.get_backend_name() == "sqlite" else []), *beside_it]:
        if place.is_file() or (place.is_dir() and any(place.iterdir())):
            raise Wrong(
                f"{place} is there already, and a restore writes over nothing. Move it away, or choose another "
                "DATA_DIR."
            )
    if url.get_backend_name() != "sqlite" and not was_begun:
        pouring.check_empty(settings.database_url)


def _extract(file: IO[bytes], size: int, settings: Settings, staged: Path, stage: Stage) -> None:
    def sink(name: str) -> AbstractContextManager[IO[bytes]] | None:
        if name == DATABASE:
            return open(staged, "wb")
        return _new(settings.data_dir, name) if "/" in name else None

    with stage("Putting it in place", size) as advance:
        tarball.read(file, advance, sink)
    os.sync()  # all of it, before the name that says so


def _new(data_dir: Path, name: str) -> IO[bytes]:
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in list(Path(name).parents)[-2::-1]:
        (data_dir / folder).mkdir(mode=0o700, exist_ok=True)
    return open(data_dir / name, "wb", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _compare(staged: Path, told: Manifest) -> None:
    with closing(sqlite3.connect(staged)) as rows:
        found = snapshot.counts(rows)
    if found != told.rows:
        wrong = min(name for name in {*found, *told.rows} if found.get(name) != told.rows.get(name))
        raise Wrong(
            f"The backup says there are {told.rows.get(wrong)} rows in {wrong}, but {found.get(wrong)} came."
        )


def _finish(settings: Settings, staged: Path, was_begun: bool, stage: Stage) -> None:
    """The last step is the one that makes it a whole installation."""
    url = sa.make_url(settings.database_url)
    with closing(sqlite3.connect(staged, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=MEMORY")  # a journal on the disk might be taken for the next try's
        if url.get_backend_name() == "sqlite":
            with sqlite.speaking(copy) as target:
                given = numbers.given(target)
                numbers.go_on(target, {"submissions": given.get("submissions", 0) + SKIP})
        elif not (was_begun and pouring.is_like(copy, settings.database_url)):
            pouring.check_empty(settings.database_url)
            pouring.pour(copy, settings.database_url, stage, skip=SKIP)
    if url.get_backend_name() == "sqlite":
        _sync(staged)
        staged.rename(staged.with_name(staged.name.removesuffix(unfinished.ENDING)))
    else:
        staged.unlink()
    nameless.sync(staged.parent)


def _sync(place: Path) -> None:
    with open(place, "rb") as file:
        os.fsync(file.fileno())


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


@contextlib.contextmanager
def _says_whose(file: Path) -> Iterator[None]:
    try:
        yield
    except Damaged as damaged:
        raise Wrong(f"{file} {damaged}.") from None
