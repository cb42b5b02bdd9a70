"""Runs jobs as they come due, several at a time, until told to stop. Knows handlers by name only."""

import asyncio
import logging
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
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
# How far a host's clock may be off: two that are off the other way each still see that a job is held by the other.
OFF = (LEASE - timedelta(seconds=RENEW_SECONDS)) / 2
POLL_SECONDS = 1.0  # how soon work of another process is noticed; our own wakes us at once
BREATH_SECONDS = 0.05  # between two looks that may find nothing, however often we are woken
SPACED_SECONDS = 0.25  # between two jobs, or two such looks, while the house is busy with people
SAID_SECONDS = 60  # between two lines of the log about a database that is gone
STOP_SECONDS = 8  # how long running jobs may take to end after stop

log = logging.getLogger(__name__)


class Worker:
    """One worker in one process. `wake()` when something was committed, `stop()` to end `run()` in good order."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        passes: Sequence[Pass],
        *,
        at_leisure: Callable[[], bool] = lambda: True,
    ) -> None:
        """While the house is not `at_leisure`, jobs run one at a time and spaced: what people wait for goes first.

        One without handlers takes no jobs and makes its passes alone.
        """
        self._database, self._handlers = database, handlers
        self._passes = (*passes, self._start_due) if handlers else tuple(passes)
        self._at_leisure = at_leisure
        self._lease = secrets.token_hex(8)
        self._running: dict[asyncio.Task[None], Job] = {}
        self._awake: list[asyncio.Event] = []
        self._stopping = False
        self._silent_until = 0.0

    def wake(self) -> None:
        for each in self._awake:
            each.set()

    def stop(self) -> None:
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Work until stop(); then let what is running end, and leave the rest to its lease.

        Each pass has a loop of its own, and so have the jobs: what takes long holds nothing else up.
        """
        renewal = asyncio.ensure_future(self._renew())
        try:
            await asyncio.gather(*map(self._over_and_over, self._passes))
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
        """One look at everything that might be done; how much was found."""
        return sum([await self._look(one) for one in self._passes])

    async def _over_and_over(self, one: Pass) -> None:
        awake = asyncio.Event()
        self._awake.append(awake)
        while not self._stopping:
            awake.clear()
            if not await self._look(one):
                await self._rest(awake)

    async def _look(self, one: Pass) -> int:
        """How much was found. Trouble is logged and tried again."""
        try:
            return await one()
        except StorageUnavailable as trouble:
            self._say_that_it_waits(trouble)
            return 0
        except Exception:
            log.exception("The worker met something unexpected and goes on")
            return 0

    def _say_that_it_waits(self, trouble: StorageUnavailable) -> None:
        """Now and then: a server may be gone for a day, and every loop asks for it each second."""
        now = time.monotonic()
        if now >= self._silent_until:
            log.error("The worker waits: %s", trouble)
            self._silent_until = now + SAID_SECONDS

    async def _start_due(self) -> int:
        at_leisure = self._at_leisure()
        room = (AT_ONCE if at_leisure else 1) - len(self._running)
        if room <= 0:
            return 0
        now, lanes, running = clock.now(), self._room_in_lanes(), [job.id for job in self._running.values()]
        full = jobs.full(lanes)
        if not await self._database.look(jobs.any_due, now=now, full=full, running=running) or self._stopping:
            return 0
        claimed = await self._database.write(
            jobs.claim,
            lease=self._lease,
            now=now,
            until=now + LEASE,
            limit=room,
            room=lanes,
            running=running,
        )
        for job in claimed:
            task = asyncio.ensure_future(self._work(job))
            self._running[task] = job
            task.add_done_callback(self._ended)
        if not at_leisure:
            await asyncio.sleep(SPACED_SECONDS)
        return len(claimed)

    def _room_in_lanes(self) -> dict[str, int]:
        """How many more may run in each lane that runs: one silent peer must not take every place."""
        running = Counter(job.lane for job in self._running.values() if job.lane)
        return {lane: jobs.EACH_LANE - count for lane, count in running.items()}

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self.wake()

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

    async def _rest(self, awake: asyncio.Event) -> None:
        """Until somebody wakes us, or for a second: another process may have left work."""
        await asyncio.sleep(BREATH_SECONDS if self._at_leisure() else SPACED_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(awake.wait(), POLL_SECONDS)
