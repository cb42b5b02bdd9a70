"""A PostgreSQL server that dies under the running house: nothing is lost, nothing hangs, and it heals by itself."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app
from inquiries.app import House
from inquiries.database import tables
from inquiries.queue import worker
from inquiries.settings import Settings
from inquiries.staff import live
from tests import postgres
from tests.faults import hosts

pytestmark = pytest.mark.only("postgres", "SQLite has no server that could go")
FORM = {
    "name": "Bo Baker",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "question": "How many people did the shelter on Lyon Street take in this winter?",
    "deadline_day": "none",
}
HEALS_SECONDS = 10


@pytest.fixture
def server(engine: str) -> Iterator[postgres.Server]:
    """A server of this test's own, because it is killed."""
    with postgres.running() as server:
        server.execute("CREATE DATABASE inquiries")
        yield server


@pytest.fixture
async def house(server: postgres.Server, tmp_path: Path) -> AsyncIterator[House]:
    url = server.url("inquiries")
    house = await app.open_house(
        Settings.model_validate({"data_dir": tmp_path, "database_url": url, "rate_limit": None})
    )
    yield house
    await house.close()


@pytest.fixture
async def browser(aiohttp_client: AiohttpClient, house: House) -> TestClient[Any, Any]:
    return await aiohttp_client(app.application(house))


async def post(browser: TestClient[Any, Any], question: str) -> tuple[int, str]:
    """The status and what it says: the receipt's address, or the page."""
    fields = FORM | {"question": question}
    async with asyncio.timeout(HEALS_SECONDS):
        answer = await browser.post("/forms/media", data=fields, allow_redirects=False)
        return answer.status, answer.headers.get("Location") or await answer.text()


async def sent(browser: TestClient[Any, Any], question: str) -> bool:
    return (await post(browser, question))[0] == 303


async def opened(house: House, questions: list[str]) -> bool:
    async with house.database.read() as db:
        return list(await db.scalars(sa.select(tables.inquiries.c.question).order_by("id"))) == questions


async def stored(house: House, questions: set[str]) -> bool:
    async with house.database.read() as db:
        answers = await db.scalars(sa.select(tables.submissions.c.answers))
        return questions <= set(re.findall(r"Number \d+\?", " ".join(answers)))


async def ready(browser: TestClient[Any, Any]) -> bool:
    """It is looked at once a second at most."""
    return (await browser.get("/health/ready")).status == 200


async def until(look: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(10 * HEALS_SECONDS):
        if await look():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"it did not happen within {HEALS_SECONDS} s")


async def test_what_was_acknowledged_survives_and_what_was_not_is_still_in_the_form(
    browser: TestClient[Any, Any], house: House, server: postgres.Server
) -> None:
    assert (await post(browser, "Before?"))[0] == 303
    await asyncio.to_thread(server.kill)
    status, page = await post(browser, "Meanwhile?")
    assert (status, "Meanwhile?" in page, "+1" in page or "mailto:" in page or "911" in page) == (
        503,
        True,
        True,
    )
    assert (await browser.get("/health/live")).status == 200
    assert (await browser.get("/health/ready")).status == 503
    assert (await browser.get("/forms/media")).status == 200
    await asyncio.to_thread(server.start)
    await until(lambda: sent(browser, "Afterwards?"))
    await until(lambda: opened(house, ["Before?", "Afterwards?"]))
    await until(lambda: ready(browser))


async def test_a_server_killed_under_a_flood_has_every_submission_that_was_acknowledged(
    browser: TestClient[Any, Any], house: House, server: postgres.Server
) -> None:
    flood = [asyncio.ensure_future(post(browser, f"Number {n}?")) for n in range(60)]
    await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.to_thread(server.kill)
    answers = await asyncio.gather(*flood)
    await asyncio.to_thread(server.start)
    acknowledged = {f"Number {n}?" for n, (status, _) in enumerate(answers) if status == 303}
    assert {status for status, _ in answers} <= {303, 503}
    await until(lambda: stored(house, acknowledged))
    assert acknowledged


async def test_hosts_hear_each_other_again_and_open_pages_stay_open(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Web, worker and inbox on hosts of their own, and nobody looks by themselves: what is opened was told."""
    monkeypatch.setattr(worker, "POLL_SECONDS", 600)
    monkeypatch.setattr(live, "EVERY_SECONDS", 600)
    url = server.url("inquiries")
    async with hosts.three(url, tmp_path) as running, running.watching() as page:
        assert await running.submit("Before?") == 303
        await until(lambda: opened(running.house, ["Before?"]))
        await asyncio.to_thread(server.kill)
        assert await running.submit("Meanwhile?") == 503
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(HEALS_SECONDS):
            while await running.submit("Afterwards?") != 303:
                await asyncio.sleep(0.1)
            await until(lambda: opened(running.house, ["Before?", "Afterwards?"]))
            async with running.house.database.read() as db:
                latest = await db.scalar(sa.select(sa.func.max(tables.inquiries.c.id)))
            await hosts.told(page, running.house.keys.reference(latest or 0), HEALS_SECONDS)
