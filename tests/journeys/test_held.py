"""Mail of somebody else arrives while Ana looks at the list, and she files it with the keyboard alone."""

from email.message import EmailMessage

import pytest
from playwright.async_api import expect

from inquiries import clock
from inquiries.correspondence import keep, letter_mail
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served
from tests.journeys.test_by_keyboard import tabs_to
from tests.journeys.watching import SOON

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def arrives(running: Served, reference: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Eve Moss <eve@gazette.example>", "Re: Your inquiry"
    message["To"] = letter_mail.addresses(running.house.post).for_inquiry(reference)
    message.set_content("I am Bo's editor.")
    kept = {"door": "imap", "raw": message.as_bytes(), "sender": None, "recipient": "", "at": clock.now()}
    await running.house.database.write(keep.keep, **kept)


async def test_it_stands_there_by_itself_and_is_filed_with_tab_and_enter(
    service: Served, open_page: OpenPage
) -> None:
    reference = await service.submits()
    ana = await service.session(await service.person("Ana Sole", "media"))
    page = await open_page(service, ana, width=375, height=667)
    async with page.expect_response("**/staff/live*"):
        await page.goto("/staff/held")
    await arrives(service, reference)
    await expect(page.locator(".held-subject")).to_have_text("Re: Your inquiry", timeout=SOON)
    await expect(page.locator(".nav-link[aria-current] .nav-count")).to_have_text("1")
    await tabs_to(page, f"File it in {reference} – Re: Your inquiry")
    await page.keyboard.press("Enter")
    became = page.locator("#became")
    await expect(became).to_contain_text(f"It stands in its inquiry now: {reference}", timeout=SOON)
    await became.get_by_role("link").click()
    await expect(page.locator(".entry-theirs").last).to_contain_text("I am Bo's editor.")
