"""Leaving at once: by the link or three Shifts, and what whoever sits down at the browser next finds by going back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Page

from inquiries.settings import Settings
from tests.journeys import filling, served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLEA = "They took my passport and I can't leave. Ask for marigold."


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere() -> AsyncIterator[str]:
    """A page of somebody else's, about the weather."""

    async def weather(request: web.Request) -> web.Response:
        head = '<title>Weather</title><link rel="icon" href="data:,">'
        return web.Response(text=f"<!doctype html>{head}<p>Rain</p>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", weather)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def service(tmp_path: Path, migrated_file: Path, elsewhere: str) -> AsyncIterator[Served]:
    forms = Settings().model_dump()["forms"]
    forms["media"] |= {"exit_page": True}
    told = {"exit_to": f"{elsewhere}/", "neutral_title": "Notes"}
    async with served.serving(tmp_path, migrated_file, forms=forms, safeguarding=told) as running:
        yield running


@pytest.mark.parametrize("scripts", [True, False])
async def test_who_left_is_elsewhere_and_going_back_shows_no_word_of_theirs(
    service: Served, elsewhere: str, open_page: OpenPage, scripts: bool
) -> None:
    page = await open_page(service, site=elsewhere, scripts=scripts, width=375)
    await page.goto("/")
    await page.goto(f"{service.url}/forms/media")
    await page.get_by_label("Your question").fill(PLEA)
    await _leave(page, scripts)
    # By script the form's place in the history is gone; without, going back asks for it anew, empty.
    assert await _back(page) == ("Weather" if scripts else "Notes")
    assert "marigold" not in await _typed(page)

    await page.goto(f"{service.url}/forms/media")
    await filling.media(page)
    await page.get_by_label("Your question").fill(PLEA)
    await page.get_by_role("button", name="Send your media inquiry").click()
    await page.get_by_role("heading", name="If you are in danger, call").wait_for()
    assert await page.title() == "Notes"
    await _leave(page, scripts)
    assert await _back(page) == "Notes"
    assert ("/receipts/" in page.url, "marigold" in await _typed(page)) == (not scripts, not scripts)


async def _leave(page: Page, scripts: bool) -> None:
    if scripts:
        for key in ("Shift", "Shift", "a", "Shift", "Shift"):  # capitals are no wish to leave
            await page.keyboard.press(key)
        assert await page.title() == "Notes"
        await page.keyboard.press("Shift")
    else:
        await page.get_by_role("link", name="Exit this page").click()
    await page.get_by_text("Rain").wait_for()
    assert await page.title() == "Weather"


async def _back(page: Page) -> str:
    await page.go_back()
    return await page.title()


async def _typed(page: Page) -> str:
    """All words of the page, and all that stands in its boxes."""
    boxes = [await one.input_value() for one in await page.locator("input:visible, textarea").all()]
    return " ".join([await page.inner_text("body"), *boxes])
