"""A new inquiry at 15:10 for 16:00: Bo before his receipt, Ana and Dee at the Media desk, all three at once."""

import asyncio
import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from inquiries import clock
from tests.journeys import filling
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served
from tests.journeys.watching import SOON, listening

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEN_PAST_THREE = datetime(2026, 11, 24, 20, 10, tzinfo=UTC)  # 15:10 on a Tuesday in Ottawa
KEY, THOUGHT = 0.28, 1.35  # seconds that a key takes whoever is no typist, and what comes before each step
NOTE = "A note for colleagues on this desk"
ASKED = "Bo: 15:50 is enough, but not later."


@pytest.fixture
def _ten_past_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the whole service, which runs on from there."""
    ahead = TEN_PAST_THREE - datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + ahead)


@pytest.mark.usefixtures("_ten_past_three")
async def test_a_new_inquiry_at_ten_past_three_is_answered_by_four(
    service: Served, open_page: OpenPage
) -> None:
    bo = await open_page(service, timezone_id="America/Toronto", width=375)
    ana, dee = [
        await open_page(service, await service.session(await service.person(name, "media")))
        for name in ("Ana Sole", "Dee Dunn")
    ]
    for page in (ana, dee):
        await listening(page, "/staff/inbox")
    reference = await asks_for_four(bo)
    await stands_before_both(ana, dee)
    await both_open_it(ana, dee, reference)
    await begins_a_note(dee, ana)
    await acknowledges(ana, bo)
    await sees_it_and_adds_the_note(dee, ana)
    await begins_to_decline(dee)
    await logs_a_call(ana)
    await moves_the_deadline(ana, bo)
    await is_told_that_ana_was_faster(dee, bo)
    await closes(ana, dee, bo)
    await service.settled()


async def asks_for_four(bo: Page) -> str:
    await bo.clock.set_fixed_time(TEN_PAST_THREE)
    await bo.goto("/forms/media")
    await filling.media(bo)
    await bo.get_by_role("radio", name="Today").check()
    await bo.locator("[name=deadline_time]").fill("16:00")
    await bo.locator("[name=timezone]").select_option("America/Toronto")
    await expect(bo.locator("#said .sentence")).to_contain_text("16:00 today in Ottawa, 50 min from now")
    await bo.get_by_role("button", name="Send your media inquiry").click()
    await expect(bo.get_by_role("heading", level=1)).to_have_text("We have your inquiry")
    return await filling.reference(bo)


async def stands_before_both(ana: Page, dee: Page) -> None:
    """Soon, by itself."""
    rows = [page.locator(".row-outlet") for page in (ana, dee)]
    await asyncio.gather(*(expect(row).to_have_text(["The Example Gazette"], timeout=SOON) for row in rows))


async def both_open_it(ana: Page, dee: Page, reference: str) -> None:
    for page in (ana, dee):
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.locator(".inquiry-facts")).to_contain_text(reference)
    await expect(dee.locator("#presence")).to_have_text(re.compile("Ana Sole is reading this too"))
    await expect(ana.locator("#presence")).to_have_text(re.compile("Dee Dunn is reading this too"))


async def begins_a_note(dee: Page, ana: Page) -> None:
    await dee.keyboard.press("n")
    await expect(dee.get_by_label(NOTE)).to_be_focused()
    await dee.keyboard.type("Their last story had the numb")
    await expect(ana.locator("#presence")).to_contain_text("Dee Dunn is writing a note")
    await expect(ana.locator("#drafts")).to_contain_text("Their last story had the numb")


async def acknowledges(ana: Page, bo: Page) -> None:
    await ana.keyboard.press("a")
    await expect(ana.get_by_label("Your words")).to_be_focused()
    await ana.keyboard.press("Tab")
    await ana.get_by_label("Back by").fill("15:40")
    await ana.keyboard.press("Enter")
    await expect(ana.locator(".strip-notice")).to_contain_text("Acknowledged")
    await bo.reload()
    await expect(bo.get_by_role("heading", level=1)).to_have_text("A person has your inquiry")
    await expect(bo.locator(".steps")).to_contain_text("Ana Sole")
    await expect(bo.locator("main")).to_contain_text("Ana Sole comes back to you by 15:40")


async def sees_it_and_adds_the_note(dee: Page, ana: Page) -> None:
    """What Ana said to Bo is newer than what Dee began to write against: she is shown it before her note is added."""
    await expect(dee.locator("#news")).to_contain_text("Ana Sole", timeout=SOON)
    await expect(dee.locator(".talk")).to_contain_text("I have it, and will come back to you.")
    await expect(dee.get_by_label(NOTE)).to_be_focused()
    await dee.keyboard.type("ers wrong")
    await expect(dee.get_by_label(NOTE)).to_have_value("Their last story had the numbers wrong")
    await dee.get_by_role("button", name="Add private note").click()
    await expect(dee.locator("#newer")).to_be_focused()
    await expect(dee.locator("#newer")).to_contain_text("I have it, and will come back to you.")
    await expect(dee.get_by_label(NOTE)).to_have_value("Their last story had the numbers wrong")
    await dee.get_by_role("button", name="Add it all the same").click()
    await expect(ana.locator(".talk .entry-private")).to_contain_text("numbers wrong", timeout=SOON)
    await expect(ana.locator("#drafts")).not_to_contain_text("numbers wrong")


async def begins_to_decline(dee: Page) -> None:
    await dee.locator("summary", has_text="Decline").click()
    await dee.get_by_label("The reason", exact=True).fill("Nobody can be there by four")


async def logs_a_call(ana: Page) -> None:
    """In less than 20 seconds, had a person's fingers done it."""
    steps = [["c"], [*ASKED], ["Tab", "Tab", "Enter"]]  # the page, the words, past what it is about and sent
    assert sum(THOUGHT + KEY * len(step) for step in steps) < 20
    for step in steps:
        for key in step:
            await ana.keyboard.press(key)
        if step == ["c"]:
            await expect(ana.get_by_label("What was said")).to_be_focused()
    await expect(ana.locator(".talk")).to_contain_text(ASKED)
    await expect(ana.locator(".inquiry-title")).to_contain_text("The Example Gazette")


