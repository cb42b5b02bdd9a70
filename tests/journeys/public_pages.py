"""Every public page in every state that looks another way, and how to come to it."""

from playwright.async_api import Page

from inquiries import clock
from inquiries.people import setup
from tests.journeys import filling
from tests.journeys.place import Place, Way, at


async def media_with_errors(page: Page, _place: Place) -> None:
    await page.goto("/forms/media")
    await page.get_by_role("textbox", name="Email").fill("bo@gmial.com")
    await page.get_by_role("button", name="Send your media inquiry").click()
    await page.locator("#problems").wait_for()


async def media_said_back(page: Page, _place: Place) -> None:
    await page.goto("/forms/media")
    await filling.media(page)
    await page.locator("#said").wait_for()


async def check_page(page: Page, _place: Place) -> None:
    await page.goto("/forms/events")
    await filling.events(page)
    await page.get_by_role("button", name="Check your answers").click()
    await page.get_by_role("heading", name="Check your answers").wait_for()


async def set_up(page: Page, place: Place) -> None:
    link = await place.empty.house.database.write(setup.link, clock.now())
    await page.goto(f"/staff/setup/{link}")


def receipt(which: str) -> Way:
    async def go(page: Page, place: Place) -> None:
        keys = place.full.house.keys
        await page.goto(f"/receipts/{keys.token(keys.number(getattr(place.room, which)))}")

    return go


async def erasing(page: Page, place: Place) -> None:
    """Whether an inquiry is really to be erased, as its sender comes to it."""
    await receipt("fresh")(page, place)
    await page.get_by_role("link", name="Withdraw and erase it").click()
    await page.get_by_role("button", name="Yes, erase it").wait_for()


async def erased(page: Page, _place: Place) -> None:
    """An inquiry that was withdrawn a moment ago."""
    await page.goto("/forms/events")
    await filling.events(page)
    await page.get_by_role("button", name="Send", exact=False).click()
    await page.get_by_role("link", name="Withdraw and erase it").click()
    await page.get_by_role("button", name="Yes, erase it").click()
    await page.get_by_role("heading", name="This inquiry was erased").wait_for()


PUBLIC_PAGES = {
    "home": at("/"),
    "media": at("/forms/media"),
    "media-errors": media_with_errors,
    "media-said-back": media_said_back,
    "events": at("/forms/events"),
    "check": check_page,
    "receipt-received": receipt("fresh"),
    "receipt-acknowledged": receipt("acknowledged"),
    "receipt-declined": receipt("declined"),
    "receipt-with-letters": receipt("waits"),
    "receipt-erasing": erasing,
    "receipt-erased": erased,
    "not-found": at("/nowhere"),
    "login": at("/staff/login"),
    "setup": set_up,
}
