"""Acts on many at once: each by itself, what others changed left out and named, what is unclear said first."""

import html
import re
from typing import Any

import pytest
from aiohttp import ClientResponse

from inquiries.app import House
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.staff.acts import ACTS
from inquiries.staff.pages import bulk
from tests.each import each
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

BACK = "/staff/inbox?view=open&desk=media"


@pytest.fixture
async def three(house: House) -> list[Inquiry]:
    return [await opened(house, "media") for _ in range(3)]


async def send(browser: Browser, ticked: list[Inquiry], **fields: str) -> ClientResponse:
    form: list[tuple[str, str]] = [("csrf", browser.csrf), ("back", BACK), *fields.items()]
    form += [("inquiry", f"{one.reference}:{one.version}") for one in ticked]
    return await browser.client.post("/staff/bulk", data=form, allow_redirects=False)


async def now(house: House, some: list[Inquiry]) -> list[Inquiry]:
    return [await again(house.database, one) for one in some]


async def said(browser: Browser, answer: ClientResponse) -> str:
    assert answer.status == 303
    page = await (await browser.get(answer.headers["Location"])).text()
    return html.unescape(page).partition('role="status"')[2].partition("</p>")[0].rpartition("<span>")[2]


def test_every_act_for_many_is_an_act() -> None:
    assert set(bulk.MANY) <= {act.name for act in ACTS}


async def test_what_is_ticked_is_closed_and_the_list_says_with_how_many(
    ana: Browser, house: House, three: list[Inquiry]
) -> None:
    answer = await send(ana, three[:2], act="close", outcome="answered", reason="Told all of them.")
    after: list[Any] = [(one.status, one.outcome, one.outcome_reason) for one in await now(house, three)]
    closed = (Status.CLOSED, Outcome.ANSWERED, "Told all of them.")
    assert after == [closed, closed, (Status.OPEN, None, "")]
    assert await said(ana, answer) == "Done with 2 inquiries.</span>"
    assert answer.headers["Location"].startswith(BACK)


@pytest.mark.parametrize(
    ("act", "fields"), [("take", {}), ("assign", {"owner": ""}), ("tag", {"tags": "audit"}), ("wait", {})]
)
async def test_what_somebody_else_changed_is_left_and_named(
    ana: Browser, dee: Browser, house: House, three: list[Inquiry], act: str, fields: dict[str, str]
) -> None:
    assert dee.who is not None
    await house.database.write(changes.assign, three[1], to=dee.who.id, staff_id=dee.who.id, at=NOON)
    answer = await send(ana, three, act=act, **fields)
    assert await said(ana, answer) == (
        f"Done with 2 inquiries. Not done, look at them again: {three[1].reference}.</span>"
    )
    assert [one.version for one in await now(house, three)] == [2, 2, 2]


@each(
    ("fields", "problem"),
    [
        ({"act": "close", "outcome": ""}, "Choose how it ended"),
        ({"act": "tag", "tags": " , "}, "Write a tag, or several with commas between them"),
        ({"act": "merge"}, "Choose what to do with them"),
        ({}, "Choose what to do with them"),
    ],
)
async def test_what_is_unclear_is_said_with_everything_still_ticked(
    ana: Browser, house: House, three: list[Inquiry], fields: dict[str, str], problem: str
) -> None:
    answer = await send(ana, three[:1], **fields)
    page = html.unescape(await answer.text())
    assert (answer.status, problem in page) == (422, True)
    assert re.findall(r'name="inquiry" value="([^"]*)"[^>]* checked>', page) == [f"{three[0].reference}:1"]
    assert await now(house, three) == three


async def test_nothing_ticked_is_said(ana: Browser, three: list[Inquiry]) -> None:
    answer = await send(ana, [], act="take")
    assert (answer.status, "Tick the inquiries first" in await answer.text()) == (422, True)


async def test_cy_does_nothing_to_media_and_learns_nothing_of_it(
    cy: Browser, house: House, three: list[Inquiry]
) -> None:
    answer = await send(cy, three, act="take")
    assert await said(cy, answer) == "Done with 0 inquiries.</span>"
    assert await now(house, three) == three


async def test_the_same_ticks_twice_do_it_once(ana: Browser, house: House, three: list[Inquiry]) -> None:
    await send(ana, three, act="take")
    answer = await send(ana, three, act="take")
    assert (await said(ana, answer)).startswith("Done with 0 inquiries. Not done, look at them again: ")
    assert [one.version for one in await now(house, three)] == [2, 2, 2]


async def test_back_leads_nowhere_but_to_our_own_pages(ana: Browser, three: list[Inquiry]) -> None:
    form = {"back": "https://evil.example/", "act": "take", "inquiry": f"{three[0].reference}:1"}
    assert (await ana.post("/staff/bulk", form)).headers["Location"].startswith("/staff/inbox?")


async def test_without_scripts_every_row_has_a_box_of_the_form(ana: Browser, three: list[Inquiry]) -> None:
    page = await (await ana.get(BACK)).text()
    assert page.count('form="bulk" name="inquiry"') == 3
    assert page.count('id="bulk" method="post" action="/staff/bulk"') == 1
