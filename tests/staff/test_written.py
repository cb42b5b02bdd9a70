"""What hangs on a letter: files and the original to be saved, and its HTML where it can do no harm."""

import html
import re

import pytest

from inquiries.app import House
from inquiries.inquiry.changes import Arrived
from inquiries.inquiry.model import Inquiry
from tests import lettered
from tests import opened as made
from tests.opened import events, media
from tests.staff.conftest import NOON, Browser

PICTURED = '<p>Laid out</p><img src="cid:logo"><img src="https://tracker.example/a.gif">'


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def page(browser: Browser, inquiry: Inquiry, query: str = "") -> str:
    answer = await browser.get(f"/staff/inquiries/{inquiry.reference}{query}")
    assert answer.status == 200
    return await answer.text()


async def kept(
    house: House, name: str, content: bytes, kind: str = "application/pdf", cid: str = ""
) -> Arrived:
    stored = await house.post.files.save(content, used=0)
    return Arrived(name, kind, len(content), stored, cid)


async def test_files_are_listed_as_what_they_are_and_saved_byte_for_byte(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    content = b"%PDF\x00<script>"
    files = (
        await kept(house, "تقرير 1.pdf", content),
        Arrived("winmail.dat", "application/ms-tnef", 48_000, None),
        Arrived("interview.ics", "text/calendar", 812, None),
    )
    await lettered.wrote(house.database, inquiry, at=NOON, files=files)
    shown = html.unescape(await page(ana, inquiry))
    assert re.findall(r'class="file-about">([^<]*)<', shown) == [
        "13 B",
        "48 KB · Outlook’s own wrapping: most programs cannot open it · not kept here, it is in the original",
        "812 B · calendar event · not kept here, it is in the original",
    ]
    (url,) = re.findall(rf'href="(/staff/inquiries/{inquiry.reference}/files/\d+)"', shown)
    answer = await ana.get(url)
    headers = answer.headers
    assert (answer.status, await answer.read()) == (200, content)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith('attachment; filename="_____ 1.pdf"; filename*=UTF-8')
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


async def test_a_file_that_is_gone_leads_back_with_where_it_still_is(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    file = await kept(house, "a.pdf", b"x")
    id = await lettered.wrote(house.database, inquiry, at=NOON, files=(file,))
    (url,) = re.findall(r'href="(/staff/inquiries/[^"]+/files/\d+)"', await page(ana, inquiry))
    assert file.stored is not None
    await house.post.files.remove(file.stored)
    answer = await ana.get(url)
    assert answer.status == 303
    assert answer.headers["Location"].endswith(f"?done=file-in-original#letter-{id}")
    assert "“As it came” under the letter still has all of it." in await page(
        ana, inquiry, "?done=file-in-original"
    )


async def test_the_original_is_saved_byte_for_byte(ana: Browser, house: House, inquiry: Inquiry) -> None:
    raw = b"From: \xff\x00\r\nSubject: x\r\n\r\nlone \r and \n, \xe9\r\n"
    id = await lettered.wrote(house.database, inquiry, at=NOON, raw=raw)
    answer = await ana.get(f"/staff/inquiries/{inquiry.reference}/letters/{id}/original")
    assert await answer.read() == raw
    name = f'attachment; filename="{inquiry.reference}-{id}.eml"'
    assert answer.headers["Content-Disposition"] == name


async def test_html_is_shown_with_its_own_pictures_and_those_of_others_on_a_word(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    logo = await kept(house, "logo.png", b"PNG", "image/png", "logo")
    id = await lettered.wrote(house.database, inquiry, at=NOON, html=PICTURED, files=(logo,))
    url = f"/staff/inquiries/{inquiry.reference}/letters/{id}/html"
    shown = await page(ana, inquiry)
    assert f'src="{url}" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-popups' in shown
    assert f'href="{url}?pictures=1"' in shown
    assert "Whoever sent it may learn that it was read." in shown
    plain, more = await ana.get(url), await ana.get(f"{url}?pictures=1")
    assert "tracker.example" not in await plain.text()
    assert 'src="data:image/png;base64,UE5H"' in await plain.text()
    assert "https://tracker.example/a.gif" in await more.text()
    assert "img-src data:;" in plain.headers["Content-Security-Policy"]
    assert "img-src https: data:;" in more.headers["Content-Security-Policy"]
    for answer in (plain, more):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "sandbox allow-popups" in answer.headers["Content-Security-Policy"]


async def test_a_letter_without_pictures_of_others_offers_none(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await lettered.wrote(
        house.database,
        inquiry,
        at=NOON,
        html='<a href="https://y.example">y</a>',
    )
    assert "pictures=1" not in await page(ana, inquiry)


async def test_cy_reaches_nothing_of_a_letter_on_media(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry
) -> None:
    file = await kept(house, "a.pdf", b"x")
    id = await lettered.wrote(house.database, inquiry, at=NOON, html="<p>x</p>", files=(file,))
    (file_url,) = re.findall(r'href="(/staff/inquiries/[^"]+/files/\d+)"', await page(ana, inquiry))
    (own,) = await made.opened(house.database, house.keys, events())
    file_id = file_url.rpartition("/")[2]
    asked = [file_url, f"/staff/inquiries/{own.reference}/files/{file_id}"]
    for reference in (inquiry.reference, own.reference):
        asked += [f"/staff/inquiries/{reference}/letters/{id}/{way}" for way in ("html", "original")]
    assert {url: (await cy.get(url)).status for url in asked} == dict.fromkeys(asked, 404)


async def test_what_there_is_none_of_is_not_found(ana: Browser, house: House, inquiry: Inquiry) -> None:
    assert ana.who is not None
    ours = await lettered.sent(house.database, inquiry, ana.who, at=NOON)
    theirs = await lettered.wrote(house.database, inquiry, at=NOON)
    url = f"/staff/inquiries/{inquiry.reference}"
    asked = [f"{url}/letters/{ours}/original", f"{url}/letters/{ours}/html", f"{url}/letters/{theirs}/html"]
    asked += [f"{url}/letters/{10**17}/original", f"{url}/files/{10**17}"]
    assert [(await ana.get(one)).status for one in asked] == [404] * 5
