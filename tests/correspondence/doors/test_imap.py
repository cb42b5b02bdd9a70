"""Mail fetched from a mailbox is marked as seen when it is on disk, and nothing there stops the door."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.correspondence.doors import imap
from inquiries.correspondence.doors.imap import Fetcher
from inquiries.database.engine import StorageUnavailable, Tx
from inquiries.mail import imap_mailbox
from tests.correspondence.doors.conftest import Kept
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer

Rows = Callable[[], Awaitable[list[Kept]]]


def mail(number: int) -> bytes:
    return (
        b"Return-Path: <bo@gazette.example>\r\nTo: media@charity.example\r\n"
        b"Subject: number %d\r\n\r\nHello\r\n" % number
    )


def as_kept(*numbers: int) -> list[Kept]:
    return [("imap", "bo@gazette.example", "media@charity.example", mail(number)) for number in numbers]


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "FIRST", 0.01)
    monkeypatch.setattr(imap, "LONGEST", 0.05)


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with imap_server.running() as server:
        yield server


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


async def test_what_is_unseen_is_kept_and_marked_whether_it_was_there_or_comes(
    house: House, server: ImapServer, kept: Rows
) -> None:
    server.add(mail(1), mail(2))
    async with fetching(house, server):
        await until(lambda: "IDLE" in server.commands and not server.unseen)
        assert await kept() == as_kept(1, 2)
        began = time.monotonic()
        server.add(mail(3))
        await until(lambda: not server.unseen)
        assert time.monotonic() - began < 2
    assert await kept() == as_kept(1, 2, 3)
    assert server.connections == 1


async def test_nothing_is_marked_before_it_is_kept(
    house: House, server: ImapServer, kept: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = asyncio.Event()

    async def slowly(tx: Tx, **mail: Any) -> int | None:
        id = await real(tx, **mail)
        await let_go.wait()
        return id

    real = keep.keep
    monkeypatch.setattr(keep, "keep", slowly)
    server.add(mail(1))
    async with fetching(house, server):
        await until(lambda: any("FETCH" in one for one in server.commands))
        await asyncio.sleep(0.1)
        assert server.unseen == [1]
        let_go.set()
        await until(lambda: not server.unseen)
    assert await kept() == as_kept(1)


async def test_a_server_without_idle_is_asked_now_and_then(
    house: House, kept: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "POLL_SECONDS", 0.02)
    async with imap_server.running(idles=False) as server, fetching(house, server):
        await until(lambda: server.commands.count("NOOP") > 1)
        server.add(mail(1))
        await until(lambda: not server.unseen)
        assert "IDLE" not in server.commands
    assert await kept() == as_kept(1)


async def test_waiting_is_renewed(house: House, server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap.Fetcher, "_until_next", lambda _: 0.02)
    async with fetching(house, server):
        await until(lambda: server.commands.count("IDLE") > 2)
    assert server.connections == 1


async def test_mail_announced_with_another_answer_is_fetched_without_waiting(
    house: House, server: ImapServer, kept: Rows
) -> None:
    """It comes in behind what the search found, and is told of with its answer, not while we wait."""

    def between(line: str) -> str | None:
        if not line.startswith("UID SEARCH") or len(server.mails) > 1:
            return None
        server.mails.append(imap_server.Letter(2, mail(2)))
        (session,) = server._open
        session.send("* SEARCH 1")
        session.tell()
        return "OK done"

    server.add(mail(1))
    server.fault = between
    async with fetching(house, server):
        await until(lambda: len(server.mails) == 2 and not server.unseen)
    assert await kept() == as_kept(1, 2)


async def test_the_same_mails_under_other_numbers_are_kept_once(
    house: House, server: ImapServer, kept: Rows
) -> None:
    server.add(mail(1), mail(2))
    async with fetching(house, server):
        await until(lambda: not server.unseen)
        server.renumber()
        server.hang_up()
        server.add(mail(3))
        await until(lambda: not server.unseen)
    assert await kept() == as_kept(1, 2, 3)


async def test_a_lost_connection_is_made_again_and_nothing_is_kept_twice(
    house: House, server: ImapServer, kept: Rows
) -> None:
    lost = 0

    def drops(line: str) -> str | None:
        nonlocal lost
        if lost < 6 and line.startswith(("UID STORE", "UID FETCH", "LOGIN", "SELECT", "UID SEARCH", "IDLE")):
            lost += 1
            return "drop" if lost % 2 else None
        return None

    server.fault = drops
    server.add(mail(1), mail(2), mail(3))
    async with fetching(house, server):
        await until(lambda: not server.unseen)
    assert sorted(await kept()) == as_kept(1, 2, 3)
    assert server.connections > 3


@pytest.mark.parametrize("answer", ["NO not this one", "drop", "BAD what", "OK nothing comes"])
async def test_a_mail_that_is_not_given_out_holds_up_nothing_behind_it(
    house: House, server: ImapServer, kept: Rows, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.fault = lambda line: answer if line.startswith("UID FETCH 1 ") else None
    server.add(mail(1), mail(2), mail(3))
    async with fetching(house, server):
        await until(lambda: server.unseen in ([1], []))
        server.add(mail(4))
        await until(lambda: server.unseen in ([1], []))
    assert await kept() == as_kept(2, 3, 4)
    assert "bo@gazette.example" not in caplog.text


async def test_a_mail_that_failed_is_tried_again_later_and_at_once_after_a_fault_of_the_disk(
    house: House, server: ImapServer, kept: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble: list[Exception] = [ZeroDivisionError("x"), StorageUnavailable("the disk is full")]

    async def at_last(tx: Tx, **mail: Any) -> int | None:
        if trouble:
            raise trouble.pop()
        return await real(tx, **mail)

    real = keep.keep
    monkeypatch.setattr(keep, "keep", at_last)
    server.add(mail(1))
    async with fetching(house, server):
        await until(lambda: not server.unseen)
    assert await kept() == as_kept(1)


async def test_of_a_very_large_mail_the_beginning_is_kept(
    house: House,
    server: ImapServer,
    kept: Rows,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(imap_mailbox, "WHOLE", len(mail(1)))
    server.add(mail(1) + b"more", mail(2))
    async with fetching(house, server):
        await until(lambda: not server.unseen)
    assert await kept() == as_kept(1, 2)
    assert caplog.text.count("only the beginning was kept") == 1


async def test_a_wrong_password_is_said_without_the_servers_words_and_tried_again(
    house: House, server: ImapServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with fetching(house, server, password="wrong"):
        await until(lambda: server.connections > 2)
    assert "IMAP: the mailbox cannot be signed in to: the server says no" in caplog.text
    assert "gazette" not in caplog.text
    assert "wrong" not in caplog.text


async def test_a_server_that_is_not_there_is_waited_for(
    house: House, caplog: pytest.LogCaptureFixture, server: ImapServer
) -> None:
    fetcher = Fetcher(house.post, "imap://us:hush@127.0.0.1:9?tls=none")
    fetcher.start()
    await until(lambda: caplog.text.count("cannot be reached") > 2)
    await fetcher.close()


async def test_nothing_is_sent_in_the_clear_where_starttls_was_asked_for(
    house: House, server: ImapServer, caplog: pytest.LogCaptureFixture
) -> None:
    fetcher = Fetcher(house.post, f"imap://us:hush@127.0.0.1:{server.port}?tls=starttls")
    fetcher.start()
    await until(lambda: "cannot be reached with STARTTLS" in caplog.text)
    await fetcher.close()
    assert not [one for one in server.commands if one.startswith("LOGIN")]


@pytest.mark.parametrize("silent_at", ["LOGIN", "UID SEARCH", "UID FETCH", "IDLE"])
async def test_a_stop_waits_for_no_server(
    house: House, server: ImapServer, silent_at: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer to this command never comes."""
    server.add(mail(1))
    server.fault = lambda line: "silence" if line.startswith(silent_at) else None
    fetcher = Fetcher(house.post, f"imap://us:hush@127.0.0.1:{server.port}?tls=none")
    fetcher.start()
    await until(lambda: any(one.startswith(silent_at) for one in server.commands))
    began = time.monotonic()
    await fetcher.close()
    assert time.monotonic() - began < imap.CLOSE_SECONDS + 1
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
