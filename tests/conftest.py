"""What every test may ask for: a migrated database (--database=postgres or both for the other engine too), settings,
and a whole installation on it."""

import asyncio
import atexit
import gc
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import argon2.profiles
import pytest

from inquiries import app
from inquiries.app import House
from inquiries.database import schema
from inquiries.database.engine import Database
from inquiries.database.tables import metadata
from inquiries.people import passwords
from inquiries.settings import Settings
from tests import compiled, forked, postgres, scratch

ENGINES = ("sqlite", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*ENGINES, "both"),
        default="sqlite",
        help="the engine of tests that use a database: one, which is soon done, or both, before it is for others",
    )
    parser.addoption(
        "--long",
        action="store_true",
        help="kill the program 50 times over 10,000 submissions and before each statement of an upgrade, and stop it"
        " with the waits it has",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.long:
        config.option.timeout = 0  # as long as it takes
    gc.set_threshold(50_000, 20, 20)
    # By then all is told: what is left goes with the process, and is not looked through.
    atexit.register(gc.freeze)
    # Where the handler is Python's own, asyncio puts another in its place for each fixture and each test.
    signal.signal(signal.SIGINT, _interrupted)
    scratch.in_memory()
    compiled.share()
    forked.instead()
    config.addinivalue_line("markers", "only(engine, reason): a test of what only this engine has")


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def pytest_collection_finish() -> None:
    """What stays until the end, modules and thousands of tests, is not looked through again and again for garbage."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that uses a database, however indirectly, runs once on each engine that is asked for: both must behave
    alike. The others have nothing to say twice.
    """
    if "engine" not in metafunc.fixturenames:
        return
    wanted = metafunc.config.getoption("--database")
    mark = metafunc.definition.get_closest_marker("only")
    if mark is None or wanted == mark.args[0]:
        metafunc.parametrize("engine", ENGINES if wanted == "both" else [wanted])
    elif wanted == "both":
        metafunc.parametrize("engine", [mark.args[0]])
    else:
        metafunc.parametrize("engine", [pytest.param(wanted, marks=pytest.mark.skip(reason=mark.args[1]))])


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of a hash is a tenth of a second."""
    monkeypatch.setattr(passwords, "PROFILE", argon2.profiles.CHEAPEST)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema with nothing in it, made once and copied for each test."""
    file = tmp_path_factory.mktemp("migrated") / "inquiries.db"
    _migrate(f"sqlite:///{file}")
    assert not file.with_name("inquiries.db-wal").exists(), "a copy of the file alone would be empty"
    return file


@pytest.fixture(scope="session")
def migrated_server() -> Iterator[Callable[[], str]]:
    """Such a database on a server, emptied at each call; its URL."""
    tables = [table.name for table in reversed(metadata.sorted_tables)]
    with postgres.running() as server:
        server.execute("CREATE DATABASE inquiries")
        url = server.url("inquiries")
        revision = _migrate(url)

        def emptied() -> str:
            server.clear("inquiries", tables, revision)
            return url

        yield emptied


def _migrate(url: str) -> str:
    """The revision it came to."""

    async def migrate() -> str:
        database = Database(url)
        revision = await schema.migrate(database)
        await database.dispose()
        assert revision is not None
        return revision

    with ThreadPoolExecutor(1) as thread:  # its own event loop, whatever the tests' loops are doing
        return thread.submit(asyncio.run, migrate()).result()


@pytest.fixture
def database_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database with nothing in it, this test's own."""
    if engine == "postgres":
        emptied: Callable[[], str] = request.getfixturevalue("migrated_server")
        return emptied()
    shutil.copyfile(request.getfixturevalue("migrated_file"), tmp_path / "inquiries.db")
    return f"sqlite:///{tmp_path / 'inquiries.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, patience=0.3 if database_url.startswith("sqlite") else 5)
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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "migrate", _is_migrated)
        house = await app.open_house(settings)
    yield house
    await house.close()


async def _is_migrated(_database: Database) -> None:
    """What is made by the fixtures above."""
