"""Mail handed over by LMTP is on disk before the other side is told so."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.correspondence import keep
from inquiries.correspondence.doors import lmtp, opening
from inquiries.database import tables
from inquiries.database.engine import StorageUnavailable, Tx
from tests import inside
from tests.correspondence.doors.conftest import Kept
from tests.mail.talk import Talk, talking

REPLY, MEDIA = "reply+x@charity.example", "media@charity.example"
MAIL = b"Subject: hello\r\n\r\nHello\r\n"
Rows = Callable[[], Awaitable[list[Kept]]]


@pytest.fixture
async def talk(house: House) -> AsyncIterator[Talk]:
    """A greeted mail server at the door."""
    listening = socket.create_server(("127.0.0.1", 0))
    async with opening.doors(house.post, listening), talking(listening.getsockname()[1]) as talk:
        yield talk


async def test_a_mail_is_kept_once_for_each_recipient_however_often_it_comes(talk: Talk, kept: Rows) -> None:
    for _ in range(2):
        answers = await talk.hands_over(MAIL, REPLY, MEDIA)
        assert answers[2:] == [lmtp.KEPT, lmtp.KEPT]
        assert await kept() == [("lmtp", "bo@gazette.example", one, MAIL) for one in (REPLY, MEDIA)]


async def test_an_answer_comes_after_the_commit(
    talk: Talk, kept: Rows, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    async def slowly(tx: Tx, **mail: Any) -> int | None:
        id = await real(tx, **mail)
        await inside.until(tx, let_go)
        return id

    real = keep.keep
    monkeypatch.setattr(keep, "keep", slowly)
    await talk.says("MAIL FROM:<>", f"RCPT TO:<{MEDIA}>", "DATA")
    talk.writer.write(MAIL + b".\r\n")
    answer = asyncio.ensure_future(talk.answer())
    await asyncio.sleep(0.1)
    assert not answer.done()
    let_go.set()
    assert await answer == lmtp.KEPT
    assert await kept() == [("lmtp", "", MEDIA, MAIL)]


@pytest.mark.parametrize("trouble", [StorageUnavailable("the disk is full"), ZeroDivisionError("x")])
async def test_what_cannot_be_kept_is_put_off_for_that_recipient_alone(
    talk: Talk, kept: Rows, house: House, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    async def sometimes(tx: Tx, **mail: Any) -> int | None:
        if mail["recipient"] == REPLY:
            raise trouble
        return await real(tx, **mail)

    real = keep.keep
    monkeypatch.setattr(keep, "keep", sometimes)
    answers = await talk.hands_over(MAIL, REPLY, MEDIA)
    assert answers[2:] == [lmtp.LATER, lmtp.KEPT]
    monkeypatch.undo()
    answers = await talk.hands_over(MAIL, REPLY, MEDIA)
    assert answers[2:] == [lmtp.KEPT, lmtp.KEPT]
    assert [recipient for _, _, recipient, _ in await kept()] == [MEDIA, REPLY]


async def test_every_kept_mail_has_its_job(talk: Talk, house: House) -> None:
    await talk.hands_over(MAIL, REPLY, MEDIA)
    async with house.database.read() as db:
        jobs = [row.key for row in await db.execute(sa.select(tables.jobs.c.key))]
        mails = [row.id for row in await db.execute(sa.select(tables.mails.c.id))]
    assert jobs == [f"read:{id}" for id in mails]
