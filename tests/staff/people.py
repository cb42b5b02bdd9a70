"""Reading a person's or an outlet's page as a person would."""

import html
import re

from inquiries.app import House
from inquiries.inquiry import persons
from tests.staff.conftest import Browser

BOTH = frozenset({"media", "events"})


async def url(house: House, email: str) -> str:
    """The address of the page of whoever writes from `email`."""
    async with house.database.read() as db:
        found = await persons.by_address(db, email, desks=BOTH)
    assert found is not None
    return f"/staff/persons/{found.id}"


async def words(browser: Browser, path: str) -> str:
    """All that stands between the tags of its main part, in one line."""
    answer = await browser.get(path)
    assert answer.status == 200
    return plain(await answer.text())


def plain(page: str) -> str:
    main = page[page.index("<main") :]
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", main)).split())


def box(page: str, name: str) -> str:
    """What stands in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])
