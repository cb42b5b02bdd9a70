"""Many senders at once over kept connections, each with one submission at a time, sent again until it is answered."""

import asyncio
import json
import math
from dataclasses import dataclass, field
from urllib.parse import urlencode

SENDERS = 16
PATIENCE = 10.0  # seconds for an answer


@dataclass
class Sent:
    """What the outside knows: of each numbered submission, the receipt's token and, by the API, its reference.

    There are none beyond `limit`, which may be raised. Only a program that is stopping may refuse one: `refusals`.
    """

    limit: float = math.inf
    refusals: bool = False
    numbers: int = 0
    tokens: dict[int, str] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)

    def next(self) -> int | None:
        """A submission that was interrupted before it was answered, else a new one, if there is one just now."""
        if self.open:
            return self.open.pop()
        if self.numbers >= self.limit:
            return None
        self.numbers += 1
        return self.numbers - 1


def fields(number: int) -> dict[str, str]:
    """One in twenty goes to Media, one to Events; the others are held in quarantine, so that the queue keeps up."""
    suspicious = {} if number % 20 < 2 else {"website": "https://spam.example"}
    return {
        "name": "Bo Reyes",
        "outlet": "The Example Gazette",
        "email": f"bo{number}@gazette{number % 7}.example",
        "topic": "events" if number % 20 == 1 else "programs",
        "question": f"Question {number}",
        "deadline_day": "none",
    } | suspicious


async def send(sent: Sent, port: int) -> None:
    """All of them, until the other side is gone."""
    await asyncio.gather(*(_sender(sent, port) for _ in range(SENDERS)))


async def _sender(sent: Sent, port: int) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return
    try:
        while True:
            number = sent.next()
            if number is None:
                if reader.at_eof():
                    return
                await asyncio.sleep(0.05)
                continue
            try:
                writer.write(request(number))
                head, body = await asyncio.wait_for(_answer(reader), PATIENCE)
            except (OSError, asyncio.IncompleteReadError):
                sent.open.append(number)
                return
            _note(sent, number, head, body)
    finally:
        writer.transport.abort()


def request(number: int) -> bytes:
    """Even ones by the page, odd ones by the API; a second time with the same key."""
    if number % 2:
        path, kind, extra = "/api/v1/forms/media/submissions", "json", f"Idempotency-Key: k{number}\r\n"
        body = json.dumps(fields(number)).encode()
    else:
        path, kind, extra = "/forms/media", "x-www-form-urlencoded", ""
        body = urlencode(fields(number) | {"form_token": f"k{number}"}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/{kind}\r\n{extra}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = int(_header(head, "content-length") or 0)
    return head, await reader.readexactly(length)


def _note(sent: Sent, number: int, head: str, body: bytes) -> None:
    status = head.split(" ", 2)[1]
    if sent.refusals and status == "503":
        sent.open.append(number)
        return
    assert status == ("201" if number % 2 else "303"), head + body.decode()
    sent.tokens[number] = _header(head, "location").rpartition("/")[2]
    if number % 2:
        sent.references[number] = json.loads(body)["reference"]


def _header(head: str, name: str) -> str:
    lines = (line.partition(":") for line in head.split("\r\n"))
    return next((value.strip() for key, _, value in lines if key.lower() == name), "")
