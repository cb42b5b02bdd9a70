"""Files without a name: killed at any moment they leave nothing behind. One gets its name once it is whole."""

import contextlib
import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be; `hidden` is its name until then, where the system knows none without."""

    file: IO[bytes]
    place: Path
    hidden: Path | None

    def publish(self) -> None:
        """On the disk, and then there under its name. Raises FileExistsError where something is there already."""
        self.file.flush()
        os.fsync(self.file.fileno())
        _name(self)
        sync(self.place.parent)


@contextmanager
def draft(place: Path) -> Iterator[Draft]:
    """A new file, ours alone to read, in the folder of `place`; gone unless it was published."""
    with contextlib.ExitStack() as after:
        try:
            handle, hidden = os.open(place.parent, os.O_TMPFILE | os.O_RDWR, 0o600), None
        except (AttributeError, OSError) as error:  # only Linux has them, and not on every file system
            if isinstance(error, OSError) and error.errno not in _UNKNOWN:
                raise
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
            hidden = Path(name)
            after.callback(hidden.unlink, missing_ok=True)
        with os.fdopen(handle, "w+b") as file:
            yield Draft(file, place, hidden)


_UNKNOWN = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)  # open(2): how a kernel says so


@contextmanager
def database(folder: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection, IO[bytes]]]:
    """A new SQLite file without a name: a connection to fill it, one to read it once it is full, and its bytes.

    Both are opened while it still has a name, and before anything is in it: SQLite looks at a file only when it is
    asked something. Neither keeps a journal, for it would have a name; whoever fails throws the whole file away.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=".backup-")
    with contextlib.ExitStack() as after:
        file = after.enter_context(os.fdopen(handle, "r+b"))
        try:
            filling, reading = (
                sqlite3.connect(name, isolation_level=None, check_same_thread=False) for _ in range(2)
            )
        finally:
            os.unlink(name)
        for connection in (filling, reading):
            after.callback(connection.close)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16384"):
            filling.execute(f"PRAGMA {pragma}")
        yield filling, reading, file


def from_disk(file: IO[bytes]) -> IO[bytes]:
    """To be read again from its beginning: as the disk has it, where the system lets us ask for that."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    file.seek(0)
    return file


def sync(folder: Path) -> None:
    """Make the names in it survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(draft: Draft) -> None:
    place, hidden = draft.place, draft.hidden
    if hidden is None:
        folder = os.open(place.parent, os.O_RDONLY)
        try:  # with folders named, or Python asks for a link to the link below /proc
            os.link(f"/proc/self/fd/{draft.file.fileno()}", place.name, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            os.close(folder)
        return
    try:
        os.link(hidden, place)
    except OSError:  # no second names on this file system: a USB stick
        if place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        hidden.rename(place)
