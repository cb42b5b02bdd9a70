"""The clock can be set for a stretch of work, tasks and threads included, and goes on by itself afterwards."""

import asyncio
from datetime import UTC, datetime

from inquiries import clock

THEN = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)


async def test_pretended_time_holds_for_what_is_begun_within_and_for_nothing_else():
    async def elsewhere() -> datetime:
        return clock.now()

    with clock.pretending(THEN):
        begun_within = asyncio.ensure_future(elsewhere())
        in_a_thread = await asyncio.to_thread(clock.now)
        assert clock.now() == THEN
    assert (await begun_within, in_a_thread) == (THEN, THEN)
    assert clock.now() != THEN
