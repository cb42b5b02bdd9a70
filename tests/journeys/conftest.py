"""A real browser in front of the real service. Every page a test opens is watched: what the console complains of
and what leaves the machine fails the test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from inquiries.settings import Desk, Settings
from tests.journeys import served
from tests.journeys.served import Served

PATIENCE = 15_000  # milliseconds for anything that should be there at once, on a machine that is busy
OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    # The shell is the same browser without its windows: it takes a third of the time to open a page.
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        reason = "the journeys need Debian's Chromium: apt-get install chromium-headless-shell"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def desks() -> Mapping[str, Desk]:
    """Those of the service. A file whose tests hang on the day they run gives others."""
    return Settings().desks


@pytest_asyncio.fixture(loop_scope="session")
async def service(tmp_path: Path, migrated_file: Path, desks: Mapping[str, Desk]) -> AsyncIterator[Served]:
    """The service of this test's own."""
    async with served.serving(tmp_path, migrated_file, desks=desks) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Opens a page in a browser profile of its own, as `opened` does. All are closed at the end."""
    pages, watched = [], []

    async def open_page(running: Served, cookie: dict[str, str] | None = None, **how: Any) -> Page:
        page, complaints = await opened(browser, running, cookie, **how)
        pages.append(page)
        watched.append(complaints)
        return page

    yield open_page
    for page in pages:
        await page.context.close()
    assert [complaint for complaints in watched for complaint in complaints] == []


async def opened(
    browser: Browser,
    running: Served,
    cookie: dict[str, str] | None = None,
    *,
    scripts: bool = True,
    width: int = 1440,
    height: int = 900,
    site: str | None = None,
    **options: Any,
) -> tuple[Page, list[str]]:
    """A page in a browser profile of its own, and what it complains of from now on.

    `site` is the address of another site that the page may be of.
    """
    context = await browser.new_context(
        base_url=site or running.url,
        java_script_enabled=scripts,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        **options,
    )
    context.set_default_timeout(PATIENCE)
    if cookie:
        await context.add_cookies([cookie])
    page = await context.new_page()
    return page, watch(page, running.url, *filter(None, [site]))


def watch(page: Page, *urls: str) -> list[str]:
    """What the console complains of, and requests to anywhere but our own service, as they come."""
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        at = message.location["url"]
        # Chromium also calls it an error when a page is answered with 404, 422 or 503, as ours should be.
        answered = message.text.startswith(
            tuple(
                f"Failed to load resource: the server responded with a status of {status}"
                for status in ("4", "503")
            )
        )
        if message.type in ("error", "warning") and not (answered and "/static/" not in at):
            complaints.append(f"{page.url}: {message.text} ({at})")

    def asked(request: Request) -> None:
        if not request.url.startswith((*(f"{url}/" for url in urls), "data:", "blob:", "mailto:")):
            complaints.append(f"{page.url} asks {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", asked)
    return complaints
