"""Three hosts on one database, each with a house of its own: a form, a worker, and an inbox with a page open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from inquiries import app, clock, work
from inquiries.app import House
from inquiries.people import accounts, sessions
from inquiries.queue.worker import Worker
from inquiries.settings import Settings
from inquiries.staff import guard

MEDIA = {
    "name": "Bo Baker",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "question": "How many people did the shelter on Lyon Street take in this winter?",
    "deadline_day": "none",
}


@dataclass(frozen=True, slots=True)
class Hosts:
    """`form` and `inbox` run no worker, and `inbox` is signed in."""

    form: TestClient[Any, Any]
    inbox: TestClient[Any, Any]
    worker: Worker
    house: House

    async def submit(self, question: str) -> int:
        """By the form's host; the status of its answer."""
        data = MEDIA | {"question": question}
        async with self.form.post("/forms/media", data=data, allow_redirects=False) as answer:
            await answer.read()
            return answer.status

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[ClientResponse]:
        """A page that is open on the inbox's host, from the moment that it is told of everything."""
        async with self.inbox.get("/staff/live", headers={"Accept": "text/event-stream"}) as stream:
            assert (stream.status, await stream.content.readline()) == (200, b"retry: 3000\n")
            yield stream


async def told(stream: ClientResponse, reference: str, seconds: float) -> None:
    """Until an open page is told that this inquiry changed."""
    async with asyncio.timeout(seconds):
        while reference.encode() not in (line := await stream.content.readline()):
            assert line, "the stream has ended"


@asynccontextmanager
async def three(url: str, folder: Path) -> AsyncIterator[Hosts]:
    """Until the end of the block, as their processes would run them."""
    async with AsyncExitStack() as stack:
        form, worker, inbox = [await _host(stack, url, folder / name) for name in ("a", "b", "c")]
        token = await _session(inbox)
        clients = []
        for house, cookies in ((form, {}), (inbox, {guard.cookie_name(inbox.settings): token})):
            server = TestServer(app.application(house, with_worker=False))
            clients.append(await stack.enter_async_context(TestClient(server, cookies=cookies)))
        running = work.worker(worker.post)
        working = asyncio.ensure_future(running.run())
        stack.push_async_callback(_stopped, running, working)
        yield Hosts(*clients, running, worker)


async def _host(stack: AsyncExitStack, url: str, folder: Path) -> House:
    settings = {"data_dir": folder, "database_url": url, "rate_limit": None}
    house = await app.open_house(Settings.model_validate(settings))
    stack.push_async_callback(house.close)
    await stack.enter_async_context(house.database.hearing())
    return house


async def _session(house: House) -> str:
    ana = await house.database.write(
        accounts.add,
        email="ana@charity.example",
        name="Ana",
        role="member",
        desks=["media"],
        now=clock.now(),
    )
    return await house.database.write(sessions.open, ana.id, clock.now())


async def _stopped(worker: Worker, working: "asyncio.Future[None]") -> None:
    worker.stop()
    await working
