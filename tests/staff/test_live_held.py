"""Open pages are told of mail that waits to be filed, as soon as one comes or goes."""

from inquiries.app import House
from tests.staff.conftest import Browser
from tests.staff.held import URL, does, held, page
from tests.staff.streams import listening


async def test_mail_that_begins_or_ends_to_wait_is_told_to_its_desk(
    house: House, ana: Browser, cy: Browser
) -> None:
    async with listening(ana) as hers, listening(cy) as his:
        id = await held(house)
        assert await hers.next() == ("changed", "")
        await does(ana, id, "put-aside")
        assert await hers.next() == ("changed", "")
        assert await his.is_silent()


async def test_a_page_is_told_of_what_came_before_it_listened(
    house: House, ana: Browser, cy: Browser
) -> None:
    before = (await page(ana)).partition('data-held="')[2].partition('"')[0]
    await held(house)
    async with listening(ana, f"?held={before}") as hers, listening(cy, f"?held={before}") as his:
        assert await hers.next() == ("changed", "")
        assert await his.is_silent()
    now = (await page(ana, URL)).partition('data-held="')[2].partition('"')[0]
    async with listening(ana, f"?held={now}") as hers:
        assert await hers.is_silent()
