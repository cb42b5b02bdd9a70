"""What every test may ask for: a migrated database on a scratch file (or on PostgreSQL with --database=postgres),
settings, and a whole installation on them."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import argon2.profiles
import pytest

from inquiries import app
from inquiries.app import House
from inquiries.database import schema
from inquiries.database.engine import Database
from inquiries.people import passwords
from inquiries.settings import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="the engine to test on"
    )


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of a hash is a tenth of a second."""
    monkeypatch.setattr(passwords, "PROFILE", argon2.profiles.CHEAPEST)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema with nothing in it, made once and copied for each test."""
    file = tmp_path_factory.mktemp("migrated") / "inquiries.db"
    with ThreadPoolExecutor(1) as thread:  # its own event loop, whatever the tests' loops are doing
        thread.submit(asyncio.run, _migrate(file)).result()
    assert not file.with_name("inquiries.db-wal").exists(), "a copy of the file alone would be empty"
    return file


async def _migrate(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    await schema.migrate(database)
    await database.dispose()


@pytest.fixture
def database_url(tmp_path: Path, migrated_file: Path) -> str:
    """The URL of a migrated database of this test's own."""
    shutil.copyfile(migrated_file, tmp_path / "inquiries.db")
    return f"sqlite:///{tmp_path / 'inquiries.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, patience=0.3)
    yield database
    await database.dispose()


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """The example organisation in Ottawa, with all its data in this test's folder."""
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": database_url,
            "timezone": "America/Toronto",
            "organisation": {"place": "Ottawa"},
        }
    )


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """One opened installation; nothing of it runs yet."""
    house = await app.open_house(settings)
    yield house
    await house.close()
