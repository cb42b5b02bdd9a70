"""What the checks are given to look at."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from inquiries.commands.doctor.finding import Finding
from inquiries.commands.doctor.names import Names
from inquiries.database import schema
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.settings import Settings


@dataclass(frozen=True, slots=True)
class Case:
    """`database` is None where its file is not there yet; `to` is empty where nobody was named; `wait` in seconds.

    `secrets` are the files that the environment names for what nobody should read.
    """

    settings: Settings
    database: Database | None
    names: Names
    to: str = ""
    wait: float = 60
    secrets: tuple[Path, ...] = ()


Check = Callable[[Case], AsyncIterator[Finding]]


async def up_to_date(database: Database) -> bool:
    """Whether it has this program's tables. Raises what a database that does not answer raises."""
    async with database.read() as db:
        return await schema.revision(db) == schema.newest()


async def readable(case: Case) -> Database | None:
    """The database, where it answers and has this program's tables; why it does not, another check says."""
    try:
        return case.database if case.database and await up_to_date(case.database) else None
    except StorageUnavailable:
        return None
