"""Which addresses are taken, and how they travel."""

from collections.abc import Callable

import pytest

from inquiries import outcome
from inquiries.mail import address
from inquiries.mail.compose import Letter
from tests.mail import server
from tests.mail.sending import client, send
from tests.mail.server import MailServer


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


def test_addresses_are_parsed_or_none_for_anything() -> None:
    assert str(address.parse("Ana@MÜNCHEN.example")) == "Ana@xn--mnchen-3ya.example"
    for own in ("alerts@mailhost", "inquiries@localhost", "ana@office.local", "ana@mail.localhost"):
        assert str(address.parse(own)) == own
    assert [address.parse(text) for text in ("\x00", "a@b@c", "ana@charity..example", "a@" + "b" * 300)] == [
        None
    ] * 4
