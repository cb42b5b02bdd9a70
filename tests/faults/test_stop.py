"""Told to stop while a request is half sent, one mail is being taken and another server says nothing: everything
begun in time ends well, the rest waits for the next start, and no mail goes twice."""

import asyncio
import sqlite3
import time
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import Process
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest

from inquiries.commands import serving
from inquiries.mail import smtp_pool
from inquiries.queue import worker
from inquiries.web import connection
from tests.faults import process, senders
from tests.faults.process import Home
from tests.mail import server
from tests.mail.server import MailServer, Pause, Stall

STOP_SECONDS = 10


@pytest.fixture
def pace(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Short waits for what never ends, which a stop would else take in full; --long takes them as they are."""
    return () if request.config.getoption("--long") else ("hurried",)


def test_all_that_a_stop_waits_for_is_within_its_ten_seconds() -> None:
    requests = serving.GRACE + serving.CANCELLED + connection.CUT
    assert max(requests, worker.STOP_SECONDS) + smtp_pool.GOODBYE_SECONDS <= STOP_SECONDS


async def test_a_stop_loses_nothing_and_sends_nothing_twice(tmp_path: Path, pace: tuple[str, ...]) -> None:
    async with server.running() as mail:
        url = f"smtp://127.0.0.1:{mail.port}?tls=none"
        desk = 'desks.media = {name = "Media", notify = ["ana@charity.example"]}\ndesks.events = {name = "Events"}\n'
        (tmp_path / "inquiries.toml").write_text(desk, "utf-8")
        home = process.home(tmp_path, INQUIRIES_SMTP_URL=url)
        mail.fail("dot", Pause(1.0), to="ana@charity.example")
        mail.fail("RCPT", Stall(), to="@gazette0.example")
        async with process.running(home, *pace) as program:
            await answered(await half_sent(home, 0), 0)
            await until(lambda: mail.mails and any("@gazette0" in command for command in mail.commands))
            await stopped_while_sending(home, program)
        assert [one.to[0] for one in mail.mails] == ["ana@charity.example"]
        mail.behave()
        await next_start(home)
        assert told(mail) == deliveries(home)
        assert len(mail.mails) == 4


async def test_a_sender_who_never_finishes_does_not_hold_up_the_end(
    tmp_path: Path, pace: tuple[str, ...]
) -> None:
    home = process.home(tmp_path)
    async with process.running(home, *pace) as program:
        _, writer = await half_sent(home, 0)
        await asyncio.sleep(0.1)
        program.terminate()
        said, _ = await asyncio.wait_for(program.communicate(), STOP_SECONDS)
        writer.close()
    assert program.returncode == 0, said.decode()
    assert ask(home, "SELECT id FROM submissions") == []


async def stopped_while_sending(home: Home, program: Process) -> None:
    """The second submission is half there when the signal comes."""
    second = await half_sent(home, 20)
    await asyncio.sleep(0.1)
    program.terminate()
    began = time.monotonic()
    await asyncio.sleep(0.3)
    await answered(second, 20)
    said, _ = await asyncio.wait_for(program.communicate(), STOP_SECONDS)
    assert time.monotonic() - began < STOP_SECONDS
    assert program.returncode == 0, said.decode()
    assert b"Traceback" not in said, said.decode()


async def half_sent(home: Home, number: int) -> tuple[StreamReader, StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
    whole = senders.request(number)
    writer.write(whole[: -len(whole) // 4])
    await writer.drain()
    return reader, writer


async def answered(connection: tuple[StreamReader, StreamWriter], number: int) -> None:
    reader, writer = connection
    whole = senders.request(number)
    writer.write(whole[-len(whole) // 4 :])
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 303 ")
    writer.close()


async def next_start(home: Home) -> None:
    """A minute later, when what was given up is nobody's any more; until all is sent."""
    ask(home, "UPDATE jobs SET leased_until = 0, next_try_at = 0 WHERE state = 0")
    left = "SELECT 1 FROM submissions WHERE state = 0 UNION SELECT 1 FROM jobs WHERE state = 0"
    async with process.running(home):
        await until(lambda: not ask(home, left))


async def until(true: Callable[[], object]) -> None:
    for _ in range(1_000):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not come about in 20 seconds")


def told(mail: MailServer) -> list[tuple[str, str]]:
    return sorted((str(message_from_bytes(one.content)["Message-ID"]), one.to[0]) for one in mail.mails)


def deliveries(home: Home) -> list[tuple[str, str]]:
    return sorted(ask(home, "SELECT message_id, recipient FROM deliveries"))


def ask(home: Home, query: str) -> list[tuple[str, str]]:
    connection = sqlite3.connect(home.database)
    try:
        with connection:
            return connection.execute(query).fetchall()
    finally:
        connection.close()
