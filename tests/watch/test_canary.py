"""Where the watch over the canary runs: in a process that serves pages, unless the settings say never."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app, clock
from inquiries.app import House
from inquiries.inquiry import canaries
from inquiries.people import accounts, sessions
from inquiries.staff import guard


async def planned(house: House) -> bool:
    async with house.database.read() as db:
        return (await canaries.standing(db)).planned is not None


@pytest.mark.parametrize(("given", "leaves"), [({}, True), ({"canary": None}, False)])
async def test_first_one_is_planned_when_pages_are_served(
    aiohttp_client: AiohttpClient, house: House, given: dict[str, Any], leaves: bool
) -> None:
    house = House(house.settings.model_copy(update=given), house.database, house.keys, house.post)
    await aiohttp_client(app.application(house, with_worker=False, with_canary=True))
    for _ in range(50):
        if await planned(house):
            break
        await asyncio.sleep(0.02 if leaves else 0.001)
    assert await planned(house) is leaves


async def test_whoever_may_not_know_is_shown_nothing_of_it_and_administrators_all(
    inbox: Any, house: House
) -> None:
    await house.database.write(canaries.plan, None, clock.now() - timedelta(hours=1))
    shown = "The daily canary has not arrived"
    should = "The daily canary should have left"
    assert [shown in await inbox(role, "inbox") for role in ("member", "administrator")] == [False, True]
    assert [should in await inbox(role, "deliveries") for role in ("member", "administrator")] == [
        False,
        True,
    ]
    await house.database.write(canaries.left, 1, clock.now() - timedelta(minutes=9))
    await house.database.write(canaries.sent, 1, clock.now(), comes_back=False)
    assert shown not in await inbox("administrator", "inbox")
    assert "The daily canary arrived at " in await inbox("administrator", "deliveries")


@pytest.fixture
async def inbox(aiohttp_client: AiohttpClient, house: House) -> Any:
    """A staff page as somebody of a role reads it."""

    async def read(role: str, page: str) -> str:
        email = f"{role}{page}{clock.now().microsecond}@charity.example"
        who = await house.database.write(
            accounts.add, email=email, name=role, role=role, desks=["media"], now=clock.now()
        )
        token = await house.database.write(sessions.open, who.id, clock.now())
        browser = await aiohttp_client(
            app.application(house, with_worker=False), cookies={guard.cookie_name(house.settings): token}
        )
        return await (await browser.get(f"/staff/{page}")).text()

    return read
