"""Two browsers at one desk: what one does, the other sees without a reload, and nothing moves under their hands."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from playwright.async_api import expect

from inquiries import clock
from inquiries.settings import Desk
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served
from tests.journeys.watching import SOON, a_list, always_open, listening, outlets, urgent

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def desks() -> Mapping[str, Desk]:
    return always_open()


async def test_a_new_inquiry_stands_in_the_list_by_itself(service: Served, open_page: OpenPage) -> None:
    page = await a_list(service, open_page, "Example Tribune")
    await urgent(service, "Radio Example", hours=0.5)
    await expect(outlets(page)).to_have_text(["Radio Example", "Example Tribune"], timeout=SOON)
    await expect(page).to_have_title(re.compile(r"^\(1\) All open"))
    await expect(page.locator(".nav-link", has_text="All open").locator(".nav-count")).to_have_text("2")
    await expect(page.get_by_role("button", name="new")).to_have_count(0)


async def test_nothing_moves_under_the_pointer(service: Served, open_page: OpenPage) -> None:
    page = await a_list(service, open_page, "Example Tribune", "Example Post")
    second = page.locator(".row").nth(1)
    await second.hover()
    where = await second.bounding_box()
    await urgent(service, "Radio Example")
    await expect(page.get_by_role("button", name="1 new")).to_be_visible(timeout=SOON)
    await urgent(service, "Example Wire", hours=6)
    await expect(page.get_by_role("button", name="2 new")).to_be_visible(timeout=SOON)
    assert await second.bounding_box() == where
    await expect(outlets(page)).to_have_text(["Example Tribune", "Example Post"])
    assert await page.locator(".news-list [role=status]").inner_text() == "1 new"  # said once, when it began
    await page.get_by_role("button", name="2 new").click()
    await expect(outlets(page)).to_have_text(
        ["Radio Example", "Example Wire", "Example Tribune", "Example Post"]
    )
    await expect(page.locator(".row-link").first).to_be_focused()


async def test_a_row_changes_in_place_and_the_list_follows_when_it_is_left_alone(
    service: Served, open_page: OpenPage
) -> None:
    page = await a_list(service, open_page, "Example Tribune", "Example Post")
    dee = await open_page(service, await service.session(await service.person("Dee Ito", "media")))
    await dee.goto("/staff/inbox")
    await page.keyboard.press("j")
    await expect(page.locator(".row-link").first).to_be_focused()
    await dee.locator(".row-link").first.click()
    await dee.get_by_role("button", name="Take it").click()
    await expect(page.locator(".row").first.locator(".initials")).to_contain_text("DI", timeout=SOON)
    await expect(page.locator(".row-link").first).to_be_focused()
    await dee.locator("summary", has_text="Close").click()
    await dee.get_by_role("radio", name="Answered", exact=True).check()
    await dee.get_by_role("button", name="Close the inquiry").click()
    await expect(page.get_by_role("button", name="List changed – show")).to_be_visible(timeout=SOON)
    await expect(outlets(page)).to_have_text(["Example Tribune", "Example Post"])
    await page.evaluate("document.activeElement.blur()")
    await page.mouse.move(1000, 600)
    await expect(outlets(page)).to_have_text(["Example Post"], timeout=SOON)
    await expect(page.get_by_role("button", name="List changed")).to_have_count(0)


async def test_a_scrolled_list_stays_where_it_is(service: Served, open_page: OpenPage) -> None:
    names = [f"Example {number}" for number in range(8)]
    page = await a_list(service, open_page, *names, width=375, height=400)
    await page.evaluate("scrollTo(0, 120)")
    await urgent(service, "Radio Example")
    await expect(page.get_by_role("button", name="1 new")).to_be_visible(timeout=SOON)
    assert await page.evaluate("scrollY") == 120
    await page.evaluate("scrollTo(0, 0)")
    await expect(outlets(page)).to_have_text(["Radio Example", *names], timeout=SOON)


async def test_dee_takes_it_while_ana_writes_and_nothing_of_hers_is_lost(
    service: Served, open_page: OpenPage
) -> None:
    reference = await service.submits()
    ana, dee = [
        await open_page(service, await service.session(await service.person(name, "media")))
        for name in ("Ana Sole", "Dee Ito")
    ]
    await listening(ana, f"/staff/inquiries/{reference}")
    note = ana.get_by_label("A note for colleagues on this desk")
    await ana.get_by_role("radio", name="Private note").check()
    await note.fill("Half a tho")
    await ana.locator("summary", has_text="Assign").click()
    await dee.goto(f"/staff/inquiries/{reference}")
    await dee.get_by_role("button", name="Take it").click()
    await expect(ana.locator("#news")).to_contain_text("Dee Ito took it", timeout=SOON)
    await expect(ana.locator(".history")).to_contain_text("Dee Ito took it")
    await expect(ana.locator("#assign-owner")).to_be_visible()  # her panel, with what it was opened for
    await expect(ana.locator(".marks")).to_have_count(0)
    await expect(note).to_have_value("Half a tho")
    await ana.keyboard.press("Escape")
    await note.focus()
    await expect(ana.locator(".marks")).to_have_text("With Dee Ito", timeout=SOON)
    await ana.keyboard.type("ught")
    await expect(note).to_have_value(re.compile("ught"))
    await ana.get_by_role("button", name="Add private note").click()
    await ana.get_by_role("button", name="Add it all the same").click()
    await expect(dee.locator(".talk .entry")).to_contain_text(["How many", "Half a tho"], timeout=SOON)


async def test_an_act_on_what_was_shown_before_is_still_refused(service: Served, open_page: OpenPage) -> None:
    reference = await service.submits()
    ana, dee = [
        await open_page(service, await service.session(await service.person(name, "media")))
        for name in ("Ana Sole", "Dee Ito")
    ]
    await listening(ana, f"/staff/inquiries/{reference}")
    await ana.locator("summary", has_text="Decline").click()
    await ana.get_by_label("The reason", exact=True).fill("Nobody is free")
    await dee.goto(f"/staff/inquiries/{reference}")
    await dee.get_by_role("button", name="Take it").click()
    await expect(ana.locator("#news")).to_contain_text("Dee Ito took it", timeout=SOON)
    await ana.locator("form.panel").get_by_role("button", name="Decline with a reason").click()
    await expect(ana.get_by_role("alert")).to_contain_text("Someone was faster")
    await expect(ana.get_by_label("The reason", exact=True)).to_have_value("Nobody is free")
    await dee.get_by_role("radio", name="Private note").check()
    await dee.get_by_label("A note for colleagues on this desk").fill("I ring them")
    await dee.get_by_role("button", name="Add private note").click()
    await expect(ana.locator(".talk")).to_contain_text("I ring them", timeout=SOON)
    await expect(ana.get_by_role("alert")).to_contain_text("Someone was faster")
    await expect(ana.get_by_label("The reason", exact=True)).to_have_value("Nobody is free")


async def test_a_mail_that_arrives_is_seen_on_deliveries(service: Served, open_page: OpenPage) -> None:
    page = await open_page(service, await service.session(await service.person("Ana Sole", "media")))
    await listening(page, "/staff/deliveries")
    await expect(page.locator(".delivery")).to_have_count(0)
    await service.submits()
    await expect(page.locator(".delivery[data-state=delivered]")).to_have_count(2, timeout=SOON)


async def test_a_clock_that_turns_counts_in_the_title(service: Served, open_page: OpenPage) -> None:
    await service.submits(outlet="Example Tribune", deadline=(clock.now() + timedelta(days=9)).isoformat())
    page = await open_page(service, await service.session(await service.person("Ana Sole", "media")))
    await page.clock.install()
    await listening(page, "/staff/inbox")
    async with page.expect_response("**/staff/inbox"):
        await page.clock.run_for(30_000)
        await page.clock.fast_forward(10 * 24 * 3600 * 1000)
        await page.clock.run_for(31_000)


async def test_the_list_of_keys_names_those_that_work_on_this_page(
    service: Served, open_page: OpenPage
) -> None:
    page = await a_list(service, open_page, "Example Tribune")
    shown = page.locator("#keys [data-means]:visible kbd")
    await page.keyboard.press("?")
    await expect(shown).to_have_text(["j", "k", "Enter", "x", "c", "/", "?"])
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+j")
    await expect(page.locator(".row-link").first).not_to_be_focused()
    await urgent(service, "Radio Example")
    await expect(outlets(page)).to_have_count(2, timeout=SOON)
    await page.keyboard.press("j")  # a row that came later
    await page.keyboard.press("Enter")
    await expect(page.locator(".inquiry-title")).to_contain_text("Radio Example")
    await page.keyboard.press("?")
    await expect(shown).to_have_text(["j", "k", "Enter", "x", "a", "t", "r", "n", "e", "c", "/", "?"])
    await page.keyboard.press("Escape")
    await page.keyboard.press("r")
    await expect(page.locator("#reply-text")).to_be_focused()