async def moves_the_deadline(ana: Page, bo: Page) -> None:
    await ana.get_by_text("More", exact=True).click()
    await ana.locator("summary", has_text="Edit the deadline").click()
    await ana.locator("#move-deadline-time").fill("15:50")
    await ana.get_by_label("Who asked for it").fill("Bo Reyes, by phone")
    await ana.keyboard.press("Enter")
    await expect(ana.locator(".strip-notice")).to_contain_text("The deadline has moved")
    await expect(ana.locator(".history")).to_contain_text("Bo Reyes, by phone")
    await bo.reload()
    await expect(bo.locator(".steps")).to_contain_text("by 15:50")


async def is_told_that_ana_was_faster(dee: Page, bo: Page) -> None:
    await expect(dee.locator("#news")).to_contain_text("Bo Reyes, by phone", timeout=SOON)
    await expect(dee.locator(".talk")).to_contain_text(ASKED)
    await dee.locator("form.panel").get_by_role("button", name="Decline with a reason").click()
    await expect(dee.get_by_role("alert")).to_contain_text("Someone was faster")
    await expect(dee.get_by_label("The reason", exact=True)).to_have_value("Nobody can be there by four")
    await bo.reload()
    await expect(bo.get_by_role("heading", level=1)).to_have_text("A person has your inquiry")


async def closes(ana: Page, dee: Page, bo: Page) -> None:
    """Dee has gone back to her list, and sees it leave; Ana's own has lost it too."""
    await listening(dee, "/staff/inbox")
    await expect(dee.locator(".row")).to_have_count(1)
    await ana.keyboard.press("e")
    await expect(ana.get_by_role("radio", name="Answered", exact=True)).to_be_focused()
    await ana.keyboard.press("Space")
    await ana.keyboard.press("Enter")
    await expect(ana.locator(".state-line")).to_contain_text("Answered")
    await expect(dee.locator(".list-empty")).to_contain_text("Nothing is open.", timeout=SOON)
    await ana.get_by_role("link", name="All open").first.click()
    await expect(ana.locator(".list-empty")).to_contain_text("Nothing is open.")
    await bo.reload()
    await expect(bo.get_by_role("heading", level=1)).to_have_text("Your inquiry is answered")
