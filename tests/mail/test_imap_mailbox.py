"""Waiting in IDLE: whatever was announced in the moment before is noticed at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from inquiries.mail import imap_url
from inquiries.mail.imap_mailbox import Mailbox
from tests.mail import imap_server
from tests.mail.imap_server import ImapServer

MAIL = b"Subject: hello\r\n\r\nHello\r\n"
AT_ONCE, LONG = 2.0, 30.0


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with imap_server.running() as running:
        yield running


async def test_mail_announced_together_with_the_answer_to_idle_ends_it_at_once(server: ImapServer) -> None:
    """In one piece, so that it stands in a buffer by then and not on the connection."""
    server.add(MAIL)
    place = imap_url.parse(f"imap://us:hush@127.0.0.1:{server.port}?tls=none")
    mailbox = await asyncio.to_thread(Mailbox, place)
    try:
        await asyncio.to_thread(mailbox.open)
        server.add(MAIL)
        async with asyncio.timeout(AT_ONCE):
            await asyncio.to_thread(mailbox.idle, LONG)
        assert await asyncio.to_thread(mailbox.unseen) == [1, 2]
        waiting = asyncio.create_task(asyncio.to_thread(mailbox.idle, LONG))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        server.add(MAIL)
        async with asyncio.timeout(AT_ONCE):
            await waiting
        assert await asyncio.to_thread(mailbox.unseen) == [1, 2, 3]
    finally:
        await asyncio.to_thread(mailbox.close)
