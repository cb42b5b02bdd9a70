"""That an answer was read on the receipt page is marked once, by the person it is for, and by nobody else."""

import pytest

from inquiries.database.engine import Database, StorageUnavailable
from inquiries.people import sessions
from tests import lettered
from tests.intake.conftest import NOON
from tests.intake.lettered import SOON, TO_EVE, asked, get, hire, marked
from tests.intake.posting import words


@pytest.fixture
async def ana(house, watch):
    return await hire(house, watch.now)


@pytest.fixture
async def bo(house, client, open_new):
    return await asked(house, client, open_new)


async def test_the_first_reading_is_marked_and_told_and_later_ones_change_nothing(
    house, client, watch, ana, bo
):
    await lettered.sent(house.database, bo, ana, at=NOON)
    watch.forward(SOON)
    for _ in range(2):
        assert (await get(client, house, bo)).status == 200
        watch.forward(SOON)
    assert await marked(house, bo) == ([NOON + SOON], ["reply read"])
    await lettered.sent(house.database, bo, ana, at=watch.now)
    await get(client, house, bo)
    assert await marked(house, bo) == ([NOON + SOON, NOON + 3 * SOON], ["reply read", "reply read"])


async def test_saving_the_copy_is_reading_too(house, client, ana, bo):
    await lettered.sent(house.database, bo, ana, at=NOON)
    await get(client, house, bo, "?copy=1")
    assert await marked(house, bo) == ([NOON], ["reply read"])


async def test_what_they_cannot_see_is_not_marked(house, client, ana, bo):
    await lettered.sent(house.database, bo, ana, at=NOON, recipients=TO_EVE)
    await lettered.written(house.database, bo, ana, at=NOON)
    await get(client, house, bo)
    assert await marked(house, bo) == ([None, None], [])


async def test_a_head_a_prefetch_a_program_and_staff_mark_nothing(house, client, watch, ana, bo):
    await lettered.sent(house.database, bo, ana, at=NOON)
    url = f"/receipts/{house.keys.token(bo.id)}"
    assert (await client.head(url)).status == 200
    await get(client, house, bo, Sec_Purpose="prefetch")
    await get(client, house, bo, Accept="*/*")
    await get(client, house, bo, User_Agent="Slackbot-LinkExpanding 1.0")
    session = await house.database.write(sessions.open, ana.id, watch.now)
    seen = await get(client, house, bo, Cookie=f"__Host-session={session}")
    assert "Twelve." in words(await seen.text())
    assert await marked(house, bo) == ([None], [])
    await get(client, house, bo, Cookie="__Host-session=of-nobody")
    assert await marked(house, bo) == ([NOON], ["reply read"])


async def test_reading_goes_on_while_nothing_can_be_written(
    house, client, ana, bo, monkeypatch: pytest.MonkeyPatch
):
    await lettered.sent(house.database, bo, ana, at=NOON)

    async def refuses(*_args: object, **_more: object) -> None:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(Database, "write", refuses)
    answer = await get(client, house, bo)
    assert (answer.status, "Twelve." in words(await answer.text())) == (200, True)
    monkeypatch.undo()
    assert await marked(house, bo) == ([None], [])
