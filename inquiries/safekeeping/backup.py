"""All of an installation in one file, while it runs: database, attachments, local mailbox, settings.

The database first, as it is at one moment; then every file it names, which was on the disk before its row was. The
file gets its name when it has been read back.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from inquiries import clock
from inquiries.database import sqlite
from inquiries.safekeeping import (
    beside,
    manifest,
    nameless,
    record,
    room,
    settings_file,
    snapshot,
    tarball,
    unfinished,
)
from inquiries.safekeeping.manifest import Damaged, Manifest
from inquiries.safekeeping.record import Record
from inquiries.safekeeping.snapshot import Snapshot
from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.tarball import Writer
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """A whole backup. `noted`: its moment stands in the data directory, for whoever watches over backups' age."""

    size: int
    manifest: Manifest
    noted: bool


def make(settings: Settings, place: Path, stage: Stage) -> Made:
    """Everything acknowledged before this is called is in it. Raises Wrong and what Snapshot.taken raises."""
    if os.path.lexists(place):
        raise Wrong(f"{place} is there already, and a backup overwrites nothing. Name a new file.")
    if not place.parent.is_dir():
        raise Wrong(f"There is no folder {place.parent} to put a backup in.")
    unfinished.check(settings)
    floor = room.floor(place.parent, settings)
    room.check(place.parent, 2 * _database_size(settings) + beside.size(settings.data_dir), floor=floor)
    at = clock.now()
    with (
        _says_when_full(place.parent),
        nameless.draft(place) as draft,
        snapshot.taken(settings.database_url, place.parent, stage) as taken,
    ):
        room.check(place.parent, taken.size + beside.size(settings.data_dir), floor=floor)
        told = _write(draft.file, settings, taken, at, stage)
        _read_back(draft.file, told, stage)
        size = os.fstat(draft.file.fileno()).st_size
        draft.publish()
    return Made(size, told, _noted(settings.data_dir, Record(at, place.absolute(), size)))


def _write(file: IO[bytes], settings: Settings, taken: Snapshot, at: datetime, stage: Stage) -> Manifest:
    data_dir = settings.data_dir
    stored, mails = beside.attachments(taken.rows), beside.mails(data_dir)
    with stage("Writing the backup", taken.size + beside.size(data_dir)) as advance:
        writer = Writer(file, at, advance)
        about = {"organisation": settings.organisation.name, "day": f"{at:%Y-%m-%d at %H:%M} UTC"}
        writer.add_text(manifest.README, (manifest.TOLD % about).encode())
        if (text := settings_file.without_passwords(settings.source)) is not None:
            writer.add_text(manifest.SETTINGS, text)
        lacking = [one for one in stored if not beside.add(writer, data_dir, manifest.attachment(one))]
        kept = sum(beside.add(writer, data_dir, mail) for mail in mails)
        missing = beside.without_removed(settings.database_url, taken.rows, lacking)
        taken.file.seek(0)
        writer.add(manifest.DATABASE, taken.file, taken.size)
        told = Manifest(
            made_at=at,
            schema=snapshot.revision(taken.rows),
            engine=taken.engine,
            base_url=settings.base_url,
            rows=snapshot.counts(taken.rows),
            waiting=snapshot.waiting(taken.rows),
            attachments=len(stored) - len(lacking),
            mails=kept,
            missing=tuple(missing),
        )
        writer.add_text(manifest.MANIFEST, told.text())
        writer.close()
    return told


def _read_back(file: IO[bytes], told: Manifest, stage: Stage) -> None:
    nameless.from_disk(file)
    with stage("Reading it back", os.fstat(file.fileno()).st_size) as advance:
        try:
            is_same = tarball.read(file, advance) == told
        except Damaged as damaged:
            raise Wrong(f"What was written does not read back: it {damaged}. Is the disk in order?") from None
    if not is_same:
        raise Wrong("What was written does not read back as it was. Is the disk in order?")


def _database_size(settings: Settings) -> int:
    """In bytes, of a file; how large the rows on a server will be is seen when they are copied."""
    url = sa.make_url(settings.database_url)
    path = Path(url.database or "")
    return path.stat().st_size if url.get_backend_name() == "sqlite" and path.exists() else 0


def _noted(data_dir: Path, made: Record) -> bool:
    try:
        record.note(data_dir, made)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _says_when_full(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
    except sqlite3.Error as error:
        if sqlite.trouble(error) != "the disk is full":
            raise
    else:
        return
    raise Wrong(f"The disk of {folder} is full. Nothing was kept of the backup.")
