"""Questions to a name server: answered, left open, and never asked twice of one that does not answer."""

import time

import pytest

from inquiries.commands.doctor import names
from inquiries.commands.doctor.names import Unanswered
from tests.commands.doctor.name_server import NameServer


async def test_records_are_read(dns: NameServer) -> None:
    dns.publish("charity-example.org", "MX", "20 b.mail.example.", "10 a.mail.example.")
    dns.publish("key.charity-example.org", "TXT", '"v=DKIM1; " "p=abc"', '"other"')
    dns.publish("charity-example.org", "AAAA", "2001:db8::1")
    asked = dns.names()
    assert await asked.mx("charity-example.org") == ("a.mail.example", "b.mail.example")
    assert sorted(await asked.txt("key.charity-example.org")) == ["other", "v=DKIM1; p=abc"]
    assert await asked.has_address("charity-example.org")
    assert (await asked.mx("key.charity-example.org"), await asked.txt("nowhere.org")) == ((), ())
    assert not await asked.has_address("nowhere.org")


async def test_domain_that_takes_no_mail_says_so(dns: NameServer) -> None:
    dns.publish("charity-example.org", "MX", "0 .")
    assert await dns.names().mx("charity-example.org") == ("",)


async def test_server_that_answers_works(dns: NameServer) -> None:
    asked = dns.names()
    assert [await asked.trouble(), await asked.trouble()] == ["", ""]
    assert dns.asked == [("org.", "NS")]


async def test_server_of_an_own_network_knows_too_little(dns: NameServer) -> None:
    dns.records.clear()
    assert await dns.names().trouble() == "the name server here does not know the names of the internet"


@pytest.mark.parametrize("fault", ["silent", "refuses"])
async def test_server_that_leaves_a_question_open_is_asked_nothing_more(
    dns: NameServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "SECONDS", 0.5)
    setattr(dns, fault, True)
    asked = dns.names()
    start = time.monotonic()
    with pytest.raises(Unanswered, match="the name server does not answer"):
        await asked.mx("charity-example.org")
    assert time.monotonic() - start < 3
    before = len(dns.asked)
    assert await asked.trouble() == "the name server does not answer"
    with pytest.raises(Unanswered):
        await asked.txt("charity-example.org")
    assert len(dns.asked) == before


@pytest.mark.parametrize(
    ("domain", "private"),
    [("localhost", True), ("charity.example", True), ("office.LOCAL", True), ("charity-example.org", False)],
)
def test_name_of_an_own_network_is_known(domain: str, private: bool) -> None:
    assert names.is_private(domain) is private
