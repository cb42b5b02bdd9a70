"""Five hundred handlers at once, a third of them cut off at any moment: what was answered for is there, what raised
is not, and the next one is served at once."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.intake import spool as spools
from inquiries.intake.rows import Received
from inquiries.intake.spool import Spool

HANDLERS = 500
NEXT_SECONDS = 5  # on a busy machine; a writer that is locked out waits for ever
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture
async def spool(database: Database) -> AsyncIterator[Spool]:
    spool = spools.spool(database)
    running = asyncio.ensure_future(spool.run())
    yield spool
    spool.close()
    await running


async def put(tx: Tx, name: str, *, fails: bool) -> None:
    await tx.execute(tables.secrets.insert().values(name=f"{name} half", value=b"x"))
    if fails:
        raise ValueError(name)
    await tx.execute(tables.secrets.insert().values(name=name, value=b"x"))


async def handler(database: Database, spool: Spool, number: int) -> str:
    """As a page does: keep what was sent, then change something. Every seventh change turns out to be wrong."""
    name = f"{number:03}"
    await spool.submit(Received(name, "media", NOON, "[]", "{}", "{}"))
    await database.write(put, name, fails=number % 7 == 0)
    return name


async def test_what_cut_off_handlers_leave_is_whole_and_locks_nobody_out(
    database: Database, spool: Spool
) -> None:
    handlers = [asyncio.ensure_future(handler(database, spool, number)) for number in range(HANDLERS)]
    answers = asyncio.gather(*handlers, return_exceptions=True)
    for one in random.sample(handlers, HANDLERS // 3):
        await asyncio.sleep(random.uniform(0, 0.002))
        one.cancel()
    results = await answers
    async with asyncio.timeout(NEXT_SECONDS):
        assert await handler(database, spool, 999) == "999"
    acknowledged = {one for one in results if isinstance(one, str)} | {"999"}
    cut = [one for one in results if isinstance(one, asyncio.CancelledError)]
    wrong = {str(one) for one in results if isinstance(one, ValueError)}
    late = [
        one for one in results if isinstance(one, StorageUnavailable)
    ]  # a busy server's connections in use
    assert len(acknowledged) + len(cut) + len(wrong) + len(late) == HANDLERS + 1
    assert cut
    await asyncio.sleep(0 if database.is_sqlite else 1)  # there the last cut off transactions may still run
    async with database.read() as db:
        kept = set(await db.scalars(sa.select(tables.submissions.c.once_key)))
        changed = set(await db.scalars(sa.select(tables.secrets.c.name)))
    whole = {name for name in changed if not name.endswith(" half")}
    assert acknowledged <= kept & whole
    assert wrong <= kept
    assert changed == whole | {f"{name} half" for name in whole}
