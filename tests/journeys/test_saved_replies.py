"""A saved reply with scripts: read as it is chosen, put in where the cursor stands, what is missing under the hand."""

import pytest
from playwright.async_api import expect

from inquiries import clock
from inquiries.inquiry import saved_replies
from inquiries.inquiry.saved_replies import Wording
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_saved_reply_is_read_and_put_in_at_the_cursor_and_over_nothing(
    service: Served, open_page: OpenPage
) -> None:
    there = f"/staff/inquiries/{await service.submits(deadline_day='none')}"
    ana = await service.person("Ana Alves", "media")
    for name, text in (("Greeting", "Hello {first name},\nby {deadline}."), ("Outlet", "{outlet}")):
        wording = Wording(name, text, ana.id, clock.now())
        await service.house.database.write(saved_replies.add, "media", wording)
    page = await open_page(service, await service.session(ana))
    await page.goto(there)
    box, choice = page.locator("#reply-text"), page.get_by_label("Saved reply")
    await box.fill("First.\nLast.")
    await box.evaluate("box => box.setSelectionRange(0, 6)")
    await choice.select_option(label="Greeting")
    await expect(page.locator(".saved-seen .filled-missing")).to_have_text("{deadline}")
    await page.get_by_role("button", name="Insert").click()
    await expect(box).to_be_focused()
    await expect(page.locator("#reply-left")).to_have_text(
        "{deadline} is for you to write: they named no deadline."
    )
    await page.keyboard.type("four")  # over what is missing
    await expect(page.locator("#reply-left")).to_have_text("", use_inner_text=True)
    await expect(box).to_have_value("First.\n\nHello Bo,\nby four.\n\nLast.")
    await expect(choice).to_have_value("")
    await box.evaluate("box => box.setSelectionRange(0, 0)")
    await choice.select_option(label="Outlet")
    await expect(page.locator(".saved-seen .filled-in")).to_have_text("The Example Gazette")
    await page.get_by_role("button", name="Insert").click()
    await expect(box).to_have_value("The Example GazetteFirst.\n\nHello Bo,\nby four.\n\nLast.")
    await expect(page.locator("#reply-told")).to_contain_text("Saved ")
    await service.settled()
