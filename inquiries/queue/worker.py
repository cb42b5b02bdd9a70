"""Runs jobs as they come due, several at a time, until told to stop. Knows handlers by name only."""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from inquiries import clock
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.outcome import Outcome, TryLater
from inquiries.queue import jobs
from inquiries.queue.jobs import Job

Handler = Callable[[Job], Awaitable[Outcome]]
# Work that is found rather than enqueued; returns how much it did, 0 when there was none.
Pass = Callable[[], Awaitable[int]]

AT_ONCE = 8
LEASE = timedelta(seconds=60)
RENEW_SECONDS = 20
POLL_SECONDS = 1.0  # how soon work of another process is noticed; our own wakes us at once
STOP_SECONDS = 8  # how long running jobs may take to end after stop

log = logging.getLogger(__name__)


class Worker:
    """One worker in one process. `wake()` when something was committed, `stop()` to end `run()` in good order."""

    def __init__(self, database: Database, handlers: Mapping[str, Handler], passes: Sequence[Pass]) -> None:
        self._database, self._handlers, self._passes = database, handlers, passes
        self._lease = secrets.token_hex(8)
        self._running: dict[asyncio.Task[None], Job] = {}
        self._awake = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        self._awake.set()

    def stop(self) -> None:
        self._stopping = True
        self._awake.set()

    async def run(self) -> None:
        """Work until stop(); then let what is running end, and leave the rest to its lease."""
        renewal = asyncio.ensure_future(self._renew())
        try:
            while not self._stopping:
                self._awake.clear()
                if not await self._round():
                    await self._rest()
        finally:
            renewal.cancel()
            if self._running:
                _, late = await asyncio.wait(self._running, timeout=STOP_SECONDS)
                for task in late:
                    task.cancel()
            await asyncio.gather(renewal, *self._running, return_exceptions=True)

    async def drain(self) -> None:
        """Work until nothing is due any more: for tests, the demo and one-off commands."""
        while True:
            # Asked before the round: what ends during it may have made room that the round did not see.
            busy = bool(self._running)
            found = await self._round()
            if self._running:
                await asyncio.wait(self._running)
            elif not found and not busy:
                return

    async def _round(self) -> int:
        """One look at everything that might be done; how much was found. Trouble is logged and tried again."""
        found = 0
        try:
            for some in self._passes:
                found += await some()
            found += await self._start_due()
        except StorageUnavailable as trouble:
            log.error("The worker waits: %s", trouble)
            return 0
        except Exception:
            log.exception("The worker met something unexpected and goes on")
            return 0
        return found

    async def _start_due(self) -> int:
        room = AT_ONCE - len(self._running)
        if room <= 0:
            return 0
        now, lanes = clock.now(), self._room_in_lanes()
        async with self._database.read() as db:
            if not await jobs.any_due(db, now=now, full=jobs.full(lanes)):
                return 0
        claimed = await self._database.write(
            jobs.claim, lease=self._lease, now=now, until=now + LEASE, limit=room, room=lanes
        )
        for job in claimed:
            task = asyncio.ensure_future(self._work(job))
            self._running[task] = job
            task.add_done_callback(self._ended)
        return len(claimed)

    def _room_in_lanes(self) -> dict[str, int]:
        """How many more may run in each lane that runs: one silent peer must not take every place."""
        running = Counter(job.lane for job in self._running.values() if job.lane)
        return {lane: jobs.EACH_LANE - count for lane, count in running.items()}

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._awake.set()

    async def _work(self, job: Job) -> None:
        try:
            outcome = await self._handlers[job.kind](job)
        except StorageUnavailable as trouble:
            outcome = TryLater(str(trouble))
        except Exception as error:
            log.exception("Job %s (%s) met something unexpected", job.id, job.kind)
            outcome = TryLater(f"unexpected: {type(error).__name__}")
        try:
            if not await self._database.write(jobs.finish, job, outcome, now=clock.now()):
                log.warning("Job %s (%s) was taken over before it ended", job.id, job.kind)
        except StorageUnavailable as trouble:
            log.error("Job %s ended but could not be recorded; it runs again: %s", job.id, trouble)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            ids = [job.id for job in self._running.values()]
            try:
                if ids:
                    until = clock.now() + LEASE
                    await self._database.write(jobs.renew, lease=self._lease, ids=ids, until=until)
            except StorageUnavailable as trouble:
                log.error("Leases could not be renewed: %s", trouble)

    async def _rest(self) -> None:
        """Until somebody wakes us, or for a second: another process may have left work."""
        try:
            await asyncio.wait_for(self._awake.wait(), POLL_SECONDS)
        except TimeoutError:
            return
