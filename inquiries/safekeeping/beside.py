"""The files that lie beside the database: attachments that rows name, and the local mailbox."""

import asyncio
import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.safekeeping import manifest, room
from inquiries.safekeeping.tarball import Writer


def add(writer: Writer, data_dir: Path, name: str | None) -> bool:
    """Whether it was there. No file of ours changes once it has its name."""
    if name is None or not (place := data_dir / name).is_file():
        return False
    try:
        with place.open("rb") as content:
            writer.add(name, content, os.fstat(content.fileno()).st_size)
    except FileNotFoundError:  # removed a moment ago
        return False
    return True


def attachments(rows: sqlite3.Connection) -> list[str]:
    """Our names of all attachments; a database of before there were any has no such table."""
    if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'attachments'").fetchone():
        return []
    found = rows.execute("SELECT stored FROM attachments WHERE stored IS NOT NULL ORDER BY stored")
    return [name for (name,) in found]


def mails(data_dir: Path) -> list[str]:
    """What the local mailbox holds, by its names in a backup."""
    folder = data_dir / "mailbox"
    names = sorted(os.listdir(folder)) if folder.is_dir() else []
    return [member for name in names if (member := manifest.mail(name))]


def without_removed(database_url: str, rows: sqlite3.Connection, lacking: list[str]) -> list[str]:
    """Of files that were not there any more: those that nobody removed. Rows of the others leave the copy too."""
    named = asyncio.run(_still_named(database_url, lacking)) if lacking else set()
    for name in lacking:
        if name not in named:
            rows.execute("DELETE FROM attachments WHERE stored = ?", (name,))
    return sorted(named)


async def _still_named(database_url: str, names: list[str]) -> set[str]:
    database, found = Database(database_url), set[str]()
    try:
        async with database.read() as db:
            for name in names:
                query = sa.select(tables.attachments.c.id).where(tables.attachments.c.stored == name)
                if await db.scalar(query) is not None:
                    found.add(name)
    finally:
        await database.dispose()
    return found


def size(data_dir: Path) -> int:
    """In bytes, of all that lies there."""
    return sum(room.taken_by(data_dir / folder) for folder in ("attachments", "mailbox"))
