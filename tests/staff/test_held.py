"""Held mail: who sees it and why it waits, and what one press makes of it, once."""

import re

import pytest

from inquiries.app import House
from inquiries.database.tables import FILED, HELD, PUT_ASIDE
from inquiries.inquiry import letters, records
from inquiries.inquiry.model import Inquiry
from tests import opened as made
from tests.opened import events, media
from tests.staff.conftest import Browser
from tests.staff.held import EVE, URL, became, does, drain, held, page, said, subjects


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def test_a_mail_stands_there_with_its_reason_and_where_it_may_belong(
    ana: Browser, cy: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry)
    shown = await page(ana)
    assert subjects(shown) == ["Re: Your inquiry"]
    for words in ("Eve Moss", EVE, "I am Bo's editor.", f"{EVE} is not who wrote to us.", "12:00 today"):
        assert words in shown
    link = f'<a href="/staff/inquiries/{inquiry.reference}">{inquiry.reference}</a>'
    assert f'{link} <bdi class="quiet">The Example Gazette · Bo Baker</bdi>' in shown
    assert f"File it in {inquiry.reference}<" in shown
    assert f"Let <bdi>{EVE}</bdi> write there from now on" in shown
    assert "New inquiry on Media<" in shown
    assert subjects(await page(cy)) == []
    assert "No mail waits for you." in await page(cy)
    assert (await cy.get(f"{URL}/{id}")).status == 404


async def test_one_press_files_it_and_says_where_it_stands(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry)
    shown = await does(ana, id, "file", reference=inquiry.reference)
    assert (said(shown), subjects(shown)) == ("It is being put into its inquiry.", [])
    await drain(house)
    assert await became(house, id) == (FILED, "media", inquiry.id)
    again = await page(ana, f"{URL}?done=filed&mail={id}")
    assert said(again) == f"It stands in its inquiry now: {inquiry.reference}"
    async with house.database.read() as db:
        (letter,) = await letters.of_inquiry(db, inquiry.id)
        assert await letters.known(db, inquiry.id) == frozenset()
    assert (letter.sender, letter.text) == (EVE, "I am Bo's editor.")


async def test_with_a_tick_its_sender_may_write_there_from_then_on(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry)
    await does(ana, id, "file", reference=inquiry.reference, let_in="1")
    async with house.database.read() as db:
        assert await letters.known(db, inquiry.id) == {EVE}
    await held(house, inquiry, subject="Another")
    assert f"Let <bdi>{EVE}</bdi> write there" not in (await page(ana)).partition("Another place")[0]


async def test_a_typed_reference_will_do_however_it_is_written(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house)
    await does(ana, id, "file", reference=f" {inquiry.reference.lower()} ")
    await drain(house)
    assert await became(house, id) == (FILED, "media", inquiry.id)


@pytest.mark.parametrize("reference", ["", "M7K-4QX2", "theirs"])
async def test_a_reference_that_leads_nowhere_is_kept_with_what_is_wrong(
    ana: Browser, house: House, inquiry: Inquiry, reference: str
) -> None:
    (other,) = await made.opened(house.database, house.keys, events())
    typed = other.reference if reference == "theirs" else reference
    id = await held(house, inquiry)
    answer = await ana.post(f"{URL}/{id}/file", {"state": str(HELD), "reference": typed})
    shown = await answer.text()
    problem = f"There is no inquiry with the reference “{typed}” that you may see"
    assert answer.status == 422
    assert "<title>Error: " in shown
    assert (problem if typed else "Enter the reference of the inquiry it belongs to") in shown
    assert re.search(rf'name="reference" value="{typed}"[^>]* aria-invalid="true"', shown)
    assert await became(house, id) == (HELD, "media", inquiry.id)


async def test_one_press_makes_an_inquiry_of_it(ana: Browser, house: House, inquiry: Inquiry) -> None:
    id = await held(house)
    await does(ana, id, "open", desk="media")
    await drain(house)
    _, desk, made_of_it = await became(house, id)
    async with house.database.read() as db:
        new = await records.by_id(db, made_of_it or 0)
    assert new is not None
    assert (desk, new.email, new.name) == ("media", EVE, "Eve Moss")
    assert said(await page(ana, f"{URL}?done=opened&mail={id}")).endswith(f"now: {new.reference}")


