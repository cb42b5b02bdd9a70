"""The ground it stands on: the data directory, the disk, the database, and whether the service answers."""

import os
import shutil
from collections.abc import AsyncIterator

import aiohttp

from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.database import schema
from inquiries.database.engine import StorageUnavailable
from inquiries.safekeeping import unfinished

ANSWER_SECONDS = 5
_OTHERS = 0o077


async def folder(case: Case) -> AsyncIterator[Finding]:
    """The data directory is there, ours to write, and nobody else's to read."""
    there = case.settings.data_dir
    if not there.exists():
        yield warn(f"Data directory: {there} is not there yet; the first start makes it.")
    elif not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        yield bad(f"Data directory: {there} cannot be written by this user.")
    elif there.stat().st_mode & _OTHERS:
        yield warn(f"Data directory: others on this machine may look into {there}: chmod 700 closes it.")
    else:
        yield good(f"Data directory: {there} is ours alone.")


async def disk(case: Case) -> AsyncIterator[Finding]:
    """There is room for what comes in."""
    there = next(path for path in (case.settings.data_dir, *case.settings.data_dir.parents) if path.exists())
    free, floor = shutil.disk_usage(there).free, case.settings.disk_floor
    said = f"Disk: {_size(free)} free"
    if free < floor:
        yield bad(
            f"{said}, less than the {_size(floor)} that disk_floor keeps: no attachment is stored any more."
        )
    elif free < 2 * floor:
        yield warn(f"{said}; below {_size(floor)} (disk_floor) no attachment is stored any more.")
    else:
        yield good(f"{said}.")


async def database(case: Case) -> AsyncIterator[Finding]:
    """It answers, and has this program's tables."""
    kept = case.database
    if (begun := unfinished.place(case.settings)).exists():
        yield bad(f"Database: a restore was broken off, or goes on: {begun} is there. Run restore again.")
        return
    if kept is None:
        yield warn("Database: there is none yet; the first start makes it.")
        return
    kind = "SQLite" if kept.is_sqlite else "PostgreSQL"
    try:
        async with kept.read() as db:
            found = await schema.revision(db)
    except StorageUnavailable as error:
        yield bad(f"Database: {kind} does not answer: {error}.")
        return
    if found == schema.newest():
        yield good(f"Database: {kind} answers, at revision {found}.")
    elif found is None or found < schema.newest():
        yield warn(
            f"Database: {kind} answers, at revision {found or 'none'}; the next start brings it up to date."
        )
    else:
        yield bad(f"Database: {kind} is at revision {found}, newer than this program ({schema.newest()}).")


async def service(case: Case) -> AsyncIterator[Finding]:
    """Somebody answers where `serve` listens."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(case.settings.host, case.settings.host)  # noqa: S104
    url = f"http://{f'[{host}]' if ':' in host else host}:{case.settings.port}/health/ready"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(ANSWER_SECONDS)) as session,
            session.get(url) as answer,
        ):
            status, said = answer.status, await answer.text()
    except (aiohttp.ClientError, OSError) as error:
        reason = "it takes too long" if isinstance(error, TimeoutError) else "nobody listens there"
        yield warn(f"Service: no answer at {url}: {reason}. Is it running?")
        return
    if status == 200:
        yield good(f"Service: ready at {url}.")
    else:
        reasons = "; ".join(said.splitlines()[1:6]) if status == 503 else ""
        yield bad(f"Service: {url} answers {status}{f': {reasons}' if reasons else ''}.")


def _size(size: int) -> str:
    return f"{size / 10**9:.1f} GB" if size >= 10**9 else f"{size // 10**6} MB"
