"""Who else on this machine may read, or keep us from writing, what is ours: the database, keys, passwords."""

import os
import tomllib
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path

from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.settings import known

OTHERS = 0o077
MOST = 20_000  # files of the data directory that are looked at


async def files(case: Case) -> AsyncIterator[Finding]:
    """Nobody else may read them."""
    every = [path for path in _private(case) if path.is_file()]
    open_ones = [path for path in every if path.stat().st_mode & OTHERS]
    for path in open_ones:
        yield warn(f"Private files: others on this machine may read {path}: chmod 600 closes it.")
    if every and not open_ones:
        yield good(f"Private files: {len(every)} that hold data, keys or passwords are ours alone.")


async def owners(case: Case) -> AsyncIterator[Finding]:
    """All in the data directory belongs to who the directory belongs to: a command run as root leaves files behind."""
    there = case.settings.data_dir
    if not there.is_dir():
        return
    owner = there.stat().st_uid
    strange = next((path for path in islice(_all(there), MOST) if path.lstat().st_uid != owner), None)
    if strange is not None:
        yield bad(
            f"Data directory: {strange} belongs to another user than {there}, and the service may not be able to "
            f"write it: chown -R gives it back."
        )


def _private(case: Case) -> Iterator[Path]:
    database = case.database
    if database is not None and database.is_sqlite and not _closed(database.path.parent):
        yield from (database.path.with_name(f"{database.path.name}{end}") for end in ("", "-wal", "-shm"))
    if case.settings.dkim_key is not None:
        yield case.settings.dkim_key
    yield from case.secrets
    if case.settings.source is not None and _holds_a_password(case.settings.source):
        yield case.settings.source


def _closed(folder: Path) -> bool:
    """What lies in a folder that others cannot enter, they cannot read."""
    return not folder.stat().st_mode & OTHERS


def _holds_a_password(source: Path) -> bool:
    given = tomllib.loads(source.read_text("utf-8"))
    urls = any("@" in str(given.get(name.lower(), "")) for name in known.SECRETS)
    return urls or "metrics_token" in given


def _all(there: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(there):
        yield from (Path(folder) / name for name in (*folders, *names))
