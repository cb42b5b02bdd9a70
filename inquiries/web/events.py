"""Server-sent events: open streams, what is sent down them, and how they end. Knows nothing of what is told."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass

from aiohttp import web

PING_SECONDS = 15.0
RETRY_SECONDS = 3  # after which a browser asks again
PATIENCE_SECONDS = 10.0  # for a reader who takes nothing
WAITING = 64  # events for one reader; whoever is further behind is dropped, and asks again
MOST = 8  # streams of one person: each of their windows has one while it is looked at
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would keep the events back
}


@dataclass(frozen=True, slots=True)
class Event:
    """`name` says what happened, `id` where to go on after a break; no line breaks in any of them."""

    name: str
    data: str = ""
    id: str = ""

    def encoded(self) -> bytes:
        """As the HTML standard has it, 9.2.6; without a data line browsers would not dispatch it."""
        lines = [f"event: {self.name}", f"data: {self.data}", *([f"id: {self.id}"] if self.id else [])]
        return ("\n".join(lines) + "\n\n").encode()


class Reader:
    """One open stream: what it is still to be sent. `owner` is who reads, for the cap."""

    def __init__(self, owner: Hashable) -> None:
        self.owner = owner
        self.is_over = False
        self._waiting: asyncio.Queue[Event | None] = asyncio.Queue()

    def send(self, event: Event) -> None:
        """Put it in the line; one who is too far behind is dropped."""
        if self._waiting.qsize() >= WAITING:
            self.end()
        elif not self.is_over:
            self._waiting.put_nowait(event)

    def end(self, last: Event | None = None) -> None:
        """No more after what waits, and after `last`."""
        if not self.is_over:
            self.is_over = True
            if last is not None:
                self._waiting.put_nowait(last)
            self._waiting.put_nowait(None)

    async def next(self) -> Event | None:
        """The next event, None at the end."""
        return await self._waiting.get()


class Readers:
    """Every open stream of one application."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._is_over = False
        self._open: dict[Reader, None] = {}  # in the order they came

    def __iter__(self) -> Iterator[Reader]:
        return iter(tuple(self._open))

    def __len__(self) -> int:
        return len(self._open)

    def join(self, reader: Reader) -> None:
        """One more; the oldest of an owner who has too many is told `enough`, and ends."""
        if self._is_over:
            return reader.end()
        theirs = [one for one in self._open if one.owner == reader.owner]
        for one in theirs[: max(0, len(theirs) - self._most + 1)]:
            self.leave(one)
            one.end(Event("enough"))
        self._open[reader] = None
        return None

    def leave(self, reader: Reader) -> None:
        self._open.pop(reader, None)

    def end(self) -> None:
        """All of them, at once, and whoever comes from now on: the process is about to stop."""
        self._is_over = True
        for reader in self:
            self.leave(reader)
            reader.end()


async def stream(
    request: web.Request, reader: Reader, check: Callable[[], Awaitable[Event | None]]
) -> web.StreamResponse:
    """Send what comes until the reader ends or leaves. At every ping `check` is asked whether they still may
    read; its answer, if there is one, is the last they are told.

    aiohttp-sse is not used: its pings run in a task of their own that asks nobody.
    """
    response = web.StreamResponse(headers=HEADERS)
    try:
        await response.prepare(request)
        await _write(response, f"retry: {RETRY_SECONDS * 1000}\n\n".encode())
        while True:
            try:
                async with asyncio.timeout(PING_SECONDS):
                    event = await reader.next()
            except TimeoutError:
                last = await check()
                if last is None:
                    await _write(response, b": still here\n\n")
                else:
                    reader.end(last)
                continue
            if event is None:
                return response
            await _write(response, event.encoded())
    except (ConnectionError, TimeoutError):  # they left, or take nothing any more
        if request.transport is not None:
            request.transport.abort()
        return response


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await response.write(data)
