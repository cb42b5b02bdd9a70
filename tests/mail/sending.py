"""Sending a letter through a client of our own to the server of a test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from inquiries import outcome
from inquiries.mail import compose, smtp
from inquiries.mail.compose import Letter


@asynccontextmanager
async def client(
    port: int, query: str = "?tls=none", user: str = "", scheme: str = "smtp"
) -> AsyncIterator[smtp.Smtp]:
    made = smtp.Smtp(f"{scheme}://{user}localhost:{port}{query}", helo="inquiries.test")
    try:
        yield made
    finally:
        await made.close()


async def send(through: smtp.Smtp, letter: Letter, sender: str = "media@charity.example") -> outcome.Outcome:
    return await through.send(compose.compose(letter), sender=sender, to=letter.to)


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within 5 s")
