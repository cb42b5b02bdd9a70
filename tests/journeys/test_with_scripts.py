"""The same core with scripts on: what they add appears, is right, and can be switched off."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from inquiries.intake import proof
from tests.journeys import filling, served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

TUESDAY = datetime(2026, 11, 24, 15, 20, tzinfo=UTC)  # 15:20 in London, 10:20 in Ottawa


async def test_the_deadline_is_said_back_in_both_zones(service: Served, open_page: OpenPage) -> None:
    page = await open_page(service, timezone_id="Europe/London")
    await page.clock.set_fixed_time(TUESDAY)
    await page.goto("/forms/media")
    await expect(page.locator("[name=timezone]")).to_have_value("Europe/London")  # guessed from the browser
    await expect(page.locator("#said")).to_be_hidden()
    await page.get_by_role("radio", name="Today").check()
    await page.locator("[name=deadline_time]").fill("6:30 pm")
    await expect(page.locator("#said .sentence")).to_have_text(
        "You need an answer by 18:30 today in London. That is 13:30 here in Ottawa, 3 h 10 min from now."
    )
    await expect(page.locator("#said .desk")).to_have_text(
        "The desk is open until 17:00 in Ottawa, so someone is here for all of it."
    )
    await page.get_by_role("radio", name="Tomorrow").check()
    await page.locator("[name=deadline_time]").fill("00:30")
    await expect(page.locator("#said .sentence")).to_have_text(
        "You need an answer by 00:30 tomorrow in London. "
        "That is 19:30 on Tue 24 Nov here in Ottawa, 9 h 10 min from now."
    )
    await expect(page.locator("#said .desk")).to_have_text(
        "The desk is closed then. Before that it is open until 17:00 in Ottawa."
    )
    await page.get_by_role("radio", name="No deadline").check()
    await expect(page.locator("#said")).to_be_hidden()


async def test_errors_take_the_focus_and_text_is_counted(service: Served, open_page: OpenPage) -> None:
    page = await open_page(service)
    await page.goto("/forms/media")
    await page.get_by_label("Your question").fill("Why? 🙂")
    await expect(page.locator("[data-count-for=question]")).to_have_text("6 characters")
    await page.get_by_role("textbox", name="Email").fill("bo@gmial.com")
    await page.get_by_label("Your question").focus()
    await page.get_by_role("button", name="Did you mean bo@gmail.com?").click()
    await expect(page.get_by_role("textbox", name="Email")).to_have_value("bo@gmail.com")
    await page.get_by_role("button", name="Send your media inquiry").click()
    await expect(page.locator("#problems")).to_be_focused()
    await page.locator("#problems").get_by_role("link").first.click()
    await expect(page.get_by_label("Your name")).to_be_focused()
    await expect(page.get_by_label("Your question")).to_have_value("Why? 🙂")


async def test_under_attack_the_page_does_its_work_while_its_reader_types(
    tmp_path: Path, migrated_file: Path, open_page: OpenPage
) -> None:
    async with served.serving(tmp_path, migrated_file, proof_above="always") as service:
        page = await open_page(service)
        await page.goto("/forms/media")
        await expect(page.locator("[name=proof]")).to_have_value(re.compile("[0-9]+"), timeout=20_000)
        token, figure = [
            await page.locator(f"[name={name}]").input_value() for name in ("form_token", "proof")
        ]
    assert proof.solved(token, figure)


async def test_a_holiday_of_three_weeks_is_counted_to_the_last_hour_before_it(
    tmp_path: Path, migrated_file: Path, open_page: OpenPage
) -> None:
    shut = [f"11-{day}" for day in range(25, 31)] + [f"12-{day:02}" for day in range(1, 16)]
    organisation = {"place": "Ottawa", "holidays": shut}
    async with served.serving(tmp_path, migrated_file, organisation=organisation) as running:
        page = await open_page(running, timezone_id="America/Toronto")
        await page.clock.set_fixed_time(TUESDAY)
        await page.goto("/forms/media")
        await page.get_by_text("Another date").click()
        await page.locator("[name=deadline_time]").fill("12:00")
        for day, words in {
            "2026-12-14": "The desk is closed then. Before that it is open until 17:00.",
            "2026-12-16": "The desk is open then.",
        }.items():
            await page.locator("[name=deadline_date]").fill(day)
            await expect(page.locator("#said .desk")).to_contain_text(words)


async def test_an_inquiry_is_worked_with_single_keys(service: Served, open_page: OpenPage) -> None:
    public = await open_page(service, timezone_id="Europe/London")
    for outlet in ("The Example Gazette", "Radio Example"):
        await public.goto("/forms/media")
        await filling.media(public)
        await public.get_by_label("Outlet").fill(outlet)
        await public.get_by_role("button", name="Send your media inquiry").click()
        await expect(public.get_by_role("heading", level=1)).to_have_text("We have your inquiry")
    await service.settled()
    page = await open_page(service, await service.session(await service.person("Ana Sole", "media")))
    await page.goto("/staff/inbox")
    rows = page.locator(".row-link")
    await page.keyboard.press("j")
    await expect(rows.nth(0)).to_be_focused()
    await page.keyboard.press("j")
    await expect(rows.nth(1)).to_be_focused()
    await page.keyboard.press("k")
    await expect(rows.nth(0)).to_be_focused()
    await page.keyboard.press("/")
    await page.keyboard.type("jk radi")  # letters, while somebody writes
    await expect(page.get_by_label("Search people, outlets")).to_have_value("jk radi")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("radi")
    await page.keyboard.press("Enter")
    await expect(page.locator("mark").first).to_have_text("Radio")
    await expect(rows).to_have_count(1)
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/staff/inquiries/"))
    await acknowledges_takes_notes_and_closes(page)


async def acknowledges_takes_notes_and_closes(page: Page) -> None:
    await page.keyboard.press("a")
    await expect(page.get_by_label("Your words")).to_be_focused()
    await page.keyboard.press("j")  # a letter, while somebody writes
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("Your words")).to_be_hidden()
    await page.get_by_role("button", name="Acknowledge", exact=True).first.click()
    await expect(page.locator(".strip-notice")).to_contain_text("Acknowledged")
    await page.keyboard.press("t")
    await expect(page.locator(".strip-notice")).to_contain_text("You have it now")
    await page.keyboard.press("n")
    await expect(page.get_by_label("A note for colleagues on this desk")).to_be_focused()
    await page.keyboard.type("Called their desk, then wrote")
    await page.get_by_role("button", name="Add private note").click()
    await expect(page.locator(".talk")).to_contain_text("Called their desk, then wrote")
    await page.keyboard.press("e")
    await expect(page.get_by_role("radio", name="Answered", exact=True)).to_be_focused()
    await page.keyboard.press("Space")
    await page.get_by_role("button", name="Close the inquiry").click()
    await expect(page.locator(".state-line")).to_contain_text("Answered")


async def test_single_keys_can_be_switched_off(service: Served, open_page: OpenPage) -> None:
    page = await open_page(service, await service.session(await service.person("Ana Sole", "media")))
    await service.submits()
    await page.goto("/staff/inbox")
    await page.keyboard.press("?")
    await page.get_by_label("Use single keys in this browser").uncheck()
    await page.get_by_role("button", name="Done").click()
    await page.reload()
    await page.keyboard.press("j")
    await expect(page.locator(".row-link").first).not_to_be_focused()
    await page.get_by_role("button", name="Keys").click()
    await page.get_by_label("Use single keys in this browser").check()
    await page.keyboard.press("Escape")
    await page.locator("h1").first.click()
    await page.keyboard.press("j")
    await expect(page.locator(".row-link").first).to_be_focused()


async def test_clocks_in_the_inbox_run_on(tmp_path: Path, migrated_file: Path, open_page: OpenPage) -> None:
    media = {"slug": "media", "name": "Media", "hours": {"always": True}, "clearance": "1h"}
    async with served.serving(tmp_path, migrated_file, desks={"media": media}) as service:
        await service.submits(deadline=(datetime.now(UTC) + timedelta(hours=30, minutes=20)).isoformat())
        page = await open_page(service, await service.session(await service.person("Ana Sole", "media")))
        await page.clock.install()
        await page.goto("/staff/inbox")
        await page.route(
            "**/staff/inbox", lambda _route: None
        )  # no word of the true time while this clock runs
        clock = page.locator(".row-clock .left")
        await expect(clock).to_have_text("1 day left")
        await page.clock.fast_forward("24:00:00")
        await expect(clock).to_have_text(re.compile("^5 h (19|20) left$"))
        await page.clock.fast_forward("05:30:00")
        await expect(clock).to_have_text("Late to start")
        await page.close()  # before its server: it would look for the stream
