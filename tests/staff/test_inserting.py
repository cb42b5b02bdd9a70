"""Saved replies in the box of a letter: chosen there, put behind what is typed, and never sent half filled in."""

import html

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.inquiry import saved_replies
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.saved_replies import Wording
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened
from tests.staff.people import plain
from tests.staff.replies import draft, form, opens, page, sends, written

TEXT = "Hello {first name} of {outlet},\n\nback to you by {deadline}."
FILLED = "Hello Bo of The Example Gazette,\n\nback to you by {deadline}."


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    """Bo's, who named no deadline."""
    return await opened(house, "media")


async def saves(
    house: House, who: Browser, name: str = "I have it", text: str = TEXT, desk: str = "media"
) -> str:
    assert who.who is not None
    return str(await house.database.write(saved_replies.add, desk, Wording(name, text, who.who.id, NOON)))


async def test_the_box_offers_those_of_its_desk_by_name(
    house: House, ana: Browser, cy: Browser, inquiry: Inquiry
) -> None:
    assert "No saved replies yet. Add one" in plain(await page(ana, inquiry))
    await saves(house, ana, "No")
    await saves(house, ana, "I have it")
    await saves(house, cy, "A speaker", desk="events")
    shown = plain(await page(ana, inquiry))
    assert "Saved reply Saved reply … I have it No Insert" in shown


async def test_it_is_put_behind_what_is_typed_and_nothing_typed_is_lost(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    saved = await saves(house, ana)
    fields = {
        **await opens(ana, inquiry),
        "text": "Dear Bo, \n",
        "cc": "wen@",
        "subject": "S",
        "then": "wait",
    }
    answer = await ana.post(
        f"/staff/inquiries/{inquiry.reference}/draft", {**fields, "saved": saved, "insert": "1"}
    )
    assert (answer.status, answer.headers["Location"]) == (
        303,
        f"/staff/inquiries/{inquiry.reference}?done=inserted#reply",
    )
    kept = {**fields, "text": f"Dear Bo,\n\n{FILLED}"}
    assert await draft(house, inquiry, ana) == {
        name: kept[name] for name in ("text", "cc", "subject", "then")
    }
    shown = await page(ana, inquiry)
    assert (await form(shown))["text"] == kept["text"]
    assert "{deadline} is for you to write: they named no deadline." in plain(shown)


async def test_it_stands_alone_in_an_empty_box(house: House, ana: Browser, inquiry: Inquiry) -> None:
    fields = {
        **await opens(ana, inquiry),
        "saved": await saves(house, ana, text="Hello {first name}"),
        "insert": "1",
    }
    await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", fields)
    shown = await page(ana, inquiry)
    assert (await form(shown))["text"] == "Hello Bo"
    assert "is for you to write" not in shown


@pytest.mark.parametrize("chosen", ["", "999", "x", "of another desk"])
async def test_what_is_not_there_to_be_put_in_is_said_and_the_words_stay(
    house: House, ana: Browser, cy: Browser, inquiry: Inquiry, chosen: str
) -> None:
    await saves(house, ana)
    theirs = await saves(house, cy, desk="events")
    fields = {**await opens(ana, inquiry), "text": "Dear Bo", "insert": "1"}
    chosen = theirs if chosen == "of another desk" else chosen
    answer = await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", {**fields, "saved": chosen})
    shown = html.unescape(await answer.text())
    assert (answer.status, (await form(shown))["text"]) == (422, "Dear Bo")
    assert "Choose a saved reply from the list" in shown


async def test_a_letter_with_a_name_in_braces_does_not_go(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    fields = await opens(ana, inquiry)
    answer = await sends(ana, inquiry, fields, text=f"{FILLED} {{outlet}}")
    shown = html.unescape(await answer.text())
    assert (answer.status, await written(house, inquiry)) == (422, ())
    assert "Your reply still says {deadline}, {outlet}: write what belongs there, or take it out" in shown
    assert "{outlet} is for you to write: names are filled in only when a saved reply is put in." in plain(
        shown
    )
    again = {**await form(shown), "text": FILLED.replace("{deadline}", "four")}
    assert (await sends(ana, inquiry, again)).status == 303
    assert [letter.text for letter in await written(house, inquiry)] == [again["text"]]


async def test_the_script_gets_its_words_and_what_it_reads_like(
    house: House, ana: Browser, cy: Browser, inquiry: Inquiry
) -> None:
    mine, theirs = await saves(house, ana), await saves(house, cy, desk="events")
    path = f"/staff/inquiries/{inquiry.reference}/saved-replies"
    answer = await ana.get(f"{path}/{mine}")
    said = await answer.json()
    assert (said["text"], said["missing"]) == (FILLED, ["{deadline}"])
    assert '<mark class="filled-missing">{deadline}</mark>' in said["html"]
    assert (await ana.get(f"{path}/{theirs}")).status == 404
    assert (await cy.get(f"{path}/{mine}")).status == 404


async def test_the_page_takes_as_many_queries_for_a_hundred_as_for_none(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    heard: list[str] = []
    for engine in house.database.reading:
        sa.event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    numbers = []
    for more in (0, saved_replies.MOST):
        for number in range(more):
            await saves(house, ana, f"Number {number}")
        heard.clear()
        await page(ana, inquiry)
        about = [words for words in heard if "saved_replies" in words]
        numbers.append((len(about), sum(words.startswith("SELECT") for words in heard)))
    assert numbers[0] == numbers[1] != 0
    assert numbers[0][0] == 1
