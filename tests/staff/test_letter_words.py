"""What the history, the list and the search say of letters, both ways."""

import html
from typing import Any

import pytest

from inquiries.app import House
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Event, Inquiry
from inquiries.staff.words import sentences
from tests import lettered
from tests import opened as made
from tests.each import each
from tests.opened import HOUR, media
from tests.staff.conftest import NOON, Browser

STRANGE = '<b>Bo</b> "100%" & <script>alert(1)</script>'


def event(kind: str, who: str | None = "Dee Dunn", **facts: object) -> Event:
    return Event(NOON, kind, who, facts)


@each(
    ("happened", "sentence"),
    [
        (event("received", None, form="media", door="mail"), "Arrived by mail"),
        (event("replied", scheduled=False, send_at="2026-11-24T17:00:20+00:00"), "Dee Dunn wrote a reply"),
        (
            event("replied", scheduled=True, send_at="2026-11-25T13:30:00+00:00"),
            "Dee Dunn wrote a reply that goes 25 Nov 08:30",
        ),
        (event("reply taken back", why="undone"), "Dee Dunn took the reply back before it went"),
        (event("reply taken back", None, why="undone"), "A reply was taken back before it went"),
        (
            event("reply taken back", None, why="they-wrote"),
            "They wrote first: the planned reply was not sent and is a draft again",
        ),
        (event("reply sent", letter=1), "The reply of Dee Dunn was sent"),
        (event("reply sent", None, letter=1), "The reply was sent"),
        (event("reply let go", letter=1), "Dee Dunn let the planned reply go at once"),
        (event("reply read", None, letters=[1]), "They read our reply on their receipt page"),
        (event("reply read", None, letters=[1, 2]), "They read our replies on their receipt page"),
        (event("wrote", None, name="Bo 100% Baker", reopened=False), "Bo 100% Baker wrote by mail"),
        (event("wrote", None, name="Bo", reopened=True), "Bo wrote by mail, and it is open again"),
        (event("wrote", None, name="", reopened=False), "They wrote by mail"),
        (event("wrote", None, name="", reopened=True), "They wrote by mail, and it is open again"),
        (event("machine wrote", None, letter=1), "An automatic reply came"),
        (
            event("bounced", None, to="bo@gazette.example", for_good=True),
            "The reply to bo@gazette.example came back: it cannot be delivered there",
        ),
        (
            event("bounced", None, to="bo@gazette.example", for_good=False),
            "The reply to bo@gazette.example is held up on its way",
        ),
        (
            event("filed", **{"from": "bo@home.example"}),
            "Dee Dunn filed a letter of bo@home.example here",
        ),
        (event("filed", **{"from": ""}), "Dee Dunn filed a letter here"),
        (
            event("let in", address="bo@home.example"),
            "Dee Dunn lets bo@home.example write here from now on",
        ),
    ],
)
def test_the_history_is_whole_sentences(settings: Any, happened: Event, sentence: str) -> None:
    assert sentences.sentence(happened, Reader(settings, "en", NOON)) == sentence


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def inbox(browser: Browser, query: str = "") -> str:
    return await (await browser.get(f"/staff/inbox{query}")).text()


async def test_a_reply_that_came_back_stands_out_in_its_row(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    await lettered.sent(house.database, inquiry, ana.who, at=NOON - HOUR)
    assert '<span class="row-last">replied 11:00</span>' in await inbox(ana)
    await lettered.bounced(house.database, inquiry, at=NOON)
    assert '<b class="row-trouble">Reply bounced 12:00</b>' in await inbox(ana)


async def test_words_of_a_letter_are_found_and_marked(ana: Browser, house: House, inquiry: Inquiry) -> None:
    await lettered.wrote(house.database, inquiry, at=NOON, text=f"About the lighthouse & {STRANGE}")
    page = await inbox(ana, "?q=lighthouse&view=all")
    assert '<b class="row-where">Letter</b>' in page
    assert "<mark>lighthouse</mark> &amp; &lt;b&gt;Bo" in page


async def test_a_name_of_a_stranger_is_no_markup_in_the_history(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await lettered.wrote(house.database, inquiry, at=NOON, sender_name=STRANGE)
    page = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    assert "<script>alert" not in page
    assert f"{STRANGE} wrote by mail" in html.unescape(page)
