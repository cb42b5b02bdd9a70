"""A note written against an older state: both texts are shown, and one more press on the same button adds it."""

import html
import re

import pytest
from aiohttp import ClientResponse

from inquiries.app import House
from inquiries.inquiry import drafts, records
from inquiries.inquiry.model import Inquiry
from tests.staff.conftest import Browser
from tests.staff.inquiries import opened

CANARY = "Ring the shelter & “ask” for <Maren>"


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def form(answer: ClientResponse) -> dict[str, str]:
    """The hidden fields and the box of the note's form, as the page shows them."""
    page = html.unescape(await answer.text())
    found = dict(re.findall(r'<input type="hidden" name="(once_key|seen)"[^>]* value="([^"]*)"', page))
    box = re.search(r'<textarea class="box" id="note-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {**found, "text": box[1] if box else ""}


async def opens(browser: Browser, inquiry: Inquiry) -> dict[str, str]:
    return await form(await browser.get(f"/staff/inquiries/{inquiry.reference}"))


async def adds(browser: Browser, inquiry: Inquiry, fields: dict[str, str], text: str) -> ClientResponse:
    return await browser.post(f"/staff/inquiries/{inquiry.reference}/note", {**fields, "text": text})


async def texts(house: House, inquiry: Inquiry) -> list[str]:
    async with house.database.read() as db:
        return [entry.text for entry in await records.said(db, inquiry.id)]


async def test_what_a_colleague_wrote_meanwhile_is_shown_and_the_same_button_adds_it(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine, hers = await opens(ana, inquiry), await opens(dee, inquiry)
    assert (await adds(dee, inquiry, hers, "Intake says one in six.")).status == 303
    held = await adds(ana, inquiry, mine, CANARY)
    page = html.unescape(await held.text())
    newer = page[page.index('id="newer"') : page.index('id="note-heading"')]
    assert held.status == 409
    assert "Something is new since you began. Your note is not added yet." in newer
    assert re.search(r"Dee Dunn</bdi> · <time [^>]*>12:00</time>", newer)
    assert "Intake says one in six." in newer
    assert "Add it all the same" in page
    assert await texts(house, inquiry) == ["Intake says one in six."]
    again = await form(held)
    assert (again["text"], again["once_key"]) == (CANARY, mine["once_key"])
    for _ in range(2):
        assert (await adds(ana, inquiry, again, again["text"])).status == 303
    assert await texts(house, inquiry) == ["Intake says one in six.", CANARY]


async def test_what_a_colleague_did_meanwhile_is_shown_in_words(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    closed = {"version": "1", "outcome": "answered", "reason": ""}
    await dee.post(f"/staff/inquiries/{inquiry.reference}/close", closed)
    held = await adds(ana, inquiry, mine, CANARY)
    page = html.unescape(await held.text())
    newer = page[page.index('id="newer"') : page.index('id="note-heading"')]
    assert (held.status, "Dee Dunn closed it: Answered" in newer) == (409, True)
    assert "Someone was faster" not in page
    assert (await adds(ana, inquiry, await form(held), CANARY)).status == 303
    assert await texts(house, inquiry) == [CANARY]


async def test_what_oneself_did_in_another_tab_holds_nothing(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await ana.post(f"/staff/inquiries/{inquiry.reference}/take", {"version": "1"})
    assert (await adds(ana, inquiry, mine, CANARY)).status == 303
    assert await texts(house, inquiry) == [CANARY]


async def test_something_newer_still_holds_it_again(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    for turn in ("first", "second"):
        await adds(dee, inquiry, await opens(dee, inquiry), turn)
        held = await adds(ana, inquiry, mine, CANARY)
        mine = await form(held)
        page = await held.text()
        newer = page[page.index('id="newer"') : page.index('id="note-heading"')]
        assert (held.status, turn in newer) == (409, True)
    assert "first" not in newer


async def test_a_held_note_outlives_its_page_as_a_draft(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await adds(dee, inquiry, await opens(dee, inquiry), "Hers")
    await adds(ana, inquiry, mine, CANARY)
    assert (await opens(ana, inquiry))["text"] == CANARY
    assert CANARY in html.unescape(await (await dee.get(f"/staff/inquiries/{inquiry.reference}")).text())
    await adds(ana, inquiry, await opens(ana, inquiry), CANARY)
    async with house.database.read() as db:
        assert [draft.text for draft in await drafts.of_inquiry(db, inquiry.id)] == ["", ""]


async def test_a_form_with_a_problem_forgets_nothing_its_writer_had_not_seen(
    ana: Browser, dee: Browser, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await adds(dee, inquiry, await opens(dee, inquiry), "Hers")
    empty = await adds(ana, inquiry, mine, " ")
    assert (empty.status, (await form(empty))["seen"]) == (422, mine["seen"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ask @Dee or @Dee Dunn", "Your note is kept."),
        ("Ask @Cy", "Your note is kept. Nobody here is called @Cy."),
        ("@<b>Bo @Xyz, @Xyz", "Your note is kept. Nobody here is called @Xyz."),
    ],
)
async def test_who_is_named_stands_out_and_who_is_not_here_is_said(
    ana: Browser, dee: Browser, cy: Browser, inquiry: Inquiry, text: str, said: str
) -> None:
    answer = await adds(ana, inquiry, await opens(ana, inquiry), text)
    page = await (await ana.get(answer.headers["Location"])).text()
    notice = re.search(r'strip-notice" role="status">.*?<span>(.*?)</span>', page)
    assert notice is not None
    assert html.unescape(notice[1]) == said
    marked = ["@Dee", "@Dee Dunn"] if "Dee" in text else []
    assert re.findall(r'<mark class="mention">(.*?)</mark>', page) == marked
    assert "@<b>" not in page


async def test_whom_one_may_name_is_listed_under_the_box(
    ana: Browser, dee: Browser, cy: Browser, inquiry: Inquiry
) -> None:
    page = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    assert re.findall(r"<bdi>(@.*?)</bdi>", page) == ["@Dee"]
