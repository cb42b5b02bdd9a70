"""No fault of a mailbox, of its server or of one mail in it stops the door, loses a mail or keeps one twice."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.correspondence.doors import imap
from inquiries.correspondence.doors.imap import Fetcher
from inquiries.database.engine import StorageUnavailable, Tx
from tests.correspondence.doors.conftest import Kept
from tests.correspondence.doors.mailbox import as_kept, fetching, mail, until
from tests.mail.imap_server import ImapServer

Rows = Callable[[], Awaitable[list[Kept]]]


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
