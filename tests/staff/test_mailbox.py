import re
from email.message import EmailMessage
from typing import Any

import pytest

from inquiries import work
from inquiries.app import House
from inquiries.mail import compose
from inquiries.mail.compose import Letter
from inquiries.settings import Settings
from inquiries.web.headers import SANDBOX
from tests.each import each
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

URL = "/staff/mailbox"
LINKS = re.compile(r'href="(/staff/mailbox/[^"?]+)"')


async def keep(house: House, subject: str, text: str = "Words\n", html: str = "<p>Words</p>") -> None:
    letter = Letter(
        to="ana@example.org",
        to_name="Ana Alves",
        from_="inquiries@example.org",
        from_name="Example Organisation",
        subject=subject,
        text=text,
        html=html,
        message_id="<1@example.org>",
        date=NOON,
    )
    await house.post.transport.send(compose.compose(letter), sender="", to="ana@example.org")


async def only(dee: Browser) -> str:
    """The address of the one mail there is."""
    (url,) = LINKS.findall(await (await dee.get(URL)).text())
    return str(url)


async def test_what_the_desk_and_the_sender_are_told_can_be_read(
    house: House, dee: Browser, stranger: Browser
) -> None:
    media = await opened(house, "media")
    await work.worker(house.post).drain()
    page = await (await dee.get(URL)).text()
    mails = [await (await dee.get(url)).text() for url in LINKS.findall(page)]
    to = sorted(re.findall(r"<dt>To</dt><dd>(.*?)</dd>", "".join(mails)))
    dee_dunn = "Dee Dunn &lt;dee@example.org&gt;"
    assert to == [dee_dunn, dee_dunn, "bo@gazette.example"]  # an hour ago, and nobody has it yet
    (notice,) = (mail for mail in mails if dee_dunn in mail and "Nobody has it" not in mail)
    (receipt,) = (mail for mail in mails if "Dee Dunn &lt;" not in mail)
    inquiry = f"http://localhost:8080/staff/inquiries/{media.reference}"
    assert f'<a href="{inquiry}" rel="noopener noreferrer">{inquiry}</a>' in notice
    # The way the contract promises: from the receipt mail to the receipt page.
    (link,) = set(re.findall(r'href="http://localhost:8080(/receipts/[^"/?#]+)"', receipt))
    assert (await stranger.get(link)).status == 200


async def test_the_latest_stands_first_a_page_at_a_time(house: House, dee: Browser, moment: Any) -> None:
    for number in range(52):
        moment.at = NOON.replace(minute=number)
        await keep(house, f"Number {number:02}")
    first = await (await dee.get(URL)).text()
    (more,) = re.findall(r'class="list-more"><a href="([^"]+)"', first)
    second = await (await dee.get(more)).text()
    subjects = [re.findall(r"Number (\d\d)</a>", page) for page in (first, second)]
    assert subjects == [[f"{number:02}" for number in range(51, 1, -1)], ["01", "00"]]
    assert "list-more" not in second
    assert '<time class="mail-when" datetime="2026-11-24T17:51:00+00:00">12:51 today</time>' in first


async def test_the_html_part_is_served_alone_where_nothing_runs_or_loads(house: House, dee: Browser) -> None:
    await keep(house, "Test", html='<p>Words</p><script>alert(1)</script><img src="https://evil.example">')
    url = await only(dee)
    letter = await (await dee.get(url)).text()
    answer = await dee.get(f"{url}/html")
    assert re.findall(r'<iframe[^>]* src="([^"]+)" sandbox\b', letter) == [f"{url}/html"]
    assert "<script>alert" not in letter
    headers = {name: answer.headers[name] for name in (*SANDBOX, "Content-Type", "Cache-Control")}
    assert headers == {**SANDBOX, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<p>Words</p>" in await answer.text()


async def test_what_a_stranger_wrote_is_shown_as_text(house: House, dee: Browser) -> None:
    await keep(house, "<b>Hi</b>", text='<script>alert(1)</script>\njavascript:alert(1) "x"\n')
    page = await (await dee.get(await only(dee))).text()
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert ("<b>Hi" in page, 'href="javascript' in page) == (False, False)


async def test_a_mail_without_html_has_no_second_view(house: House, dee: Browser) -> None:
    plain = EmailMessage()
    plain["From"], plain["To"] = "inquiries@example.org", "ana@example.org"
    plain.set_content("Words\n")
    await house.post.transport.send(plain, sender="", to="ana@example.org")
    url = await only(dee)
    page = await (await dee.get(url)).text()
    assert ("No subject" in page, "<iframe" in page) == (True, False)
    assert (await dee.get(f"{url}/html")).status == 404


@each("id", ["x", "..%2F..%2Finquiries.db", "20261124T170000.000000Z-00000000", "%00", "é"])
@each("part", ["", "/html"])
async def test_a_mail_that_is_not_there_is_not_found(dee: Browser, id: str, part: str) -> None:
    assert (await dee.get(f"{URL}/{id}{part}")).status == 404


async def test_an_empty_mailbox_says_what_to_try(dee: Browser) -> None:
    page = await (await dee.get(URL)).text()
    assert ("No mail yet." in page, 'href="/forms/media"' in page) == (True, True)


class TestWithASmtpServer:
    """Once mail leaves the machine there is nothing to read here."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"smtp_url": "smtp://mail.charity.example:2525?tls=none"})

    @pytest.mark.parametrize("path", ["", "/20261124T170000.000000Z-00000000", "/x/html"])
    async def test_there_is_no_mailbox(self, dee: Browser, path: str) -> None:
        assert (await dee.get(URL + path)).status == 404

    async def test_deliveries_name_the_server_and_no_page_points_at_the_mailbox(self, dee: Browser) -> None:
        page = await (await dee.get("/staff/deliveries")).text()
        assert "Mail leaves through mail.charity.example" in page
        assert (URL in page, "No mail leaves this machine" in page) == (False, False)
