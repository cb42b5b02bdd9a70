"""The snippets of docs/embedding.md as they stand there, on a site of their own beside the service: two origins."""

import re
import socket
import tomllib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Frame, Page, Route, expect

from inquiries.settings import Settings
from tests.house import tree
from tests.journeys import filling, served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = (tree.ROOT / "docs" / "embedding.md").read_text("utf-8")
OURS, SITE = "https://contact.charity.example", "https://charity.example"
AXE = Axe().axe_script
FULL = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Site:
    """The organisation's own site; `url` has no trailing slash."""

    url: str
    service: Served


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Site]:
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    [toml] = snippets("toml")
    told: Mapping[str, Any] = tomllib.loads(toml.replace(SITE, url))["forms"]["media"]
    forms = Settings().model_dump()["forms"]
    forms["media"] |= told
    async with served.serving(tmp_path, migrated_file, forms=forms) as service:
        pages = dict(zip(("form", "thanks", "frame", "script"), snippets("html"), strict=True))

        async def page(request: web.Request) -> web.Response:
            body = pages[request.match_info["name"]].replace(OURS, service.url).replace(SITE, url)
            head = '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>A</title>'
            whole = f'<!doctype html><html lang="en">{head}<body><main>{body}</main></body></html>'
            return web.Response(text=whole, content_type="text/html")

        app = web.Application()
        app.router.add_get("/{name}.html", page)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        yield Site(url, service)
        await runner.cleanup()


async def framed(page: Page) -> Frame:
    [frame] = [one for one in page.frames if one.parent_frame]
    return frame


@pytest.mark.parametrize("scripts", [True, False])
async def test_own_form_is_mended_on_ours_and_ends_at_home_with_the_reference(
    site: Site, open_page: OpenPage, scripts: bool
) -> None:
    page = await open_page(site.service, site=site.url, scripts=scripts, width=375)
    await page.goto("/form.html")
    await page.get_by_label("Your name").fill("Bo Reyes")
    await page.get_by_label("Outlet").fill("The Example Gazette")
    await page.get_by_label("Your question").fill(filling.QUESTION)
    await page.get_by_role("button").click()
    await page.wait_for_url(f"{site.service.url}/forms/media")
    assert await page.get_by_label("Your question").input_value() == filling.QUESTION
    await page.get_by_role("textbox", name="Email").fill("bo@gazette.example")
    await page.get_by_role("button", name="Send your media inquiry").click()
    await page.wait_for_url(f"{site.url}/thanks.html?**")
    if not scripts:
        assert re.search(r"\?reference=\w{3}-\w{4}#receipt=http", page.url)
        return
    told = await page.locator("#reference").inner_text()
    await page.get_by_role("link", name="Open your receipt").click()
    assert await filling.reference(page) == told


async def test_script_of_the_site_says_what_is_wrong_and_ends_at_the_receipt(
    site: Site, open_page: OpenPage
) -> None:
    page = await open_page(site.service, site=site.url)
    await page.goto("/script.html")
    await page.get_by_label("Your name").fill("Bo Reyes")
    await page.get_by_label("Outlet").fill("The Example Gazette")
    await page.get_by_label("Email").fill("bo@gazette.example")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("alert")).to_have_text("Write your question")
    await page.get_by_label("Your question").fill(filling.QUESTION)
    arrived = []

    async def proxy(route: Route) -> None:
        arrived.append((await (await route.fetch()).json())["reference"])
        await route.fulfill(status=408, body="<p>A proxy speaks</p>")

    await page.route("**/submissions", proxy)
    for _ in range(2):
        await page.get_by_role("button").click()
        await expect(page.get_by_role("alert")).to_contain_text("This did not get through.")
        await page.get_by_role("alert").evaluate("list => list.replaceChildren()")
    await page.unroute("**/submissions")
    await page.get_by_label("Your question").fill("Or rather this?")
    await page.get_by_role("button").click()
    await page.wait_for_url(f"{site.service.url}/receipts/*")
    assert arrived == [arrived[0]] * 2 != [await filling.reference(page)] * 2


@pytest.mark.parametrize(("scripts", "width"), [(True, 375), (False, 1440)])
async def test_frame_takes_mistakes_and_the_receipt_as_tall_as_they_are_and_sets_no_cookie(
    site: Site, open_page: OpenPage, scripts: bool, width: int
) -> None:
    page = await open_page(site.service, site=site.url, scripts=scripts, width=width)
    await page.goto("/frame.html")
    frame = await framed(page)
    await frame.get_by_role("link", name="Français").click()
    await frame.get_by_role("link", name="English").click()
    await frame.get_by_role("button", name="Send your media inquiry").click()
    await frame.get_by_role("heading", name="There is a problem").wait_for()
    await is_as_tall_as_its_page(page, frame, scripts)
    await filling.media(frame)  # type: ignore[arg-type]  # a frame has what it takes of a page
    await frame.get_by_role("button", name="Send your media inquiry").click()
    await frame.get_by_role("heading", name="We have your inquiry").wait_for()
    await is_as_tall_as_its_page(page, frame, scripts)
    told = await frame.locator(".reference strong").inner_text()
    assert await page.context.cookies() == []
    if scripts:
        assert await page.evaluate("document.querySelector('iframe').getBoundingClientRect().top") >= 0
        await frame.evaluate(AXE)
        assert (await frame.evaluate("rules => axe.run(rules)", FULL))["violations"] == []
    async with page.context.expect_page() as opened:
        await frame.get_by_role("link", name="Open your receipt in a new tab").click()
    receipt = await opened.value
    assert (await filling.reference(receipt), receipt.url.endswith("frame")) == (told, False)


async def is_as_tall_as_its_page(page: Page, frame: Frame, scripts: bool) -> None:
    if not scripts:
        assert (await page.locator("iframe").bounding_box() or {})["height"] == 1500
        return
    for _ in range(100):
        inside = await frame.evaluate("Math.ceil(document.body.offsetHeight)")
        around = (await page.locator("iframe").bounding_box() or {})["height"]
        if inside == around:
            break
        await page.wait_for_timeout(50)
    sideways = await frame.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (around, sideways) == (inside, 0)
