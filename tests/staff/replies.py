"""The box of a reply as a browser meets it: what stands in it, sending it, and what became of it."""

import html
import re
from typing import Any, BinaryIO

from aiohttp import ClientResponse, FormData

from inquiries.app import House
from inquiries.inquiry import drafts, letters
from inquiries.inquiry.model import Inquiry, Letter
from tests.staff.conftest import Browser


async def page(browser: Browser, inquiry: Inquiry) -> str:
    return html.unescape(await (await browser.get(f"/staff/inquiries/{inquiry.reference}")).text())


async def form(answer: ClientResponse | str) -> dict[str, str]:
    """What the form of the reply holds and would send by itself."""
    shown = answer if isinstance(answer, str) else html.unescape(await answer.text())
    mine = shown[shown.index('<form class="composer-box composer-reply"') :]
    mine = mine[: mine.index("</form>")]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', mine))
    found |= dict(re.findall(r'<input class="reply-field" id="reply-(\w+)".*? value="([^"]*)"', mine))
    text = re.search(r'<textarea class="reply-text".*?>\n(.*?)</textarea>', mine, re.DOTALL)
    assert text is not None
    then = re.search(r'name="then" value="(\w*)" checked', mine)
    return found | {"text": text[1]} | ({"then": then[1]} if then else {})


async def opens(browser: Browser, inquiry: Inquiry) -> dict[str, str]:
    return await form(await page(browser, inquiry))


async def sends(browser: Browser, inquiry: Inquiry, fields: dict[str, str], **over: str) -> ClientResponse:
    return await browser.post(f"/staff/inquiries/{inquiry.reference}/reply", {**fields, **over})


async def brings(
    browser: Browser,
    inquiry: Inquiry,
    to: str,
    fields: dict[str, str],
    *files: tuple[str, bytes | BinaryIO],
    **over: str,
) -> ClientResponse:
    """The form with files chosen in it, sent to the address of one of its buttons."""
    data = FormData(default_to_multipart=True)
    for name, value in {"csrf": browser.csrf, **fields, **over}.items():
        data.add_field(name, value)
    for name, content in files:
        data.add_field("file", content, filename=name, content_type="application/octet-stream")
    path = f"/staff/inquiries/{inquiry.reference}/{to}"
    return await browser.client.post(path, data=data, allow_redirects=False)


async def enclosed(house: House, inquiry: Inquiry, who: Browser) -> list[str]:
    """The names of the files of their draft."""
    assert who.who is not None
    async with house.database.read() as db:
        return [one.name for one in await letters.draft_files(db, inquiry.id, who.who.id)]


async def written(house: House, inquiry: Inquiry) -> tuple[Letter, ...]:
    async with house.database.read() as db:
        return await letters.of_inquiry(db, inquiry.id)


async def draft(house: House, inquiry: Inquiry, who: Browser) -> dict[str, Any]:
    assert who.who is not None
    async with house.database.read() as db:
        found = await drafts.of(db, inquiry.id, who.who.id, kind=drafts.REPLY)
    return {"text": found.text, **found.facts} if found else {}
