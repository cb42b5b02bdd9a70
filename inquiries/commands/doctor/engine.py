"""The database engine: its version, and whether it keeps what it says it has kept. Changes nothing."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import sqlalchemy as sa

from inquiries.commands.doctor.case import Case, readable
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.database import sqlite
from inquiries.database.engine import Database

LEAST_SQLITE = (3, 38)  # reads JSON with ->>
LEAST_POSTGRES = 14  # older ones are mended by nobody
LOG_SIZE = 500 * 10**6
_AS_READ = {"ON": "1", "OFF": "0", "FULL": "2", "WAL": "wal"}
_SURE = ("fsync", "full_page_writes", "synchronous_commit")


async def engine(case: Case) -> AsyncIterator[Finding]:
    """SQLite or PostgreSQL."""
    if case.database is not None and case.database.is_sqlite:
        found = await asyncio.to_thread(_sqlite, case.database.path, case.database.patience)
    elif database := await readable(case):
        found = await _postgres(database)
    else:
        return
    for one in found:
        yield one


def _sqlite(path: Path, patience: float) -> list[Finding]:
    found = [_version(sqlite3.sqlite_version_info)]
    try:
        mode = _mode(path, patience)
        if mode == "wal":
            return [*found, _pragmas(_set(path, patience)), *_log(path)]
    except sqlite3.Error as error:
        return [*found, bad(f"SQLite: {sqlite.trouble(error) or error}.")]
    # A writing connection would change it.
    return [*found, warn(f"SQLite: the file is in journal_mode {mode}; the next start turns it to wal.")]


def _mode(path: Path, patience: float) -> str:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=patience)) as looking:
        return str(looking.execute("PRAGMA journal_mode").fetchone()[0])


def _version(found: tuple[int, ...]) -> Finding:
    words = f"SQLite: version {sqlite3.sqlite_version}"
    if found < LEAST_SQLITE:
        return bad(f"{words} is older than {'.'.join(map(str, LEAST_SQLITE))}, which this program needs.")
    return good(f"{words}.")


def _set(path: Path, patience: float) -> Mapping[str, str]:
    """What a writing connection, opened as the service opens it, really has."""
    connection = sqlite.connect(path, patience=patience)
    try:
        names = [name for name, _ in sqlite.pragmas(patience)]
        return {name: str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names}
    finally:
        connection.close()


def _pragmas(found: Mapping[str, str]) -> Finding:
    wanted = {name: _AS_READ.get(value, value) for name, value in sqlite.pragmas(0) if name in found}
    kept = {name: value for name, value in wanted.items() if name != "busy_timeout"}
    wrong = [f"{name} is {found[name]}" for name, value in kept.items() if found[name] != value]
    if wrong:
        return bad(f"SQLite: {', '.join(wrong)}: a power cut may lose what was acknowledged.")
    said = ", ".join(f"{name} {value}" for name, value in sqlite.pragmas(0)[1:5])
    return good(f"SQLite: writes with {said}.")


def _log(path: Path) -> list[Finding]:
    log = path.with_name(f"{path.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    if size <= LOG_SIZE:
        return []
    return [
        warn(
            f"SQLite: {log.name} has grown to {size // 10**6} MB: some program keeps it from being put away."
        )
    ]


async def _postgres(database: Database) -> list[Finding]:
    async with database.read() as db:
        version = int(str(await db.scalar(sa.text("SHOW server_version_num"))))
        values = {name: str(await db.scalar(sa.text(f"SHOW {name}"))) for name in _SURE}
        standby = bool(await db.scalar(sa.text("SELECT pg_is_in_recovery()")))
    found = [_server(version), _sure(values)]
    if standby:
        found.append(bad("PostgreSQL: this server is a standby: nothing can be written to it."))
    return found


def _server(version: int) -> Finding:
    """Of 180001 the version is 18.1."""
    words = f"PostgreSQL: version {version // 10_000}.{version % 10_000}"
    if version < LEAST_POSTGRES * 10_000:
        return warn(f"{words} is older than {LEAST_POSTGRES}, the oldest that is still mended.")
    return good(f"{words}.")


def _sure(values: Mapping[str, str]) -> Finding:
    if off := [name for name, value in values.items() if value in ("off", "local")]:
        return bad(f"PostgreSQL: {', '.join(off)} off: a power cut may lose what was acknowledged.")
    return good(f"PostgreSQL: writes with {', '.join(f'{name} {value}' for name, value in values.items())}.")
