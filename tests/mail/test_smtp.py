"""Handing mail to a real server on loopback that misbehaves at every step."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from inquiries import outcome
from inquiries.mail import compose, smtp
from inquiries.mail.compose import Letter
from tests.mail.sending import client, send
from tests.mail.server import Drop, MailServer, Say, Stall

TWICE = "the connection broke after the message was handed over; it may arrive twice"


async def test_mail_arrives_byte_for_byte(mail_server: MailServer, letter: Callable[..., Letter]) -> None:
    ours = letter(text=".\n..\n.dots at line starts\n")
    async with client(mail_server.port) as through:
        assert await send(through, ours) == outcome.Done("250, accepted")
    [mail] = mail_server.mails
    assert (mail.sender, mail.to) == ("media@charity.example", ("ana@charity.example",))
    assert mail.content == compose.compose(ours).as_bytes()


async def test_null_sender_is_sent_as_such(mail_server: MailServer, letter: Callable[..., Letter]) -> None:
    async with client(mail_server.port) as through:
        assert isinstance(await send(through, letter(), sender=""), outcome.Done)
    assert any(command.startswith("MAIL FROM:<>") for command in mail_server.commands)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("550 no such mailbox", outcome.Refused("550, no such mailbox")),
        ("550-5.1.1 no such\r\n550 5.1.1 mailbox\x07", outcome.Refused("550, 5.1.1 no such 5.1.1 mailbox")),
        ("451 try later, greylisted", outcome.TryLater("451, try later, greylisted")),
        ("530 sign in first", outcome.TryLater("530, sign in first")),
        ("421 going away", outcome.TryLater("421, going away")),
        ("554 " + "no " * 200, outcome.Refused(("554, " + "no " * 200)[:299] + "…")),
    ],
)
async def test_answer_at_a_step_is_sorted_and_the_next_mail_goes(
    mail_server: MailServer, letter: Callable[..., Letter], step: str, line: str, expected: outcome.Outcome
) -> None:
    async with client(mail_server.port) as through:
        mail_server.fail(step, Say(line))
        assert await send(through, letter()) == expected
        assert mail_server.mails == []
        mail_server.behave()
        assert isinstance(await send(through, letter()), outcome.Done)
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("line", ["554 no mail here", "421 too busy"])
@pytest.mark.parametrize("step", ["greeting", "EHLO"])
async def test_server_that_does_not_let_us_in_is_tried_later(
    mail_server: MailServer, letter: Callable[..., Letter], step: str, line: str
) -> None:
    mail_server.fail(step, Say(line))
    mail_server.fail("HELO", Say(line))
    async with client(mail_server.port) as through:
        answer = await send(through, letter())
    assert answer in (
        outcome.TryLater(f"localhost does not let us in: {line[:3]}, {line[4:]}"),
        outcome.TryLater("the connection broke (localhost)"),
    )


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
async def test_connection_cut_before_the_message_is_tried_later(
    mail_server: MailServer, letter: Callable[..., Letter], step: str
) -> None:
    mail_server.fail(step, Drop())
    async with client(mail_server.port) as through:
        assert await send(through, letter()) == outcome.TryLater("the connection broke (localhost)")
    assert mail_server.mails == []


async def test_connection_cut_after_the_final_dot_may_arrive_twice_and_is_not_sent_again(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter())
        mail_server.fail("dot", Drop())
        assert await send(through, letter()) == outcome.TryLater(f"{TWICE} (no answer)")
    assert len(mail_server.mails) == 2


async def test_gibberish_after_the_final_dot_may_arrive_twice(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    mail_server.fail("dot", Say("what was that?"))
    async with client(mail_server.port) as through:
        answer = await send(through, letter())
    assert isinstance(answer, outcome.TryLater)
    assert answer.reason.startswith(TWICE)


@pytest.mark.parametrize("step", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
async def test_server_that_never_answers_is_left(
    mail_server: MailServer, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(smtp, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(smtp, "COMMAND_SECONDS", 0.2)
    mail_server.fail(step, Stall())
    async with client(mail_server.port) as through:
        assert await send(through, letter()) == outcome.TryLater("localhost did not answer in time")


async def test_silence_after_the_final_dot_has_its_own_patience(
    mail_server: MailServer, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert smtp.ACCEPT_SECONDS == 600
    monkeypatch.setattr(smtp, "COMMAND_SECONDS", 30)
    monkeypatch.setattr(smtp, "ACCEPT_SECONDS", 0.2)
    mail_server.fail("dot", Stall())
    async with client(mail_server.port) as through:
        assert await send(through, letter()) == outcome.TryLater(f"{TWICE} (no answer within 0 s)")


async def test_nobody_listening_is_tried_later(letter: Callable[..., Letter]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with client(taken.getsockname()[1]) as through:
            answer = await send(through, letter())
    assert isinstance(answer, outcome.TryLater)
    assert answer.reason.startswith("no connection: ")


async def test_unknown_host_is_tried_later(
    letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    through = smtp.Smtp("smtp://nowhere.example:25")
    assert await send(through, letter()) == outcome.TryLater(
        "no connection: Name or service not known (nowhere.example)"
    )
