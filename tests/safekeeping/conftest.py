"""Installations full of everything, and places where nothing is yet."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from inquiries.database.engine import Database
from inquiries.safekeeping.stage import Advance, Stage
from inquiries.settings import Settings
from tests.safekeeping import everything

MAIL = "20261124T170000.123456Z-0123abcd.eml"
ELSEWHERE = "elsewhere"


@pytest.fixture
def full(settings: Settings) -> Settings:
    """An installation with rows in every table, the files they name, one that none names, and a kept mail."""
    ask(settings.database_url, everything.fill)
    for number in (1, 3):
        put(settings.data_dir / attachment(number), f"file {number}".encode())
    put(settings.data_dir / f"attachments/ff/ff/{'f' * 32}", b"nobody's")
    put(settings.data_dir / f"attachments/00/00/{1:032x}.part", b"cut sh")
    put(settings.data_dir / "mailbox" / MAIL, b"Subject: Hello\r\n\r\nHello.\r\n")
    put(settings.data_dir / "mailbox" / "notes.txt", b"foreign")
    return settings


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
async def elsewhere(engine: str, settings: Settings, tmp_path: Path) -> AsyncIterator[Settings]:
    """Where nothing is yet, on the same engine."""
    given = {"data_dir": tmp_path / ELSEWHERE, "timezone": "America/Toronto", "smtp_url": None}
    if engine == "sqlite":
        yield Settings.model_validate(given)
        return
    async with database_made(settings.database_url) as url:
        yield Settings.model_validate(given | {"database_url": url})


class database_made:  # noqa: N801 - reads as the `async with` it is
    """A database on the server of `beside`, without a table in it, gone at the end."""

    def __init__(self, beside: str, name: str = ELSEWHERE) -> None:
        self._beside, self._name = beside, name

    async def __aenter__(self) -> str:
        await self._say(
            f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)', f'CREATE DATABASE "{self._name}"'
        )
        return f"{self._beside.rpartition('/')[0]}/{self._name}"

    async def __aexit__(self, *_: object) -> None:
        await self._say(f'DROP DATABASE "{self._name}" WITH (FORCE)')

    async def _say(self, *statements: str) -> None:
        connection = await asyncpg.connect(self._beside, timeout=5)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


def ask(database_url: str, question: Callable[[sa.Connection], Any]) -> Any:
    """On a connection that may write, whatever event loop runs in this thread."""

    async def asked() -> Any:
        database = Database(database_url)
        try:
            return await database.write(lambda tx: tx.run_sync(question))
        finally:
            await database.dispose()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked()).result()


def alike(one: Settings, other: Settings) -> bool:
    """Whether both databases have the same rows, in every table."""
    rows = ask(one.database_url, everything.read)
    assert {len(found) for found in rows.values()} == {everything.ROWS}
    return bool(rows == ask(other.database_url, everything.read))


def attachment(number: int) -> str:
    name = f"{number:032x}"
    return f"attachments/{name[:2]}/{name[2:4]}/{name}"


def put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder, by its name there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def at(label: str, act: Callable[[], object]) -> Stage:
    """Does it when that part of the work begins."""

    @contextmanager
    def stage(begun: str, _length: int) -> Iterator[Advance]:
        if begun == label:
            act()
        yield lambda _count: None

    return stage
