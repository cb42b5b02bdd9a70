"""Streams of events on a real connection: what is sent, in which form, and each way in which one ends."""

import asyncio
from collections.abc import Callable

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from inquiries.web import events
from inquiries.web.events import Event, Reader, Readers

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def readers() -> Readers:
    return Readers(most=2)


@pytest.fixture
def last_words() -> list[Event | None]:
    """What `check` answers, ping by ping; then that they still may."""
    return []


@pytest.fixture
async def client(aiohttp_client: AiohttpClient, readers: Readers, last_words: list[Event | None]) -> Client:
    async def check() -> Event | None:
        return last_words.pop(0) if last_words else None

    async def handler(request: web.Request) -> web.StreamResponse:
        reader = Reader("ana")
        readers.join(reader)
        try:
            return await events.stream(request, reader, check)
        finally:
            readers.leave(reader)

    app = web.Application()
    app.router.add_get("/", handler)
    return await aiohttp_client(app)


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_events_are_sent_as_the_standard_has_them(client: Client, readers: Readers) -> None:
    answer = await client.get("/")
    await until(lambda: readers)
    for reader in readers:
        reader.send(Event("changed", "M7K-4QX2", "12"))
        reader.end(Event("reload"))
    assert {name: answer.headers.get(name) for name in (*events.HEADERS, "Content-Encoding")} == {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
        "Content-Encoding": None,
    }
    assert (await answer.text()).split("\n\n") == [
        "retry: 3000",
        "event: changed\ndata: M7K-4QX2\nid: 12",
        "event: reload\ndata: ",
        "",
    ]
    assert len(readers) == 0


async def test_a_ping_asks_whether_they_still_may_and_the_answer_is_the_last_word(
    client: Client, last_words: list[Event | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.02)
    last_words += [None, None, Event("signed-out")]
    answer = await client.get("/")
    assert await answer.text() == (
        "retry: 3000\n\n: still here\n\n: still here\n\nevent: signed-out\ndata: \n\n"
    )


async def test_the_oldest_of_too_many_is_told_enough_and_the_others_go_on(
    client: Client, readers: Readers
) -> None:
    first, *others = [await client.get("/") for _ in range(3)]
    assert await first.text() == "retry: 3000\n\nevent: enough\ndata: \n\n"
    assert len(readers) == 2
    for other in others:
        other.close()


def test_the_cap_is_each_persons_own() -> None:
    readers = Readers(most=1)
    ana, cy = Reader("ana"), Reader("cy")
    readers.join(ana)
    readers.join(cy)
    assert (list(readers), ana.is_over, cy.is_over) == ([ana, cy], False, False)


async def test_all_end_at_once_and_whoever_comes_later_too(client: Client, readers: Readers) -> None:
    answers = [await client.get("/") for _ in range(2)]
    await until(lambda: len(readers) == 2)
    readers.end()
    assert [await answer.text() for answer in answers] == ["retry: 3000\n\n"] * 2
    assert await (await client.get("/")).text() == "retry: 3000\n\n"


async def test_one_who_is_too_far_behind_is_dropped_and_nothing_piles_up(readers: Readers) -> None:
    reader = Reader("ana")
    readers.join(reader)
    for number in range(10_000):
        reader.send(Event("changed", id=str(number)))
    assert (reader.is_over, reader._waiting.qsize()) == (True, events.WAITING + 1)


async def test_one_who_takes_nothing_is_left(
    client: Client, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PATIENCE_SECONDS", 0.1)
    _, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await until(lambda: readers)
    (reader,) = readers
    for _ in range(60):
        reader.send(Event("changed", "x" * 200_000))
    await until(lambda: not readers)
    writer.close()


async def test_one_who_left_is_noticed_at_the_next_ping(
    client: Client, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.05)
    async with ClientSession() as session:
        answer = await session.get(client.make_url("/"))
        await until(lambda: readers)
        answer.close()
    await until(lambda: not readers)
