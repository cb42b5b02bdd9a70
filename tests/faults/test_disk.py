"""A disk that is full, read-only or broken, and a stranger who locks the database, under the whole running service:
nothing acknowledged is lost, every word stays in the page, reading goes on, and all is well again by itself."""

import asyncio
import contextlib
import errno
import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession

from inquiries.database import tables
from tests.faults import disk
from tests.journeys import served
from tests.journeys.served import BO, Served
from tests.mail import server

HEALS_SECONDS = 5
PEOPLE = [{"name": "Dee Oduya", "title": "Director", "phone": "613-555-0142", "desk": "media"}]
DESKS = {"media": {"slug": "media", "name": "Media", "notify": ["ana@charity.example"]}}
QUESTION = "How many families used your shelters this winter? " * 150
Fault = Callable[[Path], AbstractContextManager[None]]


def broken(code: int) -> Fault:
    return lambda _: disk.failing(code)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Really full, to the last byte, where a small disk could be mounted."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    yield
    ballast.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    stranger = sqlite3.connect(folder / "inquiries.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    yield
    stranger.execute("ROLLBACK")
    stranger.close()


FAULTS = {
    "ENOSPC": broken(errno.ENOSPC),
    "EROFS": broken(errno.EROFS),
    "EIO": broken(errno.EIO),
    "locked": locked,
    "full": full,
}


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def service(
    fault: str, tmp_path: Path, migrated_file: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Served]:
    folder = request.getfixturevalue("small_disk") if fault == "full" else tmp_path
    async with server.running() as mail:
        settings = {"smtp_url": f"smtp://127.0.0.1:{mail.port}?tls=none", "people": PEOPLE, "desks": DESKS}
        async with served.serving(folder, migrated_file, **settings) as running:
            writer = running.house.database.writer
            assert writer
            writer.patience = 0.1
            await writer.dispose()  # it is read when a connection is opened
            yield running


async def test_a_disk_that_cannot_be_written_to_loses_nothing_and_heals_by_itself(
    service: Served, fault: str
) -> None:
    folder = service.house.database.path.parent
    async with ClientSession(service.url) as browser:
        assert await posts(browser, "Before?") == 303
        await service.settled()
        with FAULTS[fault](folder):
            if fault == "full":
                await fills(browser)
            await refused(browser)
            await reads(browser, service)
        began = time.monotonic()
        while await posts(browser, "Afterwards?") != 303 or not await opened(service, "Afterwards?"):
            assert time.monotonic() - began < HEALS_SECONDS
            await asyncio.sleep(0.05)
    await service.settled()
    assert await stored(service, QUESTION) == 0
    async with service.house.database.read() as db:
        states = set(await db.scalars(sa.select(tables.jobs.c.state)))
    assert states == {tables.DONE}


async def posts(browser: ClientSession, question: str) -> int:
    data = BO | {"question": question, "form_token": question}
    async with browser.post("/forms/media", data=data, allow_redirects=False) as answer:
        await answer.read()
        return answer.status


async def fills(browser: ClientSession) -> None:
    """What the log had room for already is taken, by large ones and then by small ones."""
    async with asyncio.timeout(60):
        for number in itertools.count():
            if await posts(browser, f"Number {number}? " + "a" * 4000) != 303:
                break
        while await posts(browser, f"Number {(number := number + 1)}?") == 303:
            pass


async def refused(browser: ClientSession) -> None:
    """With every word in the page, and whom to ring."""
    async with browser.post("/forms/media", data=BO | {"question": QUESTION}) as answer:
        page = await answer.text()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        for said in (QUESTION.strip(), BO["name"], BO["outlet"], BO["email"], "613-555-0142"):
            assert said in page
    async with browser.post("/api/v1/forms/media/submissions", json=BO) as answer:
        told = await answer.json()
        assert (answer.status, answer.content_type) == (503, "application/problem+json")
        assert told["detail"]


async def reads(browser: ClientSession, service: Served) -> None:
    receipt = f"/receipts/{service.house.keys.token(1)}"
    for path in ("/health/live", "/forms/media", receipt):
        async with browser.get(path) as answer:
            assert (path, answer.status) == (path, 200)


async def opened(service: Served, question: str) -> bool:
    """As an inquiry, by the worker."""
    query = sa.select(tables.inquiries.c.id).where(tables.inquiries.c.question == question)
    async with service.house.database.read() as db:
        return (await db.execute(query)).first() is not None


async def stored(service: Served, question: str) -> int:
    column: Any = tables.submissions.c.answers
    query = sa.select(sa.func.count()).where(column.contains(question.strip()))
    async with service.house.database.read() as db:
        return int(await db.scalar(query) or 0)
