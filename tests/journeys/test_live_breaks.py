"""The stream of an open page breaks off: a restart, a sign-out, no network, no scripts. Nothing worse than a reload."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from inquiries.people import sessions
from tests.journeys import served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served
from tests.journeys.watching import SOON, listening, outlets, urgent

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_stream_comes_back_after_a_restart(
    tmp_path: Path, migrated_file: Path, browser: Browser
) -> None:
    """Not watched as other pages are: the browser complains of the server that is away, as it should."""
    context = await browser.new_context()
    page = await context.new_page()
    async with served.serving(tmp_path, migrated_file) as service:
        await service.submits(outlet="Example Tribune")
        ana = await service.person("Ana Sole", "media")
        await context.add_cookies([await service.session(ana)])
        await listening(page, f"{service.url}/staff/inbox")
        settings = service.house.settings
    async with served.restarted(settings) as service, page.expect_response("**/staff/live?*", timeout=10_000):
        pass
    async with served.restarted(settings) as service:
        await expect(outlets(page)).to_have_count(1)
        await urgent(service, "Radio Example")
        await expect(outlets(page)).to_have_text(["Radio Example", "Example Tribune"], timeout=8_000)
    await context.close()


async def test_who_is_signed_out_elsewhere_is_told_so(service: Served, open_page: OpenPage) -> None:
    ana = await service.person("Ana Sole", "media")
    cookie = await service.session(ana)
    page = await open_page(service, cookie)
    await listening(page, "/staff/inbox?view=mine")
    await service.house.database.write(sessions.close, cookie["value"])
    await page.evaluate("soon()")  # as after a change
    line = page.locator("#live-line")
    await expect(line).to_contain_text("You are signed out. Sign in again", timeout=SOON)
    await line.get_by_role("link").click()
    await expect(page).to_have_url(re.compile(r"/staff/login\?next=%2Fstaff%2Finbox%3Fview%3Dmine"))


async def test_a_page_that_hears_nothing_says_since_when_and_takes_it_back(
    service: Served, browser: Browser
) -> None:
    """Not watched either."""
    context = await browser.new_context(base_url=service.url)
    await context.add_cookies([await service.session(await service.person("Ana Sole", "media"))])
    page = await context.new_page()
    await page.clock.install()
    await listening(page, "/staff/inbox")
    await context.route("**/staff/**", lambda route: route.abort())
    await page.evaluate("hangUp(); again()")  # as when the network is gone
    while not await page.evaluate(
        "live.lost > 0"
    ):  # wait_for_function would ask by eval, which the page forbids
        await asyncio.sleep(0.05)
    await expect(page.locator("#live-line")).to_be_empty()
    await page.clock.fast_forward("01:10")
    await expect(page.locator("#live-line")).to_have_text(re.compile(r"^Not up to date since \d\d:\d\d$"))
    await context.unroute_all()
    await page.clock.fast_forward("01:10")
    await expect(page.locator("#live-line")).to_be_empty()
    await context.close()


async def test_without_scripts_the_pages_are_as_they_were(service: Served, open_page: OpenPage) -> None:
    reference = await service.submits()
    ana = await service.session(await service.person("Ana Sole", "media"))
    page = await open_page(service, ana, scripts=False)
    for address in ("/staff/inbox", f"/staff/inquiries/{reference}", "/staff/deliveries"):
        await page.goto(address)
        await expect(page.get_by_role("button", name=re.compile("new|changed"))).to_have_count(0)
        await expect(page.locator("#live-line")).to_be_empty()
    await page.goto(f"/staff/inquiries/{reference}")
    await page.get_by_role("button", name="Take it").click()
    await expect(page.locator(".strip-notice")).to_contain_text("You have it now")
