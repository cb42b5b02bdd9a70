"""One held mail, read again: its words, files and layout, and the original byte for byte."""

from email.message import EmailMessage
from typing import Any

import pytest

from inquiries.app import House
from inquiries.correspondence import mails
from inquiries.inquiry.model import Inquiry
from inquiries.mail.parsing import limits
from inquiries.mail.reader import Reader, ReaderUnavailableError
from tests import opened as made
from tests.opened import media
from tests.staff.conftest import Browser
from tests.staff.held import EVE, URL, held, page

QUOTED = "I am Bo's editor.\n\nOn Tue, 24 Nov 2026 at 12:00, Ana Alves wrote:\n> Twelve.\n"
LAID_OUT = (
    '<p>I am Bo\'s <b>editor</b>.</p><script>alert(1)</script><img src="https://tracker.example/a.gif">'
)


def letter() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"Eve Moss <{EVE}>", "reply+x@charity.example"
    message["Subject"] = "Re: Your inquiry"
    message.set_content(QUOTED)
    message.add_alternative(LAID_OUT, subtype="html")
    message.add_attachment(b"%PDF\x00<script>", maintype="application", subtype="pdf", filename="leave.pdf")
    return message.as_bytes()


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def test_all_of_it_is_there_to_be_read(ana: Browser, house: House, inquiry: Inquiry) -> None:
    id = await held(house, inquiry, raw=letter())
    shown = await page(ana, f"{URL}/{id}")
    assert '<p class="entry-text" dir="auto">I am Bo\'s editor.</p>' in shown
    assert "> Twelve." in shown.partition("Show what they quoted")[2]
    assert "reply+x@charity.example" in shown
    assert f'src="{URL}/{id}/html" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-popups' in shown
    assert f'href="{URL}/{id}/html?pictures=1"' in shown
    assert f'<a href="{URL}/{id}/files/1"><bdi>leave.pdf</bdi></a>' in shown
    assert "alert(1)" not in shown


async def test_its_file_and_the_original_are_saved_byte_for_byte(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    raw = letter().replace(b"\n", b"\r\n") + b"\xff\x00"
    id = await held(house, inquiry, raw=raw)
    file, original = await ana.get(f"{URL}/{id}/files/1"), await ana.get(f"{URL}/{id}/original")
    assert (await file.read(), await original.read()) == (b"%PDF\x00<script>", raw)
    for answer, name in ((file, "leave.pdf"), (original, f"mail-{id}.eml")):
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert [(await ana.get(f"{URL}/{id}/files/{number}")).status for number in (0, 2)] == [404, 404]


async def test_its_layout_runs_nothing_and_loads_nothing_without_a_word(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry, raw=letter())
    plain, more = [await ana.get(f"{URL}/{id}/html{query}") for query in ("", "?pictures=1")]
    shown = await plain.text()
    assert "<b>editor</b>" in shown
    assert ("alert(1)" in shown, "tracker.example" in shown) == (False, False)
    assert "https://tracker.example/a.gif" in await more.text()
    for answer in (plain, more):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "sandbox allow-popups" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    plain_text = await held(house, inquiry)
    assert (await ana.get(f"{URL}/{plain_text}/html")).status == 404


async def test_one_that_cannot_be_read_says_which_limit_it_met(ana: Browser, house: House) -> None:
    raw = b"From: a@b.example\r\nSubject: Deep\r\n" + b"X: y\r\n" * 20_000 + b"\r\nx"
    why = mails.packed(limits.LONG_HEADER)
    id = await held(house, raw=raw, reason=why, excerpt="", subject="Deep")
    for path in (URL, f"{URL}/{id}"):
        shown = await page(ana, path)
        assert "<b>This mail could not be read.</b> <bdi>Its header is longer than 100 KiB.</bdi>" in shown
        assert shown.count("Its header is longer than 100 KiB.") == 1
    assert await (await ana.get(f"{URL}/{id}/original")).read() == raw


async def test_while_nothing_can_be_read_its_beginning_and_the_original_are_there(
    ana: Browser, house: House, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(*_: Any) -> None:
        raise ReaderUnavailableError

    monkeypatch.setattr(Reader, "read", refuses)
    id = await held(house, inquiry)
    shown = await page(ana, f"{URL}/{id}")
    assert "I am Bo's editor." in shown
    assert "The program that reads mail cannot be started just now. “As it came” has all of it." in shown
    assert f"{URL}/{id}/original" in shown
    assert [(await ana.get(f"{URL}/{id}/{way}")).status for way in ("html", "files/1")] == [503, 503]
