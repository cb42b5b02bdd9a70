"""Going back from the page that shows one's answers: every word still stands in its box, and nothing is sent twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from inquiries.web.turns import Turns
from tests.journeys import filling, served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMES = ("name", "outlet", "email", "topic", "question", "deadline_time", "timezone")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> AsyncIterator[Served]:
    async with served.serving(tmp_path_factory.mktemp("back"), migrated_file) as running:
        yield running


@pytest.mark.parametrize("scripts", [True, False])
async def test_back_shows_what_was_typed_and_sending_again_gives_the_same_receipt(
    service: Served, open_page: OpenPage, scripts: bool
) -> None:
    page = await open_page(service, scripts=scripts, timezone_id="America/Toronto")
    await page.goto("/forms/media")
    await filling.media(page, question=f"Is it so? {scripts}")
    typed = [await page.locator(f"[name={name}]").input_value() for name in NAMES]
    await page.get_by_role("button", name="Check your answers").click()
    await page.get_by_role("heading", name="Check your answers").wait_for()
    await page.go_back()
    assert [await page.locator(f"[name={name}]").input_value() for name in NAMES] == typed
    references = []
    for _ in range(2):
        await page.get_by_role("button", name="Send your media inquiry").click()
        references.append(await filling.reference(page))
        await page.go_back()
    assert references == [references[0]] * 2


@pytest.mark.parametrize("scripts", [True, False])
async def test_who_was_not_even_read_has_every_word_by_going_back_and_sends_it_by_loading_the_page_again(
    service: Served, open_page: OpenPage, scripts: bool
) -> None:
    page = await open_page(service, scripts=scripts, timezone_id="America/Toronto")
    await page.goto("/forms/media")
    await filling.media(page, question=f"Is that so? {scripts}")
    typed = [await page.locator(f"[name={name}]").input_value() for name in NAMES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Turns, "is_swamped", True)
        for _ in range(2):
            await page.get_by_role("button", name="Send your media inquiry").click()
            await page.get_by_role("heading", name="Not sent yet").wait_for()
            await page.go_back()
            assert [await page.locator(f"[name={name}]").input_value() for name in NAMES] == typed
        await page.get_by_role("button", name="Send your media inquiry").click()
        await page.get_by_role("heading", name="Not sent yet").wait_for()
    await page.reload()
    assert await filling.reference(page)
