"""Ana before her list, told of what changes."""

from collections.abc import Mapping
from datetime import timedelta

from playwright.async_api import Locator, Page

from inquiries import clock
from inquiries.settings import Desk, Hours, Settings
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

SOON = 2_000  # milliseconds in which a change is seen


def always_open() -> Mapping[str, Desk]:
    """The desks as if every day and hour were like another: at a weekend much is late to start that is not else."""
    always = Hours.model_validate({"always": True})
    return {slug: desk.model_copy(update={"hours": always}) for slug, desk in Settings().desks.items()}


async def a_list(service: Served, open_page: OpenPage, *outlets: str, **options: object) -> Page:
    """Ana's list with these in it, the first the most urgent; she listens."""
    for hours, outlet in enumerate(outlets, 20):
        deadline = (clock.now() + timedelta(hours=hours)).isoformat()
        await service.submits(outlet=outlet, deadline=deadline)
    ana = await service.session(await service.person("Ana Sole", "media"))
    page = await open_page(service, ana, **options)
    await listening(page, "/staff/inbox")
    return page


async def listening(page: Page, address: str) -> None:
    async with page.expect_response("**/staff/live?*"):
        await page.goto(address)


async def urgent(service: Served, outlet: str, hours: float = 5) -> str:
    return await service.submits(outlet=outlet, deadline=(clock.now() + timedelta(hours=hours)).isoformat())


def outlets(page: Page) -> Locator:
    return page.locator(".row-outlet")
