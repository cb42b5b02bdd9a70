"""What is published of our domains, asked of a real name server."""

from pathlib import Path

import pytest

from inquiries.commands.doctor import checks, names, published
from inquiries.mail import settings as mail_settings
from tests.commands.doctor.conftest import Make, lines
from tests.commands.doctor.name_server import NameServer
from tests.mail import keys

SMTP = {"smtp_url": "smtp://mail.charity-example.org"}
DESKS = {
    "media": {"slug": "media", "name": "Media", "email": "press@news.charity-example.org"},
    "events": {"slug": "events", "name": "Events", "email": "events@Charity-Example.org"},
}
ALL = (published.names, published.mx, published.spf, published.dkim, published.dmarc)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return write(tmp_path / "dkim.pem", keys.RSA)


def write(file: Path, pem: str, mode: int = 0o600) -> Path:
    file.write_text(pem)
    file.chmod(mode)
    return file


async def test_without_a_mail_server_nothing_is_asked(case: Make, dns: NameServer) -> None:
    found = [line for check in ALL for line in await lines(check, case())]
    assert found == [
        "unchecked Names: no mail leaves this machine (SMTP_URL), so MX, SPF and DMARC do not matter yet."
    ]
    assert dns.asked == []


async def test_without_a_name_server_one_line_says_so_and_nothing_is_bad(
    case: Make, dns: NameServer, monkeypatch: pytest.MonkeyPatch, key: Path
) -> None:
    monkeypatch.setattr(names, "SECONDS", 0.4)
    dns.silent = True
    of = case(**SMTP, dkim_key=key)
    found = [f"{found.grade} {found.words}" async for found in checks.findings(of, ALL)]
    assert found == [
        "unchecked Names: the name server does not answer, so MX, SPF, DKIM and DMARC records were not checked."
    ]


async def test_everything_published_as_it_should_be_is_good(case: Make, dns: NameServer, key: Path) -> None:
    of = case(**SMTP, desks=DESKS, dkim_key=key)
    signer = mail_settings.signer(of.settings)
    assert signer is not None
    for domain in ("charity-example.org", "news.charity-example.org"):
        dns.publish(domain, "MX", "10 mail.charity-example.org.")
        dns.publish(domain, "TXT", '"v=spf1 mx -all"')
    record = signer.key.record
    pieces = " ".join(f'"{record[at : at + 200]}"' for at in range(0, len(record), 200))
    dns.publish("inquiries._domainkey.charity-example.org", "TXT", pieces)
    dns.publish("_dmarc.charity-example.org", "TXT", '"v=DMARC1; p=reject"')
    says = "the server your mail leaves through has to be among them."
    assert [line for check in ALL for line in await lines(check, of)] == [
        "good MX: mail to charity-example.org goes to mail.charity-example.org.",
        "good MX: mail to news.charity-example.org goes to mail.charity-example.org.",
        f'good SPF: charity-example.org says "v=spf1 mx -all": {says}',
        f'good SPF: news.charity-example.org says "v=spf1 mx -all": {says}',
        "good DKIM: inquiries._domainkey.charity-example.org holds our key.",
        'good DMARC: charity-example.org says "v=DMARC1; p=reject".',
        'good DMARC: charity-example.org says "v=DMARC1; p=reject".',
    ]


async def test_domain_that_publishes_nothing_is_told_what_is_missing(
    case: Make, dns: NameServer, key: Path
) -> None:
    found = [line for check in ALL for line in await lines(check, case(**SMTP, dkim_key=key))]
    assert [line.partition(" ")[0] for line in found] == ["bad", "warn", "bad", "warn"]
    assert found[0] == "bad MX: charity-example.org names no mail server, so nobody can answer."
    assert found[2].startswith(
        "bad DKIM: inquiries._domainkey.charity-example.org is not published: "
        "make it a TXT record that says v=DKIM1; k=rsa; p=MII"
    )


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("MX", "0 .", "bad MX: charity-example.org says that it takes no mail, so nobody can answer."),
        (
            "A",
            "192.0.2.1",
            "warn MX: charity-example.org names no mail server; senders try the machine of that name.",
        ),
    ],
)
async def test_domain_without_a_mail_server_is_told_apart(
    case: Make, dns: NameServer, kind: str, value: str, said: str
) -> None:
    dns.publish("charity-example.org", kind, value)
    assert await lines(published.mx, case(**SMTP)) == [said]


async def test_name_of_an_own_network_is_not_held_against_it(case: Make) -> None:
    found = [
        line for check in ALL for line in await lines(check, case(**SMTP, mail_from="contact@office.lan"))
    ]
    assert [line.partition(" ")[0] for line in found] == ["unchecked"] * 3


async def test_reply_address_elsewhere_is_asked_about_too(case: Make, dns: NameServer) -> None:
    dns.publish("charity-example.org", "MX", "10 a.example.")
    of = case(**SMTP, reply_address="reply@answers-example.net")
    assert (await lines(published.mx, of))[1:] == [
        "bad MX: answers-example.net names no mail server, so nobody can answer."
    ]


@pytest.mark.parametrize(
    ("pem", "mode", "said"),
    [
        (keys.RSA, 0o600, "good DKIM: mail is signed with a key of 2048 bits."),
        (keys.RSA, 0o644, "warn DKIM: others on this machine may read"),
        (keys.ED25519, 0o600, "warn DKIM: the key is Ed25519"),
        ("", 0o600, "warn DKIM: no key is set"),
    ],
)
async def test_key_is_judged(case: Make, key: Path, pem: str, mode: int, said: str) -> None:
    write(key, pem, mode)
    (line,) = await lines(published.key, case(**SMTP, dkim_key=key if pem else None))
    assert line.startswith(said)
