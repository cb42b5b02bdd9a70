"""A connection to a server that speaks in lines, as a test sees it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 20.0


@dataclass(frozen=True)
class Talk:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def answer(self) -> str:
        """One answer; of several lines, all of them. Empty when the other side has hung up."""
        lines = []
        while True:
            line = (await asyncio.wait_for(self.reader.readline(), PATIENCE)).decode()
            lines.append(line.rstrip("\r\n"))
            if line[3:4] != "-":
                return "\n".join(lines)

    async def says(self, *commands: str) -> list[str]:
        """The answer to each, one after the other."""
        answers = []
        for command in commands:
            self.writer.write(f"{command}\r\n".encode())
            answers.append(await self.answer())
        return answers

    async def hands_over(self, raw: bytes, *recipients: str, sender: str = "bo@gazette.example") -> list[str]:
        """The answers to each recipient and, if anybody is left, to the mail for each of them."""
        await self.says(f"MAIL FROM:<{sender}>")
        known = await self.says(*(f"RCPT TO:<{one}>" for one in recipients))
        taken = [one for one in known if one.startswith("250")]
        if not taken:
            return known
        assert await self.says("DATA") == ["354 End with a dot on a line of its own"]
        self.writer.write(raw + b".\r\n")
        return known + [await self.answer() for _ in taken]


@asynccontextmanager
async def talking(place: int | Path, *, greeted: bool = True) -> AsyncIterator[Talk]:
    """To a port of 127.0.0.1 or a socket in the file system."""
    if isinstance(place, Path):
        talk = Talk(*await asyncio.open_unix_connection(place))
    else:
        talk = Talk(*await asyncio.open_connection("127.0.0.1", place))
    try:
        if greeted:
            await talk.answer()
            await talk.says("LHLO mx.example")
        yield talk
    finally:
        talk.writer.transport.abort()
