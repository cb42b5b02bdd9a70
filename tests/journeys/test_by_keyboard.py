"""With the keyboard alone, on a phone's screen: what has the focus can be seen, and every act is reached."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOCUSED = """() => {
  const has = document.activeElement, box = has.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  const ringed = ["", "::after"].some((part) => getComputedStyle(has, part).outlineStyle !== "none");
  const words = has.textContent.trim().replace(/\\s+/g, " ");
  return { words, seen: box.width > 0 && has.contains(there) && ringed };
}"""


@pytest.mark.parametrize("scripts", [True, False])
async def test_an_inquiry_is_acknowledged_with_tab_and_enter(
    service: Served, open_page: OpenPage, scripts: bool
) -> None:
    await service.submits()
    ana = await service.session(await service.person("Ana Sole", "media"))
    page = await open_page(service, ana, scripts=scripts, width=375, height=667)
    await page.goto("/staff/inbox")
    await tabs_to(page, "The Example Gazette")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/staff/inquiries/*")
    await tabs_to(page, "Acknowledge")
    await page.keyboard.press("Enter")
    await expect(page.locator(".strip-notice")).to_contain_text("Acknowledged")


async def tabs_to(page: Page, words: str) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(FOCUSED)
        assert focused["seen"], f"the focus is on {focused['words']!r} and cannot be seen"
        if focused["words"].startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached")
