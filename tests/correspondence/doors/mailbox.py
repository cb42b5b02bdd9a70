"""Mails in a mailbox, and the door that fetches them while a test looks on."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from inquiries.app import House
from inquiries.correspondence.doors.imap import Fetcher
from tests.correspondence.doors.conftest import Kept
from tests.mail.imap_server import ImapServer


def mail(number: int) -> bytes:
    return (
        b"Return-Path: <bo@gazette.example>\r\nTo: media@charity.example\r\n"
        b"Subject: number %d\r\n\r\nHello\r\n" % number
    )


def as_kept(*numbers: int) -> list[Kept]:
    return [("imap", "bo@gazette.example", "media@charity.example", mail(number)) for number in numbers]


@asynccontextmanager
async def fetching(house: House, server: ImapServer, **place: str) -> AsyncIterator[Fetcher]:
    password = place.get("password", "hush")
    fetcher = Fetcher(house.post, f"imap://us:{password}@127.0.0.1:{server.port}?tls=none")
    fetcher.start()
    try:
        yield fetcher
    finally:
        await fetcher.close()
        await until(lambda: "imap" not in [one.name for one in threading.enumerate()])


async def until(true: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come about"
        await asyncio.sleep(0.01)
