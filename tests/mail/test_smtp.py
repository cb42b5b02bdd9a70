"""Handing mail to a real server on loopback that misbehaves at every step."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from inquiries import outcome
from inquiries.mail import address, compose, smtp, smtp_pool
from inquiries.mail.compose import Letter
from tests.mail import server
from tests.mail.server import Drop, MailServer, Say, Stall

TWICE = "the connection broke after the message was handed over; it may arrive twice"


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


async def test_three_mails_share_one_connection(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        for _ in range(3):
            assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.connection for mail in mail_server.mails] == [1, 1, 1]


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


@pytest.mark.parametrize("fault", [Drop(), Say("421 idle too long")])
@pytest.mark.parametrize("step", ["RSET", "MAIL", "RCPT", "DATA"])
async def test_stale_kept_connection_is_replaced_and_the_mail_goes_once(
    mail_server: MailServer, letter: Callable[..., Letter], step: str, fault: server.Fault
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter())
        mail_server.fail(step, fault, times=1)
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.connection for mail in mail_server.mails] == [1, 2]


async def test_server_that_restarted_costs_nothing(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter())
        mail_server.hang_up()
        assert isinstance(await send(through, letter()), outcome.Done)


async def test_idle_connection_is_closed(
    mail_server: MailServer, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_pool, "IDLE_SECONDS", 0.05)
    async with client(mail_server.port) as through:
        await send(through, letter())
        await until(lambda: mail_server.open == 0)
        await send(through, letter())
    assert [mail.connection for mail in mail_server.mails] == [1, 2]


async def test_many_at_once_keep_few_connections(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        answers = await asyncio.gather(*(send(through, letter()) for _ in range(30)))
        assert {type(answer) for answer in answers} == {outcome.Done}
        assert mail_server.connections <= smtp.AT_ONCE + 30 // smtp_pool.KEPT
        await until(lambda: mail_server.open <= smtp_pool.KEPT)
    assert len(mail_server.mails) == 30


async def test_cancelled_send_leaves_no_connection(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    mail_server.fail("RCPT", Stall())
    async with client(mail_server.port) as through:
        task = asyncio.create_task(send(through, letter()))
        await until(lambda: any(command.startswith("RCPT") for command in mail_server.commands))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(lambda: mail_server.open == 0)


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ana",
        "ana@",
        "@charity.example",
        "a b@charity.example",
        "ana@charity.example>\r\nRCPT TO:<x@y.example",
        "\ud800@x.example",
        "a" * 250 + "@charity.example",
    ],
)
async def test_impossible_recipient_is_refused_before_connecting(
    mail_server: MailServer, letter: Callable[..., Letter], to: str
) -> None:
    async with client(mail_server.port) as through:
        assert await send(through, letter(to=to)) == outcome.Refused("this cannot be an e-mail address")
    assert mail_server.connections == 0


async def test_impossible_sender_of_our_own_waits_for_the_settings(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        answer = await send(through, letter(), sender="nobody")
    assert isinstance(answer, outcome.TryLater)
    assert "MAIL_FROM" in answer.reason


async def test_domain_beyond_ascii_is_sent_as_punycode(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter(to="ana@münchen.example"))
    assert mail_server.mails[0].to == ("ana@xn--mnchen-3ya.example",)


async def test_local_part_beyond_ascii_goes_with_smtputf8(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        assert isinstance(await send(through, letter(to="änne@charity.example")), outcome.Done)
    [mail] = mail_server.mails
    assert mail.to == ("änne@charity.example",)
    assert "SMTPUTF8" in mail.options


async def test_local_part_beyond_ascii_is_refused_where_the_server_lacks_smtputf8(
    letter: Callable[..., Letter],
) -> None:
    async with server.running(utf8=False) as old, client(old.port) as through:
        assert await send(through, letter(to="änne@charity.example")) == outcome.Refused(
            "localhost cannot carry letters beyond ASCII before the @"
        )
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.connection for mail in old.mails] == [1]


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(server.LOCALHOST_PEM))


@pytest.mark.usefixtures("_trusted")
async def test_starttls_encrypts_and_signs_in(letter: Callable[..., Letter]) -> None:
    async with (
        server.running(offer_tls=True, users={"media@charity": "p@ss/wörd"}) as secure,
        client(secure.port, "", "media%40charity:p%40ss%2Fw%C3%B6rd@") as through,
    ):
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.encrypted for mail in secure.mails] == [True]
    assert secure.logins == [("media@charity", "p@ss/wörd")]


@pytest.mark.usefixtures("_trusted")
async def test_smtps_is_encrypted_from_the_start(letter: Callable[..., Letter]) -> None:
    async with (
        server.running(tls_from_the_start=True) as secure,
        client(secure.port, "", scheme="smtps") as through,
    ):
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.encrypted for mail in secure.mails] == [True]


@pytest.mark.usefixtures("_trusted")
async def test_wrong_password_waits_for_the_settings(letter: Callable[..., Letter]) -> None:
    async with (
        server.running(offer_tls=True, users={"media": "right"}) as secure,
        client(secure.port, "", "media:wrong@") as through,
    ):
        answer = await send(through, letter())
    assert isinstance(answer, outcome.TryLater)
    assert answer.reason.startswith("localhost does not accept our sign-in: 535, ")
    assert secure.logins == [("media", "wrong")]


async def test_certificate_nobody_signed_is_not_trusted_where_tls_is_demanded(
    letter: Callable[..., Letter],
) -> None:
    async with server.running(offer_tls=True) as secure, client(secure.port, "?tls=starttls") as through:
        answer = await send(through, letter())
    assert answer == outcome.TryLater("the certificate does not hold: self-signed certificate (localhost)")
    assert secure.mails == []


async def test_encryption_is_taken_where_offered_whoever_signed(letter: Callable[..., Letter]) -> None:
    async with server.running(offer_tls=True) as secure, client(secure.port, "") as through:
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.encrypted for mail in secure.mails] == [True]


async def test_encryption_that_is_demanded_and_not_offered_sends_nothing(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port, "", "media:secret@") as through:
        answer = await send(through, letter())
    assert isinstance(answer, outcome.TryLater)
    assert "STARTTLS" in answer.reason
    assert mail_server.logins == []


def test_addresses_are_parsed_or_none_for_anything() -> None:
    assert str(address.parse("Ana@MÜNCHEN.example")) == "Ana@xn--mnchen-3ya.example"
    assert str(address.parse("alerts@mailhost")) == "alerts@mailhost"
    assert [address.parse(text) for text in ("\x00", "a@b@c", "ana@charity..example", "a@" + "b" * 300)] == [
        None
    ] * 4
