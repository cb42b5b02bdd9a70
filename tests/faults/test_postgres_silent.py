"""The database server's machine loses its power: no connection is closed, there is just no answer any more."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from inquiries.database import postgres
from tests.faults import far_away, hosts
from tests.faults.far_away import Far

pytestmark = [
    pytest.mark.only("postgres", "SQLite has no server that could go"),
    pytest.mark.skipif(os.geteuid() != 0 or not Path("/usr/sbin/ip").exists(), reason="takes root, and ip"),
]
HEALS_SECONDS = 10
TOLD_SECONDS = 30  # two of silence, and five of trying again; on a busy machine


@pytest.fixture
def server(engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    monkeypatch.setattr(postgres, "SILENT_SECONDS", 2)
    with far_away.server() as server:
        server.execute("CREATE DATABASE inquiries")
        yield server


async def test_who_waits_for_a_silent_server_is_told_and_nothing_has_to_be_started_again(
    server: Far, tmp_path: Path
) -> None:
    async with hosts.three(server.url("inquiries"), tmp_path) as running:
        assert await running.submit("Before?") == 303
        await asyncio.to_thread(server.fall_silent)
        async with asyncio.timeout(TOLD_SECONDS):
            form = asyncio.ensure_future(running.submit("Meanwhile?"))
            async with running.inbox.get("/staff/inbox") as page:
                assert page.status == 503
            assert await form == 503
        await asyncio.to_thread(server.speak_again)
        async with asyncio.timeout(HEALS_SECONDS):
            while await running.submit("Afterwards?") != 303:
                await asyncio.sleep(0.1)
