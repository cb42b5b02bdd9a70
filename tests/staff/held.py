"""Mail that waits, as reading it left it, and the page it stands on read back."""

import html
import re
from typing import Any

from inquiries import work
from inquiries.app import House
from inquiries.correspondence import mails
from inquiries.database import tables
from inquiries.inquiry.model import Inquiry
from inquiries.wording import Text
from tests import lettered
from tests.staff.conftest import NOON, Browser

URL = "/staff/held"
EVE = "eve@elsewhere.example"
RAW = (
    b"From: Eve Moss <eve@elsewhere.example>\r\nTo: media@charity.example\r\nSubject: Re: Your inquiry\r\n"
    b"Message-ID: <eve@elsewhere.example>\r\n\r\nI am Bo's editor.\r\n"
)


async def held(house: House, about: Inquiry | None = None, *, desk: str = "media", **columns: Any) -> int:
    """Eve's mail at this inquiry, or at none; its id. `columns` go over what reading it wrote down."""
    row = {
        "desk": desk,
        "inquiry_id": about.id if about else None,
        "from_address": EVE,
        "from_name": "Eve Moss",
        "subject": "Re: Your inquiry",
        "excerpt": "I am Bo's editor.",
        "reason": mails.packed(Text("%(address)s is not who wrote to us.", {"address": EVE})),
        "raw": RAW,
        **columns,
    }
    return await lettered.mail(house.database, at=NOON, **row)


async def became(house: House, id: int) -> tuple[int, str, int | None]:
    """Its state, desk and inquiry by now."""
    async with house.database.read() as db:
        mail = (await db.execute(tables.mails.select().where(tables.mails.c.id == id))).one()
    return mail.state, mail.desk, mail.inquiry_id


async def page(browser: Browser, path: str = URL, *, status: int = 200) -> str:
    answer = await browser.get(path)
    assert answer.status == status
    return html.unescape(await answer.text())


async def does(browser: Browser, id: int, act: str, /, **fields: str) -> str:
    """Presses a button of the mail as one that waits; the page that follows."""
    answer = await browser.post(f"{URL}/{id}/{act}", {"state": str(tables.HELD)} | fields)
    assert answer.status == 303
    return await page(browser, answer.headers["Location"])


async def drain(house: House) -> None:
    await work.worker(house.post).drain()


def said(page: str) -> str:
    """What became of the mail that was acted on, in words."""
    found = re.search(r'class="held-became">(.*?)</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def subjects(page: str) -> list[str]:
    """Of the mails that stand on it, in order."""
    return re.findall(r'class="held-subject"[^>]*><a href="/staff/held/\d+">([^<]*)<', page)
