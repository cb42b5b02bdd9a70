"""Every page in light and dark, wide and narrow: nothing axe objects to (WCAG 2.2 AA), nothing the console does,
and no scrolling sideways on the smallest screen we promise."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from inquiries import clock
from inquiries.people import setup
from tests.journeys import filling, newsroom, served
from tests.journeys.conftest import OpenPage
from tests.journeys.newsroom import Newsroom
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"resultTypes": ["violations"], "runOnly": TAGS}
# In the dark only the colours are others.
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
SHAPES = (
    ("light", 1440, EVERYTHING),
    ("dark", 1440, COLOURS),
    ("dark", 375, COLOURS),
    ("light", 375, EVERYTHING),
)
PUBLIC, STAFF = 320, 375  # the narrowest screen, in pixels, that scrolls one way only


@dataclass(frozen=True, slots=True)
class Place:
    """The service with a full inbox, and one with nothing in it."""

    full: Served
    room: Newsroom
    empty: Served


Way = Callable[[Page, Place], Awaitable[object]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(tmp_path_factory: pytest.TempPathFactory, migrated_file) -> AsyncIterator[Place]:
    full, empty = (tmp_path_factory.mktemp(name) for name in ("full", "empty"))
    async with (
        served.serving(full, migrated_file) as newsroom_served,
        served.serving(empty, migrated_file) as empty_served,
    ):
        yield Place(newsroom_served, await newsroom.fill(newsroom_served), empty_served)


async def objections(page: Page, narrowest: int) -> list[str]:
    """What is wrong with the page that is open."""
    found = []
    await page.evaluate(AXE)
    for scheme, width, rules in SHAPES:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme=scheme)
        violations = (await page.evaluate("rules => axe.run(rules)", rules))["violations"]
        found += [
            f"{scheme} {width}: {one['id']} {node['html']}" for one in violations for node in one["nodes"]
        ]
    await page.set_viewport_size({"width": narrowest, "height": 800})
    width = await page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} px wide on a screen of {narrowest}"] if width > narrowest else [])


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


def at(path: str) -> Way:
    return lambda page, _place: page.goto(path)


def receipt(which: str) -> Way:
    async def go(page: Page, place: Place) -> None:
        keys = place.full.house.keys
        await page.goto(f"/receipts/{keys.token(keys.number(getattr(place.room, which)))}")

    return go


def inquiry(which: str) -> Way:
    return lambda page, place: page.goto(f"/staff/inquiries/{getattr(place.room, which)}")


async def panels(page: Page, place: Place) -> None:
    """An inquiry with the largest of its panels open."""
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.keyboard.press("e")
    await page.get_by_role("button", name="Close the inquiry").wait_for()


async def more(page: Page, place: Place) -> None:
    """An inquiry that waits and has tags, with every one of the rarer acts opened at once."""
    await page.goto(f"/staff/inquiries/{place.room.waits}")
    await page.get_by_text("More", exact=True).click()
    await page.evaluate(
        "() => document.querySelectorAll('.more-act').forEach(act => {"
        "act.removeAttribute('name'); act.open = true })"
    )
    await page.get_by_role("button", name="Snooze").wait_for()


async def keys(page: Page, _place: Place) -> None:
    await page.goto("/staff/inbox")
    await page.keyboard.press("?")
    await page.locator("#keys").wait_for()


async def person(page: Page, place: Place) -> None:
    """Of many inquiries, with a verified address, a note, and somebody who might be the same."""
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.locator(".side-name").first.click()
    await page.locator(".known").wait_for()


async def verifying(page: Page, place: Place) -> None:
    """The form of an address, sent without its words."""
    await person(page, place)
    await page.get_by_text("Verify it").first.click()
    await page.get_by_role("button", name="It is verified").click()
    await page.locator(".problem").wait_for()


async def outlet(page: Page, place: Place) -> None:
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.locator(".side-name").nth(1).click()
    await page.locator("#outlet-name").wait_for()


async def printed(page: Page, place: Place) -> None:
    await page.goto(f"/staff/inquiries/{place.room.declined}/print")


async def todays_report(page: Page, _place: Place) -> None:
    """With something in every chart, days that make no sense, and every table open."""
    today = clock.now().date().isoformat()
    await page.goto("/staff/reports?from=yesterday&to=today")
    await page.get_by_role("alert").wait_for()
    await page.goto(f"/staff/reports?from=2026-01-01&to={today}")
    await page.evaluate(
        "() => document.querySelectorAll('details.folded').forEach(one => { one.open = true })"
    )


async def letter(page: Page, _place: Place) -> None:
    await page.goto("/staff/mailbox")
    await page.locator(".mail-link").first.click()
    await page.locator(".letter-text").wait_for()


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
    "not-found": at("/nowhere"),
    "login": at("/staff/login"),
    "setup": set_up,
}
STAFF_PAGES = {
    "inbox": at("/staff/inbox"),
    "inbox-closed": at("/staff/inbox?view=closed"),
    "inquiry-open": inquiry("fresh"),
    "inquiry-acknowledged": inquiry("acknowledged"),
    "inquiry-closed": inquiry("closed"),
    "inquiry-held": inquiry("held"),
    "inquiry-panel": panels,
    "inquiry-more": more,
    "inbox-waiting": at("/staff/inbox?view=waiting"),
    "keys": keys,
    "person": person,
    "person-verifying": verifying,
    "outlet": outlet,
    "case": printed,
    "reports": at("/staff/reports"),
    "reports-of-today": todays_report,
    "deliveries": at("/staff/deliveries"),
    "mailbox": at("/staff/mailbox"),
    "me": at("/staff/me"),
    "rota": at("/staff/rota"),
    "letter": letter,
}


@pytest.mark.parametrize("name", PUBLIC_PAGES)
async def test_a_public_page_shuts_nobody_out(name: str, place: Place, open_page: OpenPage) -> None:
    page = await open_page(place.empty if name == "setup" else place.full)
    await PUBLIC_PAGES[name](page, place)
    assert await objections(page, PUBLIC) == []


@pytest.mark.parametrize("name", STAFF_PAGES)
async def test_a_staff_page_shuts_nobody_out(name: str, place: Place, open_page: OpenPage) -> None:
    page = await open_page(place.full, await place.full.session(place.room.ana))
    await STAFF_PAGES[name](page, place)
    assert await objections(page, STAFF) == []


async def test_what_shuts_somebody_out_is_found(place: Place, open_page: OpenPage) -> None:
    page = await open_page(place.full)
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


@pytest.mark.parametrize("path", ["/staff/inbox", "/staff/deliveries", "/staff/mailbox", "/staff/reports"])
async def test_an_empty_staff_page_shuts_nobody_out(path: str, place: Place, open_page: OpenPage) -> None:
    dee = await place.empty.person(f"Dee{path.rpartition('/')[2]} Ito", "media", role="administrator")
    page = await open_page(place.empty, await place.empty.session(dee))
    await page.goto(path)
    assert await objections(page, STAFF) == []
