"""A stream as a page reads it: one event after the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientResponse

from inquiries.database.engine import Tx
from inquiries.inquiry.changes.record import record
from tests import inside
from tests.staff.conftest import NOON, Browser

Told = tuple[str, str]  # its name, its data


@dataclass
class Stream:
    answer: ClientResponse
    last_id: str = ""

    async def next(self, seconds: float = 5) -> Told | None:
        """The next event; None at the end of the stream, TimeoutError when nothing comes."""
        async with asyncio.timeout(seconds):
            while block := (await self._block()):
                fields = dict(line.split(": ", 1) for line in block.rstrip("\n").split("\n"))
                self.last_id = fields.get("id", self.last_id)
                if "event" in fields:
                    return fields["event"], fields.get("data", "")
        return None

    async def is_silent(self, seconds: float = 0.4) -> bool:
        try:
            await self.next(seconds)
        except TimeoutError:
            return True
        return False

    async def _block(self) -> str:
        lines = []
        while (line := (await self.answer.content.readline()).decode()).strip():
            lines.append(line)
        return "".join(lines)


@asynccontextmanager
async def listening(browser: Browser, query: str = "", last_id: str = "") -> AsyncIterator[Stream]:
    """From its first line on."""
    headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
    answer = await browser.get(f"/staff/live{query}", headers=headers)
    assert answer.status == 200
    async with answer:
        stream = Stream(answer)
        assert await stream._block() == "retry: 3000\n"
        yield stream


async def noted(tx: Tx, id: int, *, slow: bool = False, at: object = NOON) -> None:
    await record(tx, id, "noted", None, at)  # type: ignore[arg-type]
    if slow:
        await inside.pause(tx, 0.03)
