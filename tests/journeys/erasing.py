"""The pages of erasing on the staff side, and how an administrator comes to them."""

from playwright.async_api import Page

from inquiries import clock
from inquiries.erasure import record
from tests.journeys.place import Place


async def erasing(page: Page, place: Place) -> None:
    await page.goto(f"/staff/inquiries/{place.room.waits}")
    await page.get_by_role("link", name="Erase for good").click()
    await page.get_by_role("button", name="Erase it for good").wait_for()


async def erasures(page: Page, place: Place) -> None:
    """What an address had left nowhere else; the newsroom itself loses nothing."""
    database = place.full.house.database
    await database.write(record.log, at=clock.now(), door="command", counted={"letters": 2})
    await page.goto("/staff/erasures")
    await page.get_by_role("heading", name="Erased").wait_for()
