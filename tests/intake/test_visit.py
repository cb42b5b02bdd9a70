"""Who reads a page themselves, by what their browser says, and what only looks ahead."""

import pytest
from aiohttp.test_utils import make_mocked_request

from inquiries.intake import visit

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PERSON = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "User-Agent": FIREFOX}
CUBOT = "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 21) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
LYNX = "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1"


@pytest.mark.parametrize(
    ("headers", "method", "in_person"),
    [
        ({}, "GET", True),
        ({"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}, "GET", True),
        ({"User-Agent": CUBOT}, "GET", True),
        ({"User-Agent": LYNX, "Accept": "text/html, text/plain, text/sgml, */*;q=0.01"}, "GET", True),
        ({}, "HEAD", False),
        ({"Sec-Purpose": "prefetch;prerender"}, "GET", False),
        ({"Purpose": "prefetch"}, "GET", False),
        ({"X-Moz": "prefetch"}, "GET", False),
        ({"X-Purpose": "preview"}, "GET", False),
        ({"Sec-Fetch-Dest": "empty"}, "GET", False),
        ({"Sec-Fetch-Dest": "iframe"}, "GET", False),
        ({"Accept": "*/*"}, "GET", False),
        ({"User-Agent": ""}, "GET", False),
        ({"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"}, "GET", False),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, "GET", False),
        ({"User-Agent": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5"}, "GET", False),
        ({"User-Agent": "curl/8.5.0"}, "GET", False),
    ],
)
def test_a_person_before_a_browser_is_told_from_programs(
    headers: dict[str, str], method: str, in_person: bool
) -> None:
    given = {name: value for name, value in (PERSON | headers).items() if value}
    assert visit.in_person(make_mocked_request(method, "/receipts/x", headers=given)) is in_person
