"""What the worker does: every job kind with its handler, every pass, every timed job. The whole list."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from inquiries import clock
from inquiries.inquiry import drafts, presence, waiting
from inquiries.intake import projector
from inquiries.notify import jobs
from inquiries.notify.channel import Post
from inquiries.people import sweep
from inquiries.queue import kinds
from inquiries.queue.worker import Handler, Worker

SWEEP_EVERY = timedelta(hours=1)
SWEEPS = (sweep.sweep, presence.sweep, drafts.sweep)


def handlers(post: Post) -> Mapping[str, Handler]:
    """Each kind of queue/kinds.py bound to exactly one handler."""
    return {
        kinds.ANNOUNCE: partial(jobs.announce, post),
        kinds.RECEIPT: partial(jobs.receipt, post),
        kinds.REASSURE: partial(jobs.reassure, post),
        kinds.MENTION: partial(jobs.mention, post),
        kinds.DELIVER: partial(jobs.deliver, post),
    }


def worker(post: Post) -> Worker:
    """A worker that is woken by every commit of this process."""
    passes = (
        partial(projector.open_new, post.database, post.settings, post.keys),
        partial(waiting.bring_back, post.database),
        Timed(post, SWEEP_EVERY).sweep,
    )
    made = Worker(post.database, handlers(post), passes)
    post.database.on_commit(made.wake)
    return made


class Timed:
    """Removes what has expired, at most once in `every`."""

    def __init__(self, post: Post, every: timedelta) -> None:
        self._post, self._every = post, every
        self._last: datetime | None = None

    async def sweep(self) -> int:
        now = clock.now()
        # A clock set back must not stop the sweeping.
        if self._last is None or not timedelta(0) <= now - self._last < self._every:
            self._last = now
            for expired in SWEEPS:
                await self._post.database.write(expired, now)
        return 0
