"""Every page in light and dark, wide and narrow: nothing axe objects to (WCAG 2.2 AA), nothing the console does,
and no scrolling sideways on the smallest screen we promise."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.journeys import conftest, newsroom, served
from tests.journeys.place import Place
from tests.journeys.public_pages import PUBLIC_PAGES
from tests.journeys.served import Served
from tests.journeys.staff_pages import STAFF_PAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Axe().axe_script
# What it has nothing against is thousands of words long, and stays in the browser.
VIOLATIONS = "rules => axe.run(rules).then(found => found.violations)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The one frame there is holds a stranger's mail, lets no script in, and is left alone.
HOW = {"resultTypes": ["violations"], "iframes": False}
EVERYTHING = {**HOW, "runOnly": TAGS}
# In the dark only the colours are others.
COLOURS = {**HOW, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
SHAPES = (
    ("light", 1440, EVERYTHING),
    ("dark", 1440, COLOURS),
    ("dark", 375, COLOURS),
    ("light", 375, EVERYTHING),
)
EMPTY = [
    f"/staff/{page}"
    for page in ("inbox", "views", "calls", "deliveries", "held", "mailbox", "reports", "saved-replies")
]
# A test's page of this service, with or without somebody's session.
Turn = Callable[..., Awaitable[Page]]
PUBLIC, STAFF = 320, 375  # the narrowest screen, in pixels, that scrolls one way only


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(tmp_path_factory: pytest.TempPathFactory, migrated_file) -> AsyncIterator[Place]:
    full, empty = (tmp_path_factory.mktemp(name) for name in ("full", "empty"))
    async with (
        served.serving(full, migrated_file) as newsroom_served,
        served.serving(empty, migrated_file) as empty_served,
    ):
        yield Place(newsroom_served, await newsroom.fill(newsroom_served), empty_served)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tabs(browser: Browser) -> AsyncIterator[dict[str, tuple[Page, list[str]]]]:
    """One tab for each service, kept from page to page: a new one reads axe and our scripts anew each time, which
    took a fifth of the whole.
    """
    tabs: dict[str, tuple[Page, list[str]]] = {}
    yield tabs
    for page, _ in tabs.values():
        await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def turn(browser: Browser, tabs: dict[str, tuple[Page, list[str]]]) -> AsyncIterator[Turn]:
    """The tab as if it were new, wide and light; nothing that was stored in it is there for the next test."""
    mine = []

    async def turn(running: Served, cookie: dict[str, str] | None = None) -> Page:
        if running.url not in tabs:
            tabs[running.url] = await conftest.opened(browser, running)
        mine.append(tabs[running.url])
        page, _ = mine[-1]
        await page.set_viewport_size({"width": 1440, "height": 900})
        await page.emulate_media(color_scheme="light")
        if cookie:
            await page.context.add_cookies([cookie])
        return page

    yield turn
    said = []
    for page, complaints in mine:
        await page.evaluate("localStorage.clear(); sessionStorage.clear()")
        await page.context.clear_cookies()
        said += complaints
        complaints.clear()
    assert said == []


async def objections(page: Page, narrowest: int) -> list[str]:
    """What is wrong with the page that is open."""
    found = []
    await page.evaluate(AXE)
    for scheme, width, rules in SHAPES:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme=scheme)
        violations = await page.evaluate(VIOLATIONS, rules)
        found += [
            f"{scheme} {width}: {one['id']} {node['html']}" for one in violations for node in one["nodes"]
        ]
    await page.set_viewport_size({"width": narrowest, "height": 800})
    width = await page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} px wide on a screen of {narrowest}"] if width > narrowest else [])


@pytest.mark.parametrize("name", PUBLIC_PAGES)
async def test_a_public_page_shuts_nobody_out(name: str, place: Place, turn: Turn) -> None:
    page = await turn(place.empty if name == "setup" else place.full)
    await PUBLIC_PAGES[name](page, place)
    assert await objections(page, PUBLIC) == []


@pytest.mark.parametrize("name", STAFF_PAGES)
async def test_a_staff_page_shuts_nobody_out(name: str, place: Place, turn: Turn) -> None:
    page = await turn(place.full, await place.full.session(place.room.ana))
    await STAFF_PAGES[name](page, place)
    assert await objections(page, STAFF) == []


async def test_what_shuts_somebody_out_is_found(place: Place, turn: Turn) -> None:
    page = await turn(place.full)
    await page.goto("/")
    await page.evaluate(
        "() => { const made = document.createElement('p'); made.textContent = 'Hard to read';"
        "document.querySelector('main').append(made, document.createElement('input'));"
        "made.style.color = '#888'; made.style.minWidth = '330px' }"
    )
    found = [complaint.split()[:3] for complaint in await objections(page, PUBLIC)]
    low = [[scheme, f"{width}:", "color-contrast"] for scheme, width in (("light", 1440), ("light", 375))]
    nameless = [[scheme, f"{width}:", "label"] for scheme, width in (("light", 1440), ("light", 375))]
    assert found == [low[0], nameless[0], low[1], nameless[1], ["346", "px", "wide"]]


@pytest.mark.parametrize("path", EMPTY)
async def test_an_empty_staff_page_shuts_nobody_out(path: str, place: Place, turn: Turn) -> None:
    dee = await place.empty.person(f"Dee{path.rpartition('/')[2]} Ito", "media", role="administrator")
    page = await turn(place.empty, await place.empty.session(dee))
    await page.goto(path)
    assert await objections(page, STAFF) == []
