"""What every test may ask for: a migrated database on a scratch file, or on PostgreSQL with --database=postgres."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inquiries.database import schema
from inquiries.database.engine import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="the engine to test on"
    )


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The URL of an empty database of this test's own."""
    return f"sqlite:///{tmp_path / 'inquiries.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, patience=0.3)
    await schema.migrate(database)
    yield database
    await database.dispose()
