"""The e-mail channel against a real mail server that misbehaves: nothing is lost, no mail changes its name."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest

from inquiries.database.tables import DEAD, DONE, READY
from inquiries.mail import smtp
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Shown
from inquiries.outbox.post import Post
from tests.mail import server
from tests.mail.server import Drop, MailServer, Say
from tests.notify.conftest import Moment, Opened, all_deliveries, drain
from tests.opened import NOON, media


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    async with server.running() as running:
        yield running


@pytest.fixture
async def post(post: Post, mail_server: MailServer) -> AsyncIterator[Post]:
    """A post whose mail goes to the server."""
    transport = smtp.Smtp(f"smtp://localhost:{mail_server.port}?tls=none", helo="inquiries.test")
    yield replace(post, transport=transport)
    await transport.close()


async def receipt(post: Post) -> Shown:
    (one,) = (one for one in await all_deliveries(post) if one.delivery.kind == "receipt")
    return one


async def waiting(post: Post) -> list[tuple[str, int, list[str]]]:
    async with post.database.read() as db:
        found = await deliveries.waiting(db, desks={"media"}, everything=False)
    return [(one.delivery.kind, one.state, [attempt.result for attempt in one.attempts]) for one in found]


def ids(mail_server: MailServer) -> list[str]:
    mails = [
        message_from_bytes(mail.content) for mail in mail_server.mails if "bo@gazette.example" in mail.to
    ]
    return [str(mail["Message-ID"]) for mail in mails]


async def test_each_is_delivered_from_the_null_sender_with_the_servers_answer_kept(
    post: Post, opened: Opened, mail_server: MailServer
) -> None:
    await opened(media())
    await drain(post)
    envelopes = sorted((mail.sender, mail.to) for mail in mail_server.mails)
    recipients = ("bo@gazette.example", "duty@charity.example", "media@charity.example")
    assert envelopes == [("<>", (to,)) for to in recipients]
    one = await receipt(post)
    assert (one.state, [(attempt.result, attempt.said) for attempt in one.attempts]) == (
        DONE,
        [("done", "250, accepted")],
    )
    assert ids(mail_server) == [one.delivery.message_id]
    assert await waiting(post) == []


@pytest.mark.parametrize(
    ("step", "fault"), [("RCPT", Say("451 greylisted")), ("dot", Say("452 full")), ("dot", Drop())]
)
async def test_what_fails_for_now_is_tried_again_within_a_minute_with_the_same_message_id(
    post: Post, opened: Opened, mail_server: MailServer, moment: Moment, step: str, fault: server.Fault
) -> None:
    mail_server.fail(step, fault, times=1, to="bo@gazette.example")
    await opened(media())
    await drain(post)
    assert await waiting(post) == [("receipt", READY, ["later"])]
    moment.at = NOON + timedelta(minutes=1)
    await drain(post)
    one = await receipt(post)
    assert (one.state, [attempt.result for attempt in one.attempts]) == (DONE, ["later", "done"])
    assert set(ids(mail_server)) == {one.delivery.message_id}
    assert await waiting(post) == []


async def test_what_is_refused_for_good_is_a_dead_letter_that_a_person_may_try_again(
    post: Post, opened: Opened, mail_server: MailServer
) -> None:
    mail_server.fail("RCPT", Say("550 no such mailbox"), to="bo@gazette.example")
    (inquiry,) = await opened(media())
    await drain(post)
    assert await waiting(post) == [("receipt", DEAD, ["refused"])]
    one = await receipt(post)
    assert "550" in one.attempts[0].said
    assert (one.reference, len(mail_server.mails)) == (inquiry.reference, 2)
    mail_server.behave()
    again = {"desks": {"media"}, "everything": False, "at": NOON}
    assert await post.database.write(deliveries.retry, one.delivery.id, **again)
    await drain(post)
    assert (await waiting(post), ids(mail_server)) == ([], [one.delivery.message_id])


async def test_a_server_that_is_down_delays_and_loses_nothing(
    post: Post, opened: Opened, moment: Moment
) -> None:
    with_server = post.transport
    silent = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    silent.close()
    await silent.wait_closed()
    down = replace(post, transport=smtp.Smtp(f"smtp://localhost:{port}?tls=none", helo="inquiries.test"))
    await opened(media())
    await drain(down)
    await down.transport.close()
    assert [(state, results) for _, state, results in await waiting(post)] == [(READY, ["later"])] * 3
    moment.at = NOON + timedelta(minutes=1)
    await drain(replace(post, transport=with_server))
    assert await waiting(post) == []
