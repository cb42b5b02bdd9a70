"""Attachments as files in the data directory, under names of our own: a file is on the disk before its row is.

Knows bytes and how much room there is; which letter a file belongs to stands in its row.
"""

import asyncio
import os
import re
import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Database
from inquiries.database.tables import attachments
from inquiries.wording import Text

_NAME = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"
_AGE = timedelta(days=1)  # what has no row by then never gets one

_FULL = Text("there is no room for attachments any more: an administrator can raise attachments_quota")
_FLOOR = Text("the disk of this service is nearly full: an administrator has to make room")
_TROUBLE = Text("the disk of this service does not take it just now")


class NoRoom(Exception):
    """A file cannot be kept; `text` says why, as part of a sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class Files:
    """The files of one installation: at most `quota` bytes, and `floor` bytes of the disk stay free."""

    def __init__(self, data_dir: Path, *, quota: int, floor: int) -> None:
        self._root, self._quota, self._floor = data_dir / "attachments", quota, floor

    async def save(self, content: bytes, *, used: int) -> str:
        """Keep it, through a power cut; our name for it. `used` is what used() found. Raises NoRoom."""
        if used + len(content) > self._quota:
            raise NoRoom(_FULL)
        return await asyncio.to_thread(self._save, content)

    def path(self, stored: str) -> Path:
        """Where a file stands, if it is there. Raises ValueError for what is no name of ours."""
        if not _NAME.fullmatch(stored):
            raise ValueError("no name of a file of ours")
        return self._root / stored[:2] / stored[2:4] / stored

    async def read(self, stored: str) -> bytes:
        """All of a file. Raises OSError where it cannot be read, or is gone."""
        return await asyncio.to_thread(self.path(stored).read_bytes)

    async def remove(self, stored: str) -> None:
        """Gone afterwards, whether it was there or not."""
        await asyncio.to_thread(self.path(stored).unlink, missing_ok=True)

    async def older_than(self, moment: datetime) -> list[str]:
        """The names of what was written before, unfinished files too."""
        return await asyncio.to_thread(self._older_than, moment)

    async def discard(self, names: Iterable[str]) -> None:
        """Remove what older_than() named."""
        for name in names:
            place = self.path(name.removesuffix(_UNFINISHED)).with_name(name)
            await asyncio.to_thread(place.unlink, missing_ok=True)

    def _save(self, content: bytes) -> str:
        stored = secrets.token_hex(16)
        place = self.path(stored)
        unfinished = place.with_name(stored + _UNFINISHED)
        try:
            self._folders(place.parent)
            if shutil.disk_usage(place.parent).free - len(content) < self._floor:
                raise NoRoom(_FLOOR)
            with open(unfinished, "xb", opener=_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(place)
            _sync(place.parent)
        except OSError as error:
            _forget(unfinished, place)
            raise NoRoom(_TROUBLE) from error
        return stored

    def _folders(self, folder: Path) -> None:
        """The two levels, each one's name safe on the disk before anything stands in it."""
        for one in (self._root, folder.parent, folder):
            if not one.is_dir():
                one.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(one.parent)

    def _older_than(self, moment: datetime) -> list[str]:
        found = []
        for place in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            try:
                old = place.stat().st_mtime < moment.timestamp()
            except OSError:  # removed meanwhile
                continue
            if old and _NAME.fullmatch(place.name.removesuffix(_UNFINISHED)):
                found.append(place.name)
        return found


async def used(db: AsyncConnection) -> int:
    """How many bytes all files take."""
    kept = attachments.c.stored.is_not(None)
    return int(await db.scalar(sa.select(sa.func.sum(attachments.c.size)).where(kept)) or 0)


async def sweep(database: Database, files: Files, now: datetime) -> int:
    """Remove what no row names a day after it was written: a letter that was erased, an upload cut short."""
    names = await files.older_than(now - _AGE)
    if not names:
        return 0
    async with database.read() as db:
        known = set(
            await db.scalars(sa.select(attachments.c.stored).where(attachments.c.stored.is_not(None)))
        )
    gone = [name for name in names if name not in known]
    await files.discard(gone)
    return len(gone)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    """Make the names in it survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget(*places: Path) -> None:
    for place in places:
        try:
            place.unlink(missing_ok=True)
        except OSError:
            continue  # the sweep finds it