async def test_a_new_inquiry_of_another_desk_is_out_of_sight_and_said_to_be(
    ana: Browser, cy: Browser, house: House
) -> None:
    id = await held(house)
    await does(ana, id, "open", desk="events")
    await drain(house)
    assert said(await page(ana, f"{URL}?done=opened&mail={id}")) == "It is an inquiry of another desk now."
    assert (await cy.get(f"{URL}/{id}")).status == 200


async def test_a_desk_that_is_none_opens_nothing(ana: Browser, house: House) -> None:
    id = await held(house)
    assert (await ana.post(f"{URL}/{id}/open", {"desk": "lost"})).status == 422
    assert (await became(house, id))[0] == HELD


async def test_a_mail_without_a_sender_can_be_an_inquiry_too(ana: Browser, house: House) -> None:
    raw = b"Subject: Lost property\r\n\r\nI left my umbrella.\r\n"
    id = await held(house, raw=raw, from_address="", from_name="")
    assert "<b>Sender not known</b>" in await page(ana)
    await does(ana, id, "open", desk="media")
    await drain(house)
    assert (await became(house, id))[0] == FILED


async def test_what_was_put_aside_stands_apart_with_who_did_it_and_can_be_taken_up(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry)
    shown = await does(ana, id, "put-aside")
    assert said(shown) == "It was put aside. Take it up again"
    aside = await page(ana, f"{URL}/put-aside")
    assert subjects(aside) == ["Re: Your inquiry"]
    assert "Put aside by Ana Alves, 12:00" in aside
    again = await does(ana, id, "take-up", state=str(PUT_ASIDE))
    assert said(again) == "It waits again."
    assert (subjects(again), subjects(await page(ana))) == ([], ["Re: Your inquiry"])


async def test_whoever_comes_second_is_told_who_was_faster_and_what_became_of_it(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    aside, filed = await held(house, inquiry), await held(house, inquiry, subject="Another")
    await does(dee, aside, "put-aside")
    assert said(await does(ana, aside, "file", reference=inquiry.reference)) == (
        "Dee Dunn was faster. It was put aside."
    )
    await does(dee, filed, "file", reference=inquiry.reference)
    await drain(house)
    assert said(await does(ana, filed, "open", desk="media")) == (
        f"Dee Dunn was faster. It stands in its inquiry now: {inquiry.reference}"
    )
    assert [await became(house, id) for id in (aside, filed)] == [
        (PUT_ASIDE, "media", inquiry.id),
        (FILED, "media", inquiry.id),
    ]
    whole = await page(ana, f"{URL}/{filed}")
    assert (said(whole).startswith("Dee Dunn was faster."), "held-acts" in whole) == (True, False)


async def test_two_presses_of_one_person_are_one(ana: Browser, house: House, inquiry: Inquiry) -> None:
    id = await held(house, inquiry)
    await does(ana, id, "put-aside")
    assert said(await does(ana, id, "put-aside")) == "It was put aside."


async def test_what_is_on_another_desk_can_neither_be_acted_on_nor_learned_of(
    cy: Browser, house: House, inquiry: Inquiry
) -> None:
    id = await held(house, inquiry)
    for number in (id, id + 1):
        for act in ("file", "open", "put-aside", "take-up"):
            shown = await does(cy, number, act, reference=inquiry.reference, desk="events")
            assert said(shown) == "It does not wait any more: somebody was faster."
    for way in ("", "/original", "/html", "/files/1"):
        assert (await cy.get(f"{URL}/{id}{way}")).status == 404
    assert await became(house, id) == (HELD, "media", inquiry.id)


async def test_a_mail_that_nobody_ever_held_is_on_no_page(ana: Browser, house: House) -> None:
    id = await held(house, state=FILED)
    assert (await ana.get(f"{URL}/{id}")).status == 404


async def test_words_of_a_stranger_stay_words(ana: Browser, house: House) -> None:
    evil = '<script>alert(1)</script>"'
    id = await held(house, subject=evil, excerpt=evil, from_name=evil)
    for path in (URL, f"{URL}/{id}"):
        text = await (await ana.get(path)).text()
        assert "<script>alert" not in text
        assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;&#34;") >= 2
