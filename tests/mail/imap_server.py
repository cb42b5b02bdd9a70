"""A small IMAP server on loopback: as much of RFC 3501 and IDLE as a client needs that fetches and marks as seen."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Letter:
    uid: int
    raw: bytes
    seen: bool = False
    gone: bool = False


@dataclass
class ImapServer:
    """What a test sees of it. Its mails outlive every connection."""

    port: int = 0
    idles: bool = True
    validity: int = 1
    user: tuple[str, str] = ("us", "hush")
    mails: list[Letter] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    # Asked before each command: "drop" hangs up, "silence" says nothing, any other words are the answer.
    fault: Callable[[str], str | None] = lambda _line: None
    _next: int = 1
    _open: set["_Session"] = field(default_factory=set)

    def add(self, *raws: bytes) -> None:
        for raw in raws:
            self.mails.append(Letter(self._next, raw))
            self._next += 1
        self.tell()

    def tell(self) -> None:
        """Let those who wait in IDLE know how many mails there are; the others hear it with their next answer."""
        for session in self._open:
            if session.idle:
                session.tell()

    def renumber(self) -> None:
        """As after a restore: the same mails under other numbers, and nothing marked."""
        self.validity += 1
        for one in self.mails:
            one.uid, one.seen = one.uid + 1000, False
        self._next += 1000

    def hang_up(self) -> None:
        for session in list(self._open):
            session.writer.transport.abort()

    @property
    def unseen(self) -> list[int]:
        return [one.uid for one in self.mails if not one.seen]


class _Session:
    def __init__(
        self, server: ImapServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.idle = ""
        self.told = 0

    def tell(self, *before: str) -> None:
        """How many mails there are, if that is new, in one go with the lines before it."""
        lines = [*before]
        if len(self.server.mails) > self.told:
            self.told = len(self.server.mails)
            lines.append(f"* {self.told} EXISTS")
        if lines:
            self.send("\r\n".join(lines))

    def send(self, line: str | bytes) -> None:
        self.writer.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    async def run(self) -> None:
        self.send("* OK ready")
        while line := (await self.reader.readline()).decode().rstrip("\r\n"):
            if line == "DONE":
                self.send(f"{self.idle} OK done")
                self.idle = ""
                continue
            tag, _, rest = line.partition(" ")
            self.server.commands.append(rest)
            fault = self.server.fault(rest)
            if fault == "drop":
                return
            if fault == "silence":
                continue
            if fault is not None:
                self.send(f"{tag} {fault}")
            elif self.obey(tag, rest):
                return
            await self.writer.drain()

    def obey(self, tag: str, rest: str) -> bool:
        """Whether that was the last."""
        command = rest.removeprefix("UID ").split(" ")[0].upper()
        answer = f"{tag} OK done"
        if command == "CAPABILITY":
            self.send("* CAPABILITY IMAP4rev1" + (" IDLE" if self.server.idles else ""))
        elif command == "LOGIN":
            user, password = self.server.user
            if rest != f'LOGIN {user} "{password}"':
                answer = f"{tag} NO bo@gazette.example may not"
        elif command == "SELECT":
            self.tell()
            self.send(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        elif command == "SEARCH":
            self.send(" ".join(["* SEARCH", *map(str, self.server.unseen)]))
        elif command == "FETCH":
            self.fetch(rest)
        elif command == "STORE":
            self.store(rest)
        elif command == "IDLE":
            self.idle = tag
            self.tell("+ idling")
            return False
        elif command == "LOGOUT":
            self.send("* BYE")
        elif command != "NOOP":
            answer = f"{tag} BAD unknown"
        if command in ("SEARCH", "FETCH", "STORE", "NOOP"):
            self.tell()
        self.send(answer)
        return command == "LOGOUT"

    def fetch(self, rest: str) -> None:
        asked = re.fullmatch(r"UID FETCH (\d+) \(RFC822\.SIZE BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
        assert asked, rest
        for sequence, one in enumerate(self.server.mails, 1):
            if one.uid == int(asked[1]) and not one.gone:
                raw = one.raw[: int(asked[2])]
                head = f"* {sequence} FETCH (UID {one.uid} RFC822.SIZE {len(one.raw)} BODY[]<0> {{{len(raw)}}}\r\n"
                self.send(head.encode() + raw + b")")

    def store(self, rest: str) -> None:
        asked = re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", rest)
        assert asked, rest
        for one in self.server.mails:
            one.seen = one.seen or one.uid == int(asked[1])


@asynccontextmanager
async def running(**options: bool) -> AsyncIterator[ImapServer]:
    """A server for the length of a block, on a free port of 127.0.0.1."""
    state = ImapServer(**options)  # type: ignore[arg-type]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = _Session(state, reader, writer)
        state.connections += 1
        state._open.add(session)
        try:
            await session.run()
        except ConnectionError:
            pass
        finally:
            state._open.discard(session)
            writer.transport.abort()

    listener = await asyncio.start_server(talk, "127.0.0.1", 0)
    state.port = listener.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        listener.close()
        state.hang_up()
        await listener.wait_closed()
        while state._open:
            await asyncio.sleep(0)
