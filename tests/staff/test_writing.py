"""Drafts and presence as the page sends them: kept for their writer, shown to colleagues, hidden from other desks."""

import html
import re
from datetime import timedelta

import pytest
from aiohttp import ClientResponse

from inquiries.app import House
from inquiries.inquiry import drafts, presence
from inquiries.inquiry.model import Inquiry
from inquiries.people import accounts
from tests.each import each
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.inquiries import opened

CANARY = "Ring the shelter & “ask” for <Maren>"
SECOND = timedelta(seconds=1)


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def send(browser: Browser, inquiry: Inquiry, what: str, **fields: str) -> ClientResponse:
    return await browser.post(f"/staff/inquiries/{inquiry.reference}/{what}", fields)


async def page(browser: Browser, inquiry: Inquiry) -> str:
    return html.unescape(await (await browser.get(f"/staff/inquiries/{inquiry.reference}")).text())


def box(page: str) -> str:
    found = re.search(r'<textarea class="box" id="note-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return found[1]


def part(page: str, id: str, until: str) -> str:
    return page[page.index(f'id="{id}"') : page.index(until)]


async def kept(house: House, inquiry: Inquiry) -> list[str]:
    async with house.database.read() as db:
        return [draft.text for draft in await drafts.of_inquiry(db, inquiry.id)]


def ms(after: float = 0) -> str:
    return str(round((NOON.timestamp() + after) * 1000))


async def test_a_draft_kept_by_the_button_stands_in_the_box_again_and_colleagues_see_whose_it_is(
    ana: Browser, dee: Browser, inquiry: Inquiry
) -> None:
    answer = await send(ana, inquiry, "draft", text=CANARY)
    there = f"/staff/inquiries/{inquiry.reference}?done=draft"
    assert (answer.status, answer.headers["Location"]) == (303, there)
    shown = html.unescape(await (await ana.get(there)).text())
    assert "Kept as a draft. Colleagues see it, marked as yours." in shown
    assert box(shown) == CANARY
    assert "Draft of" not in shown
    theirs = part(await page(dee, inquiry), "drafts", 'id="presence"')
    assert re.search(r"<b>Draft of Ana Alves</b>, <time [^>]*>12:00</time> – not added yet", theirs)
    assert CANARY in theirs
    assert box(await page(dee, inquiry)) == ""


async def test_a_draft_outlives_closing_handing_over_and_its_writers_account(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    await send(ana, inquiry, "draft", text=CANARY)
    await send(dee, inquiry, "take", version="1")
    await send(dee, inquiry, "close", version="2", outcome="answered")
    assert box(await page(ana, inquiry)) == CANARY
    assert ana.who is not None
    await house.database.write(accounts.disable, ana.who.id, NOON)
    assert CANARY in part(await page(dee, inquiry), "drafts", 'id="presence"')


async def test_a_save_by_script_says_when_it_was_kept(ana: Browser, house: House, inquiry: Inquiry) -> None:
    answer = await send(ana, inquiry, "draft", text=CANARY, typed_at=ms(-61.5), known="")
    at = (NOON - 61.5 * SECOND).isoformat()
    assert (answer.status, await answer.json()) == (200, {"words": "Saved 11:58", "at": at})
    emptied = await send(ana, inquiry, "draft", text=" ", typed_at=ms(-2), known=at)
    assert (await emptied.json())["words"] == ""
    assert await kept(house, inquiry) == [""]


async def test_of_two_devices_the_newer_words_stand_and_the_other_is_told(
    ana: Browser, house: House, inquiry: Inquiry, moment: Moment
) -> None:
    first = await (await send(ana, inquiry, "draft", text="at the desk", typed_at=ms(-9), known="")).json()
    second = await send(ana, inquiry, "draft", text="on the phone", typed_at=ms(-5), known="")
    assert (await second.json())["words"] == (
        "Saved 11:59, in place of what you wrote on another device at 11:59"
    )
    moment.at = NOON + SECOND
    late = await send(ana, inquiry, "draft", text="at the desk, late", typed_at=ms(-7), known=first["at"])
    elsewhere = "You changed it on another device at 11:59: load the page again to see it."
    assert (late.status, (await late.json())["words"]) == (409, f"Not saved. {elsewhere}")
    assert await kept(house, inquiry) == ["on the phone"]
    beat = await send(ana, inquiry, "presence", known_note=first["at"])
    assert (await beat.json())["words"] == {"note": elsewhere, "reply": ""}
    beat = await send(ana, inquiry, "presence", known_note=(NOON - 5 * SECOND).isoformat())
    assert (await beat.json())["words"] == {"note": "", "reply": ""}


async def test_a_save_on_its_way_when_the_note_was_added_brings_nothing_back(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await send(ana, inquiry, "draft", text=CANARY, typed_at=ms(-9))
    await send(ana, inquiry, "note", text=CANARY)
    assert (await send(ana, inquiry, "draft", text=CANARY, typed_at=ms(-5))).status == 409
    assert await kept(house, inquiry) == [""]
    assert box(await page(ana, inquiry)) == ""


@each("typed_at", ["", "x", "٣", "9" * 15, "-1", ms(3600), "\ud800"])
async def test_a_time_that_makes_no_sense_is_now(
    ana: Browser, house: House, inquiry: Inquiry, typed_at: str
) -> None:
    data = {"text": "x", "typed_at": typed_at.encode("utf-8", "replace").decode()}
    answer = await send(ana, inquiry, "draft", **data)
    assert (await answer.json())["at"] == NOON.isoformat()


async def test_what_cannot_be_kept_says_so_with_and_without_script(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    long = "x" * 20_001
    problem = "This has 20001 characters. Shorten it to 20000"
    by_script = await send(ana, inquiry, "draft", text=long, typed_at=ms())
    assert (by_script.status, await by_script.json()) == (422, {"words": problem})
    plain = await send(ana, inquiry, "draft", text=long)
    shown = html.unescape(await plain.text())
    assert (plain.status, problem in shown, box(shown)) == (422, True, long)
    assert await kept(house, inquiry) == []


async def test_who_opens_the_page_is_shown_beside_the_box_of_others(
    ana: Browser, dee: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    assert "reading this too" not in await page(ana, inquiry)
    theirs = part(await page(dee, inquiry), "presence", 'id="composer"')
    assert "AA</span> <bdi>Ana Alves is reading this too</bdi>" in theirs
    assert "Dee Dunn" not in theirs
    moment.at = NOON + timedelta(minutes=2)
    assert "Ana Alves is reading" not in await page(dee, inquiry)


async def test_a_sign_tells_who_writes_and_answers_with_who_else_is_here(
    ana: Browser, dee: Browser, inquiry: Inquiry
) -> None:
    await send(dee, inquiry, "presence", writing="note")
    await send(dee, inquiry, "draft", text=CANARY, typed_at=ms())
    answer = await (await send(ana, inquiry, "presence")).json()
    assert sorted(answer) == ["drafts", "presence", "words"]
    assert "Dee Dunn is writing a note" in answer["presence"]
    await send(dee, inquiry, "presence", writing="reply")
    assert "Dee Dunn is writing a reply" in (await (await send(ana, inquiry, "presence")).json())["presence"]
    assert CANARY in html.unescape(answer["drafts"])
    assert "<Maren>" not in answer["drafts"]
    await send(dee, inquiry, "presence", left="1", typed_at=ms())
    assert "Dee" not in (await (await send(ana, inquiry, "presence")).json())["presence"]


async def test_nobody_is_named_who_may_not_see_the_desk(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry
) -> None:
    assert cy.who is not None
    await house.database.write(presence.opened, inquiry.id, cy.who.id, at=NOON)
    assert "Cy Cole" not in part(await page(ana, inquiry), "presence", 'id="composer"')


@pytest.mark.parametrize("what", ["draft", "presence"])
async def test_to_cy_and_to_other_sites_there_is_nothing(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry, what: str
) -> None:
    await send(ana, inquiry, "draft", text="Ana's")
    answer = await send(cy, inquiry, what, text="x", typed_at=ms())
    assert (answer.status, "Ana" in await answer.text()) == (404, False)
    assert (await send(ana, inquiry, what, text="x", typed_at=ms(), csrf="x")).status == 403
    assert await kept(house, inquiry) == ["Ana's"]
