"""Encryption and sign-in towards the mail server."""

from collections.abc import Callable

import pytest

from inquiries import outcome
from inquiries.mail.compose import Letter
from tests.mail import server
from tests.mail.sending import client, send
from tests.mail.server import MailServer


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
