"""Handing over and tagging, as somebody does it on the page, and what whoever comes next finds."""

import re

import pytest

from inquiries.app import House
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from tests.each import each
from tests.opened import again
from tests.staff.conftest import Browser
from tests.staff.inquiries import opened
from tests.staff.test_acts import act, page, said

WORD = "He rings at four & wants a <number>."


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


def id_of(browser: Browser) -> str:
    assert browser.who is not None
    return str(browser.who.id)


async def test_a_colleague_finds_it_with_a_private_word(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    answer = await act(ana, inquiry, "hand-over", desk="media", owner=id_of(dee), text=WORD)
    assert answer.headers["Location"] == f"/staff/inquiries/{inquiry.reference}?done=hand-over"
    seen = await page(await dee.get(f"/staff/inquiries/{inquiry.reference}"))
    assert ("Ana Alves handed it over to Dee Dunn" in seen, WORD in seen) == (True, True)
    assert [(entry.kind, entry.text) for entry in await said(house, inquiry)] == [("note", WORD)]


async def test_who_hands_it_to_a_desk_they_do_not_see_is_led_to_the_inbox(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry
) -> None:
    await act(ana, inquiry, "take")
    mine = await again(house.database, inquiry)
    answer = await act(ana, mine, "hand-over", desk="events", owner=id_of(ana), text=WORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/staff/inbox?done=hand-over")
    assert "Handed over." in await page(await ana.get("/staff/inbox?done=hand-over"))
    assert (await ana.get(f"/staff/inquiries/{inquiry.reference}")).status == 404
    moved = await again(house.database, inquiry)
    assert (moved.desk, moved.owner) == ("events", None)
    seen = await page(await cy.get(f"/staff/inquiries/{inquiry.reference}"))
    assert ("Ana Alves handed it over to the Events desk" in seen, WORD in seen) == (True, True)


async def test_the_clocks_of_the_other_desk_count_from_then_on(
    ana: Browser, cy: Browser, house: House
) -> None:
    given = {"deadline_day": "today", "deadline": "2026-11-24T21:00:00+00:00"}
    inquiry = await opened(house, "media", **given)
    await act(ana, inquiry, "hand-over", desk="events", owner=id_of(cy))
    moved = await again(house.database, inquiry)
    assert moved.owner is not None
    assert (moved.owner.name, moved.deadline_at) == ("Cy Cole", inquiry.deadline_at)
    assert moved.last_safe_start_at == moved.deadline_at != inquiry.last_safe_start_at
    assert moved.due_at == moved.last_safe_start_at


@each(
    ("desk", "owner", "problem"),
    [
        ("media", "", "Choose a colleague or another desk"),
        ("sports", "", "Choose a desk from the list"),
        ("media", "99", "Choose somebody from the list"),
        ("media", "x", "Choose somebody from the list"),
        ("media", "cy", "Cy Cole does not work on the Media desk. Choose somebody who does"),
        ("events", "ana", "Ana Alves does not work on the Events desk. Choose somebody who does"),
    ],
)
async def test_what_goes_to_nobody_who_may_have_it_stays_and_the_word_is_kept(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry, desk: str, owner: str, problem: str
) -> None:
    named = {"ana": id_of(ana), "cy": id_of(cy)}.get(owner, owner)
    answer = await act(ana, inquiry, "hand-over", desk=desk, owner=named, text=WORD)
    shown = await page(answer)
    assert (answer.status, problem in shown, f">\n{WORD}</textarea>" in shown) == (422, True, True)
    assert await again(house.database, inquiry) == inquiry
    assert await said(house, inquiry) == ()


async def tags(house: House, inquiry: Inquiry) -> tuple[str, ...]:
    async with house.database.read() as db:
        return await records.tags(db, inquiry.id)


async def test_tags_are_small_letters_each_once_and_offered_to_the_desk(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert (await act(ana, inquiry, "tag", tags=" Budget,  audit  2026 ,,BUDGET, Été")).status == 303
    assert await tags(house, inquiry) == ("audit 2026", "budget", "été")
    other = await opened(house, "media")
    shown = await page(await ana.get(f"/staff/inquiries/{other.reference}"))
    assert re.findall(r'<option value="([^"]+)"></option>', shown) == ["audit 2026", "budget", "été"]
    tagged = await again(house.database, inquiry)
    assert (await act(ana, tagged, "untag", tag="budget")).status == 303
    assert await tags(house, inquiry) == ("audit 2026", "été")
    shown = await page(await ana.get(f"/staff/inquiries/{inquiry.reference}"))
    assert "Ana Alves took the tag “budget” away" in shown
    assert "Ana Alves tagged it: budget, audit 2026, été" in shown


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (" , ", "Write a tag, or several with commas between them"),
        ("audit", "It has that tag already. Write another"),
        ("x" * 41, "A tag has 41 characters. Shorten it to 40"),
        (",".join(map(str, range(20))), "An inquiry has room for 20 tags. Write fewer"),
    ],
)
async def test_what_is_no_tag_is_refused_in_words(
    ana: Browser, house: House, inquiry: Inquiry, typed: str, problem: str
) -> None:
    await act(ana, inquiry, "tag", tags="audit")
    tagged = await again(house.database, inquiry)
    answer = await act(ana, tagged, "tag", tags=typed)
    shown = await page(answer)
    assert (answer.status, problem in shown, f'value="{typed}"' in shown) == (422, True, True)
    assert await tags(house, inquiry) == ("audit",)


async def test_a_tag_that_is_not_there_cannot_be_taken_away(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    answer = await act(ana, inquiry, "untag", tag="a\x00b")
    assert answer.status == 422
    assert await again(house.database, inquiry) == inquiry
