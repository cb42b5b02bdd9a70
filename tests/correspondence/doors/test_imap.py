"""Mail fetched from a mailbox is kept once, and marked as seen when it is on disk and not before."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.correspondence.doors import imap
from inquiries.database.engine import Tx
from inquiries.mail import imap_mailbox
from tests.correspondence.doors.conftest import Kept
from tests.correspondence.doors.mailbox import as_kept, fetching, mail, until
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer

Rows = Callable[[], Awaitable[list[Kept]]]


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
