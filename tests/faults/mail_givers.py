"""Mail servers that hand over mail by LMTP, each over a connection of its own, again until it is answered for."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.mail.talk import talking

GIVERS = 8
RECIPIENTS = ("reply+one@charity.example", "media@charity.example")
Mail = tuple[int, str]


def mail(number: int) -> bytes:
    return (
        f"Return-Path: <bo{number}@gazette.example>\r\nFrom: Bo <bo{number}@gazette.example>\r\n"
        f"To: media@charity.example\r\nMessage-ID: <{number}@gazette.example>\r\nSubject: Letter {number}\r\n\r\n"
        f"Question {number}\r\n" + "and some more about it\r\n" * (number % 50)
    ).encode()


@dataclass
class Given:
    """What the outside knows: whom which mail was answered for, and what is to be handed over again."""

    acknowledged: set[Mail] = field(default_factory=set)
    waiting: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def next(self) -> tuple[int, tuple[str, ...]] | None:
        """What was not answered for, else a new one; every third mail has two recipients."""
        if self.waiting:
            return self.waiting.pop()
        number = next(self.numbers, None)
        return None if number is None else (number, RECIPIENTS[: 2 if number % 3 == 0 else 1])


async def give(given: Given, port: int) -> None:
    """All of them, until the other side is gone or nothing is left."""
    await asyncio.gather(*(_giver(given, port) for _ in range(GIVERS)))


async def _giver(given: Given, port: int) -> None:
    try:
        async with talking(port) as talk:
            while found := given.next():
                number, recipients = found
                missing = list(recipients)
                try:
                    await talk.says(
                        "MAIL FROM:<bo@gazette.example>", *(f"RCPT TO:<{one}>" for one in recipients)
                    )
                    await talk.says("DATA")
                    talk.writer.write(mail(number) + b".\r\n")
                    for recipient in recipients:
                        answer = await talk.answer()
                        if not answer:
                            return
                        assert answer == "250 2.0.0 Kept"
                        missing.remove(recipient)
                        given.acknowledged.add((number, recipient))
                finally:
                    if missing:
                        given.waiting.append((number, tuple(missing)))
    except OSError:
        return
