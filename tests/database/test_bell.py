"""Processes that share a server hear each other's commits, after a loss too. Each Database stands for a process."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import sqlalchemy as sa

from inquiries.database import bell
from inquiries.database.engine import Database, Tx

pytestmark = pytest.mark.only("postgres", "a file has no way to tell")
SECONDS = 10  # more than it ever takes on a busy machine


class Process:
    """A Database with what its listeners heard."""

    def __init__(self, url: str) -> None:
        self.database, self.heard = Database(url), 0
        self.database.on_commit(self._hear)

    def _hear(self) -> None:
        self.heard += 1

    async def hears(self, of: "Process") -> bool:
        """Whether a commit there is told here."""
        before = self.heard
        await of.database.write(nothing)
        return await until(lambda: self.heard > before)


async def nothing(tx: Tx) -> None:
    return None


async def quiet(*made: Process) -> None:
    """Nothing has been heard for a while."""
    before = None
    while before != (before := [one.heard for one in made]):
        await asyncio.sleep(0.3)


async def until(true: Callable[[], bool], seconds: float = SECONDS) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        await asyncio.sleep(0.01)
    return true()


@pytest.fixture
async def two(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Process]]:
    monkeypatch.setattr(bell, "AGAIN_SECONDS", 0.05)
    made = [Process(database_url) for _ in range(2)]
    async with AsyncExitStack() as hearing:
        for one in made:
            await hearing.enter_async_context(one.database.hearing())
        assert await until(lambda: all(one.heard for one in made))  # each looks when it begins to listen
        await quiet(*made)
        yield made
    for one in made:
        await one.database.dispose()


async def test_each_hears_what_the_other_commits(two: list[Process]) -> None:
    here, there = two
    assert [await here.hears(there), await there.hears(here)] == [True, True]


async def test_ones_own_commit_is_heard_once_and_what_was_undone_by_nobody(two: list[Process]) -> None:
    here, there = two
    before = here.heard, there.heard
    await here.database.write(nothing)
    await until(lambda: there.heard > before[1])
    with pytest.raises(ZeroDivisionError):
        await there.database.write(fails)
    await quiet(here, there)
    assert (here.heard, there.heard) == (before[0] + 1, before[1] + 1)


async def test_a_flood_of_commits_is_told_in_few_words(two: list[Process]) -> None:
    here, there = two
    before, begun = there.heard, time.monotonic()
    for _ in range(100):
        await here.database.write(nothing)
    at_most = 2 + (time.monotonic() - begun) / bell.SPACED_SECONDS
    await quiet(there)
    assert 1 <= there.heard - before <= at_most


async def test_who_lost_the_connection_is_told_once_and_hears_again(
    two: list[Process], caplog: pytest.LogCaptureFixture
) -> None:
    here, there = two
    before = there.heard
    await here.database.write(cut_listeners)
    assert await until(lambda: caplog.text.count("heard again") == len(two))
    assert await until(lambda: there.heard > before)  # looks when it listens again: something may have come
    assert [await here.hears(there), await there.hears(here)] == [True, True]
    assert caplog.text.count("noticed a second later") == len(two)


async def fails(tx: Tx) -> None:
    await tx.execute(sa.text("SELECT 1"))
    raise ZeroDivisionError


async def cut_listeners(tx: Tx) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
    assert len((await tx.execute(sa.text(cut), {"name": bell.NAME})).all()) == 2
