"""Signed mail verifies with what is published, and with nothing else; no name server is asked."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from email import message_from_bytes
from pathlib import Path

import dkim
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries import outcome
from inquiries.mail import compose, dkim_key, mailbox, signing, smtp, transport
from inquiries.mail.compose import Letter
from inquiries.mail.mime import Enclosure
from inquiries.mail.signing import Signer
from tests.mail import keys, sending
from tests.mail.server import MailServer, Say
from tests.mail.test_compose import ANYTHING, composed

KEYS = {"rsa": keys.RSA, "ed25519": keys.ED25519}


@pytest.fixture(params=["rsa", "ed25519"])
def signer(request: pytest.FixtureRequest, tmp_path: Path) -> Signer:
    return made(tmp_path, request.param)


@pytest.fixture
async def through(mail_server: MailServer, tmp_path: Path) -> AsyncIterator[smtp.Smtp]:
    client = smtp.Smtp(f"smtp://localhost:{mail_server.port}?tls=none", signer=made(tmp_path, "rsa"))
    yield client
    await client.close()


def made(folder: Path, kind: str, mail_from: str = "contact@charity.example") -> Signer:
    file = folder / f"{kind}.pem"
    file.write_text(KEYS[kind])
    found = signing.signer(file, "inquiries", mail_from)
    assert found is not None
    return found


def verified(content: bytes, signer: Signer, name: str = "inquiries._domainkey.charity.example.") -> bool:
    """By a receiver whose name server knows our record alone."""
    published = {name.encode(): signer.key.record.encode()}
    return bool(dkim.verify(content, dnsfunc=lambda asked, timeout=5: published.get(asked)))


async def test_signed_mail_verifies_and_is_otherwise_as_it_was(signer: Signer) -> None:
    content = composed()
    signed = await signer.sign(content)
    assert signed.endswith(content)
    assert verified(signed, signer)
    assert message_from_bytes(signed)["DKIM-Signature"].split(";")[1:3] == [
        f" a={signer.key.kind}-sha256",
        " c=relaxed/relaxed",
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(subject=ANYTHING, text=ANYTHING, name=ANYTHING, content=st.binary(max_size=200))
def test_any_letter_verifies(
    tmp_path_factory: pytest.TempPathFactory, subject: str, text: str, name: str, content: bytes
) -> None:
    signer = made(tmp_path_factory.getbasetemp(), "ed25519")
    enclosed = (Enclosure(name, content),)
    mail = composed(
        subject=subject, text=text, from_name=name, cc=((name, "ed@x.example"),), enclosures=enclosed
    )
    signed = signer._signed(mail)
    assert verified(signed, signer)
    assert max(len(line) for line in signed.split(b"\r\n")) <= 998


async def test_large_mail_verifies_and_holds_nobody_up(signer: Signer) -> None:
    content = composed(enclosures=(Enclosure("film.mp4", bytes(range(256)) * 60_000),))
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - start)

    watching = asyncio.ensure_future(watch())
    signed = await signer.sign(content)
    watching.cancel()
    assert longest < 0.5
    assert verified(signed, signer)


async def test_mail_beyond_ascii_verifies(signer: Signer) -> None:
    assert verified(await signer.sign(composed(to="änne@charity.example")), signer)


@pytest.mark.parametrize(
    "forged",
    [
        lambda mail: mail.replace(b"Answer by", b"Never mind"),
        lambda mail: mail.replace(b"To: Ana", b"To: Eve"),
        *[
            lambda mail, field=field: field + b": forged@else.example\r\n" + mail
            for field in (
                b"From",
                b"Subject",
                b"To",
                b"Cc",
                b"Reply-To",
                b"Date",
                b"Message-ID",
                b"References",
            )
        ],
    ],
)
async def test_mail_changed_on_the_way_no_longer_verifies(
    signer: Signer, forged: Callable[[bytes], bytes]
) -> None:
    signed = await signer.sign(composed())
    assert forged(signed) != signed
    assert not verified(forged(signed), signer)


async def test_lines_that_servers_add_on_top_do_no_harm(signer: Signer) -> None:
    signed = await signer.sign(composed())
    assert verified(b"Return-Path: <>\r\nReceived: from us by them\r\nX-Spam: no\r\n" + signed, signer)


async def test_key_that_was_not_published_does_not_verify(tmp_path: Path) -> None:
    signer = made(tmp_path, "ed25519")
    other = Signer(dkim_key._ed25519(bytes(32)), signer.selector, signer.domain)
    assert not verified(await signer.sign(composed()), other)


@pytest.mark.parametrize(
    ("from_", "domain"),
    [
        ("media@charity.example", "charity.example"),
        ("media@Press.Charity.Example", "charity.example"),
        ("media@else.example", "else.example"),
        ("media@mycharity.example", "mycharity.example"),
        ("not an address", "charity.example"),
    ],
)
async def test_signature_speaks_for_the_domain_the_mail_comes_from(
    tmp_path: Path, from_: str, domain: str
) -> None:
    signer = made(tmp_path, "ed25519")
    signed = await signer.sign(composed(from_=from_))
    assert verified(signed, signer, f"inquiries._domainkey.{domain}.")


async def test_mail_through_a_server_arrives_signed_with_its_id_the_same_at_every_try(
    mail_server: MailServer, through: smtp.Smtp, letter: Callable[..., Letter], tmp_path: Path
) -> None:
    mail_server.fail("dot", Say("451 later"), times=1)
    assert await sending.send(through, letter()) == outcome.TryLater("451, later")
    assert isinstance(await sending.send(through, letter()), outcome.Done)
    (mail,) = mail_server.mails
    assert verified(mail.content, made(tmp_path, "rsa"))
    assert message_from_bytes(mail.content)["Message-ID"] == letter().message_id


async def test_mail_that_cannot_be_signed_waits_and_is_not_sent(
    mail_server: MailServer,
    through: smtp.Smtp,
    letter: Callable[..., Letter],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise dkim.ParameterError("digest too large for modulus")

    with monkeypatch.context() as patched:
        patched.setattr(dkim.DKIM, "sign", broken)
        assert await sending.send(through, letter()) == outcome.TryLater(
            "the mail could not be signed with our DKIM key: digest too large for modulus"
        )
    assert mail_server.mails == []
    assert isinstance(await sending.send(through, letter()), outcome.Done)


async def test_mail_that_stays_here_is_not_signed(tmp_path: Path, letter: Callable[..., Letter]) -> None:
    box = transport.transport(None, tmp_path, signer=made(tmp_path, "rsa"))
    assert isinstance(box, mailbox.Mailbox)
    await box.send(compose.compose(letter()), sender="", to="ana@charity.example")
    (kept,) = (tmp_path / "mailbox").glob("*.eml")
    assert b"DKIM-Signature" not in kept.read_bytes()


def test_without_a_key_nobody_signs() -> None:
    assert signing.signer(None, "inquiries", "contact@charity.example") is None


def test_key_whose_parts_do_not_fit_together_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dkim, "verify", lambda *_, **__: False)
    with pytest.raises(ValueError, match="does not fit together"):
        made(tmp_path, "rsa")
