"""The clock, judged by what was written down before, and the data of time zones."""

import importlib.metadata
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import TZPATH, available_timezones

import sqlalchemy as sa

import inquiries
from inquiries import clock
from inquiries.commands.doctor import spans
from inquiries.commands.doctor.case import Case, readable
from inquiries.commands.doctor.finding import Finding, bad, good, warn
from inquiries.database import server_clock
from inquiries.database.engine import Database
from inquiries.database.tables import attempts, mails, submissions
from inquiries.queue import worker

LEEWAY = timedelta(minutes=2)
MANY_ZONES = 400
OLD_YEARS = 2  # after which some country will have changed its clocks
_ROWS = (submissions.c.received_at, attempts.c.at, mails.c.received_at)


async def moment(case: Case) -> AsyncIterator[Finding]:
    """Nothing is newer than now: no row, no file, no part of this program; and the server agrees."""
    now = clock.now()
    newest = [("this program", _changed(Path(inquiries.__file__)))]
    if case.settings.data_dir.is_dir():
        newest += [(path.name, _changed(path)) for path in case.settings.data_dir.iterdir() if path.is_file()]
    database = await readable(case)
    if database is not None:
        newest += await _rows(database)
    what, last = max(newest, key=lambda one: one[1])
    if last > now + LEEWAY:
        yield bad(
            f"Clock: it says {now:%Y-%m-%d %H:%M} UTC, but {what} was written {spans.said(last - now)} later: "
            "the clock is behind, or was ahead then."
        )
    elif database is not None and abs(off := await server_clock.ahead(database)) > worker.OFF:
        yield bad(f"Clock: it and the database server's are {spans.said(off)} apart.")
    else:
        yield good(f"Clock: {now:%Y-%m-%d %H:%M} UTC, later than all that was written down.")


async def zones(case: Case) -> AsyncIterator[Finding]:
    """Deadlines are said in the sender's zone and in ours."""
    count, version = len(available_timezones()), _version()
    if count < MANY_ZONES:
        yield bad(f"Time zones: only {count} are known here: install tzdata.")
    elif _year(version) + OLD_YEARS < clock.now().year:
        yield warn(
            f"Time zones: the data is of {version}; countries have changed their clocks since: update tzdata."
        )
    else:
        yield good(f"Time zones: {count}, of {version}; ours is {case.settings.timezone}.")


async def _rows(database: Database) -> list[tuple[str, datetime]]:
    async with database.read() as db:
        found = [
            (f"the newest row of {column.table.name}", await db.scalar(_newest(column))) for column in _ROWS
        ]
    return [(name, at) for name, at in found if at is not None]


def _newest(column: "sa.Column[datetime]") -> "sa.Select[datetime]":
    return sa.select(column).order_by(column.table.c.id.desc()).limit(1)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _version() -> str:
    """Of the system's data, which is looked into first, else of the package's; "2025b"."""
    for folder in TZPATH:
        file = Path(folder) / "tzdata.zi"
        if file.is_file():
            with file.open(encoding="ascii", errors="replace") as lines:
                found = re.search(r"version (\S+)", next(lines, ""))
            if found:
                return found[1]
    return importlib.metadata.version("tzdata")


def _year(version: str) -> int:
    found = re.match(r"(\d{4})", version)
    return int(found[1]) if found else clock.now().year
