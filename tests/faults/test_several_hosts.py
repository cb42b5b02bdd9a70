"""What one process commits, the others take up: at once where they share a server, within a second or two on a file."""

import asyncio
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.queue import worker
from inquiries.staff import live
from tests.faults import hosts

SECONDS = 20  # on a busy machine


@pytest.fixture
def nobody_looks(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server each is told, so that it could do without looking."""
    if engine == "postgres":
        monkeypatch.setattr(worker, "POLL_SECONDS", 600)
        monkeypatch.setattr(live, "EVERY_SECONDS", 600)


async def test_a_submission_is_opened_by_another_host_and_told_by_a_third(
    database_url: str, tmp_path: Path, nobody_looks: None
) -> None:
    async with hosts.three(database_url, tmp_path) as running, running.watching() as page:
        assert await running.submit("Who opens this?") == 303
        assert await opened(running.house, 1)
        await hosts.told(page, running.house.keys.reference(1), SECONDS)


async def opened(house: House, count: int) -> bool:
    """Whether so many inquiries are there before long."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        async with house.database.read() as db:
            if await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries)) == count:
                return True
        await asyncio.sleep(0.05)
    return False
