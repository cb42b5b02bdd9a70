"""Two colleagues on one inquiry, with scripts: a draft follows its writer, each sees the other, one note is held."""

import pytest
from playwright.async_api import Page, Route, expect

from tests.journeys import served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOX = "A note for colleagues on this desk"


async def test_a_draft_is_kept_as_typed_and_of_two_notes_at_once_one_is_held(
    service: Served, open_page: OpenPage
) -> None:
    there = f"/staff/inquiries/{await service.submits()}"
    await service.person("Ana Alves", "media")
    dee = await open_page(service, await service.session(await service.person("Dee Dunn", "media")))
    ana = await types_and_signs_out(service, open_page, there)
    await dee.goto(there)
    await expect(dee.locator("#drafts")).to_contain_text("Draft of Ana Alves")
    await expect(dee.locator("#drafts")).to_contain_text("They say one in five, wh")
    await expect(dee.get_by_label(BOX)).to_have_value("")
    await signs_in_elsewhere(ana, there)
    await both_write_and_one_is_held(ana, dee)
    await service.settled()


async def types_and_signs_out(service: Served, open_page: OpenPage, there: str) -> Page:
    """What is typed is saved; the last words go with the page, before the second is over. Then another device."""
    page = await open_page(service)
    await signs_in(page, there)
    await page.get_by_role("radio", name="Private note").check()
    await page.get_by_label(BOX).press_sequentially("They say one in five")
    await expect(page.get_by_role("button", name="Keep as draft")).to_be_hidden()
    await expect(page.locator("#note-told")).to_contain_text("Saved ")
    await page.get_by_label(BOX).press_sequentially(", wh")
    await page.locator(".account summary").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    return await open_page(service, width=375)


async def signs_in(page: Page, there: str) -> None:
    await page.goto(there)
    await page.get_by_role("textbox", name="Email").fill("ana@charity.example")
    await page.get_by_label("Password", exact=True).fill(served.PASSWORD)
    await page.get_by_role("button", name="Sign in").click()


async def signs_in_elsewhere(page: Page, there: str) -> None:
    await signs_in(page, there)
    await expect(page.get_by_label(BOX)).to_have_value("They say one in five, wh")
    await expect(page.locator("#presence")).to_contain_text("Dee Dunn is reading this too")


async def both_write_and_one_is_held(ana: Page, dee: Page) -> None:
    await dee.get_by_role("radio", name="Private note").check()
    await dee.get_by_label(BOX).press_sequentially("Use our own number.")
    await expect(dee.locator("#presence")).to_contain_text("Ana Alves is reading this too")
    await ana.get_by_label(BOX).press("Control+End")
    await ana.get_by_label(BOX).press_sequentially("at is ours?")
    await expect(ana.locator("#presence")).to_contain_text("Dee Dunn is writing a note")
    await dee.get_by_role("button", name="Add private note").click()
    await expect(dee.locator(".strip-notice")).to_contain_text("Your note is kept.")
    await ana.get_by_role("button", name="Add private note").click()
    await expect(ana.locator("#newer")).to_be_focused()
    await expect(ana.locator("#newer")).to_contain_text("Use our own number.")
    await expect(ana.get_by_label(BOX)).to_have_value("They say one in five, what is ours?")
    await ana.get_by_role("button", name="Add it all the same").click()
    await expect(ana.locator(".talk .entry-private").last).to_contain_text(
        "They say one in five, what is ours?"
    )
    await expect(ana.get_by_label(BOX)).to_have_value("")
    await dee.reload()
    await expect(dee.locator("#drafts")).to_be_hidden()
    await expect(dee.locator(".talk")).to_contain_text("They say one in five, what is ours?")


async def test_without_scripts_a_button_keeps_the_draft_and_a_held_note_is_added_all_the_same(
    service: Served, open_page: OpenPage
) -> None:
    there = f"/staff/inquiries/{await service.submits()}"
    ana, dee = [
        await open_page(
            service, await service.session(await service.person(name, "media")), scripts=False, width=375
        )
        for name in ("Ana Alves", "Dee Dunn")
    ]
    await ana.goto(there)
    await dee.goto(there)
    await expect(dee.locator("#presence")).to_contain_text("Ana Alves is reading this too")
    await ana.get_by_role("radio", name="Private note").check()
    await ana.get_by_label(BOX).fill("Mine")
    await ana.get_by_role("button", name="Keep as draft").click()
    await expect(ana.locator(".strip-notice")).to_contain_text("Kept as a draft")
    await expect(ana.get_by_label(BOX)).to_have_value("Mine")
    await dee.get_by_role("radio", name="Private note").check()
    await dee.get_by_label(BOX).fill("Ask @Ana first")
    await dee.get_by_role("button", name="Add private note").click()
    await expect(dee.locator(".mention")).to_have_text("@Ana")
    await expect(dee.locator("#drafts")).to_contain_text("Mine")
    await ana.get_by_role("button", name="Add private note").click()
    await expect(ana.locator("#newer")).to_contain_text("Ask @Ana first")
    await ana.get_by_role("button", name="Add it all the same").click()
    await expect(ana.locator(".talk .entry-private").last).to_contain_text("Mine")


async def test_a_draft_that_cannot_be_saved_says_so_and_is_saved_later(
    service: Served, open_page: OpenPage
) -> None:
    page = await open_page(service, await service.session(await service.person("Ana Alves", "media")))
    await page.goto(f"/staff/inquiries/{await service.submits()}")
    fails = [429]

    async def answer(route: Route) -> None:
        if fails:
            await route.fulfill(status=fails.pop(), headers={"Content-Type": "text/plain"}, body="")
        else:
            await route.continue_()

    await page.route("**/draft", answer)
    await page.get_by_role("radio", name="Private note").check()
    await page.get_by_label(BOX).press_sequentially("Kept?")
    await expect(page.locator("#note-told")).to_have_text("Not saved yet – we try again")
    await expect(page.locator("#note-told")).to_contain_text("Saved ", timeout=8000)
