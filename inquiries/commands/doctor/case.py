"""What the checks are given to look at."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from inquiries.commands.doctor.finding import Finding
from inquiries.commands.doctor.names import Names
from inquiries.database import schema
from inquiries.database.engine import Database
from inquiries.settings import Settings


@dataclass(frozen=True, slots=True)
class Case:
    """`database` is None where its file is not there yet; `to` is empty where nobody was named; `wait` in seconds."""

    settings: Settings
    database: Database | None
    names: Names
    to: str = ""
    wait: float = 60


Check = Callable[[Case], AsyncIterator[Finding]]


async def up_to_date(database: Database) -> bool:
    """Whether it has this program's tables. Raises what a database that does not answer raises."""
    async with database.read() as db:
        return await schema.revision(db) == schema.newest()
