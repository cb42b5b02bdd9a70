"""What the worker does: every job kind with its handler, every pass, every timed job. The whole list."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from inquiries import clock
from inquiries.correspondence import filing, sending
from inquiries.database.engine import Database
from inquiries.erasure import cleaning, due
from inquiries.inquiry import canaries, drafts, files, presence, waiting
from inquiries.inquiry.reference import Keys
from inquiries.intake import projector
from inquiries.notify import alarms, canary, digests, jobs, suspects
from inquiries.outbox import forgotten
from inquiries.outbox.post import Post
from inquiries.people import sweep
from inquiries.queue import kinds, set_back
from inquiries.queue.worker import Handler, Pass, Worker
from inquiries.settings import Settings
from inquiries.spam import learning, repeats

DUE_EVERY = timedelta(days=1)
REMINDED_EVERY = timedelta(minutes=1)
GATHER_SECONDS = 0.1
SWEEP_EVERY = timedelta(hours=1)
DIGEST_EVERY = timedelta(seconds=20)
LOOKED_BACK_EVERY = timedelta(minutes=1)
_OF_PEOPLE = (sweep.sweep, presence.sweep, drafts.sweep)
SWEEPS = (*_OF_PEOPLE, canaries.sweep, forgotten.sweep, learning.sweep, repeats.sweep)


def handlers(post: Post) -> Mapping[str, Handler]:
    """Each kind of queue/kinds.py bound to exactly one handler."""
    return {
        kinds.ANNOUNCE: partial(jobs.announce, post),
        kinds.RECEIPT: partial(jobs.receipt, post),
        kinds.REASSURE: partial(jobs.reassure, post),
        kinds.MENTION: partial(jobs.mention, post),
        kinds.HEARD: partial(jobs.heard, post),
        kinds.CANARY: partial(canary.travel, post),
        kinds.BURIED: partial(jobs.buried, post),
        kinds.DELIVER: partial(jobs.deliver, post),
        kinds.READ: partial(filing.read, post),
        kinds.SEND: partial(sending.send, post),
        kinds.POST: partial(sending.post_letter, post),
        kinds.ERASE: partial(cleaning.clean, post),
        kinds.WITHDRAWN: partial(jobs.withdrawn, post),
    }


def worker(
    post: Post,
    *,
    at_leisure: Callable[[], bool] = lambda: True,
    opens_itself: Callable[[], bool] = lambda: True,
) -> Worker:
    """A worker that is woken by every commit of this process. `at_leisure`: see Worker.

    `opens_itself`: whether it is for this process just now to open what was submitted.
    """
    opening = partial(projector.open_new, post.database, post.settings, post.keys)
    passes = (
        partial(_if, opens_itself, opening),
        partial(waiting.bring_back, post.database),
        partial(alarms.climb, post),
        Timed(DIGEST_EVERY, partial(digests.send_due, post)).run,
        Timed(REMINDED_EVERY, partial(suspects.remind, post)).run,
        Timed(DUE_EVERY, partial(due.sweep, post)).run,
        Timed(LOOKED_BACK_EVERY, partial(set_back.bring_back, post.database)).run,
        Timed(SWEEP_EVERY, partial(_sweep, post)).run,
    )
    made = Worker(post.database, handlers(post), passes, at_leisure=at_leisure)
    post.database.on_commit(made.wake)
    return made


def opener(settings: Settings, database: Database, keys: Keys) -> Worker:
    """A worker that opens what was submitted, and does nothing else."""
    made = Worker(database, {}, [partial(_together, partial(projector.open_new, database, settings, keys))])
    database.on_commit(made.wake)
    return made


async def _together(make: Pass) -> int:
    """Leave what arrives now a moment to become many: ten passes a second cost less than a hundred small ones."""
    found = await make()
    if 0 < found < projector.BATCH:
        await asyncio.sleep(GATHER_SECONDS)
    return found


async def _if(wanted: Callable[[], bool], make: Pass) -> int:
    return await make() if wanted() else 0


class Timed:
    """A pass that is made at most once in `every`."""

    def __init__(self, every: timedelta, make: Pass) -> None:
        self._every, self._make = every, make
        self._last: datetime | None = None

    async def run(self) -> int:
        now = clock.now()
        # A clock set back must not stop it.
        if self._last is not None and timedelta(0) <= now - self._last < self._every:
            return 0
        self._last = now
        return await self._make()


async def _sweep(post: Post) -> int:
    """Remove what has expired, and learn from what was answered; nothing follows from it."""
    for each in SWEEPS:
        await post.database.write(each, clock.now())
    await post.database.write(learning.learn_answered, post.keys.secret, clock.now())
    await files.sweep(post.database, post.files, clock.now())
    return 0
