"""The program is killed in the middle of an erasure: the next life ends it, within a minute of the kill. The long form
waits for the dead worker's lease, half a minute; the short one takes it away.
"""

import asyncio

import aiohttp
import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from tests.erasure import filled
from tests.erasure.filled import ASKED, WORD
from tests.faults import process


async def found(house: House, query: sa.Select) -> object:
    """The first of it, as soon as there is one."""
    async with asyncio.timeout(60):
        while True:
            async with house.database.read() as db:
                if (one := await db.scalar(query)) is not None:
                    return one
            await asyncio.sleep(0.1)


async def test_what_is_half_erased_when_the_program_is_killed_is_gone_a_minute_later(
    house: House, request: pytest.FixtureRequest
) -> None:
    kept = house.settings
    home = process.home(kept.data_dir, INQUIRIES_DATABASE_URL=kept.database_url)
    held = sa.select(tables.jobs.c.lease).where(tables.jobs.c.kind == "erase")
    async with process.running(home, "erase-halfway") as program, aiohttp.ClientSession() as sender:
        form = f"http://127.0.0.1:{home.port}/forms/media"
        async with sender.post(form, data=filled.posted() | ASKED) as receipt:
            url = str(receipt.url)
        await found(house, sa.select(tables.inquiries.c.id))
        async with sender.post(f"{url}/erase", data={"sure": "yes"}) as answer:
            assert answer.status == 410
        await found(house, held)
        program.kill()
        await program.wait()
    if not request.config.getoption("--long"):
        free = tables.jobs.update().values(leased_until=None)
        await house.database.write(lambda tx: tx.execute(free))
    killed = asyncio.get_running_loop().time()
    async with process.running(home):
        await found(house, sa.select(tables.erasures.c.gone_at))
        took = asyncio.get_running_loop().time() - killed
        assert (await filled.where(house, WORD), took < 60) == (set(), True)
    print(f"\nit was gone {took:.0f} s after the kill")
