"""The IMAP door: a thread that fetches what nobody has read, and marks it as seen when it is kept, and not before.

No place is remembered from one connection to the next: what is unseen is new, and what comes twice is kept once.
"""

import asyncio
import contextlib
import logging
import random
import threading
import time
from collections.abc import Coroutine
from typing import Any

from inquiries import clock
from inquiries.correspondence import keep
from inquiries.correspondence.doors.known import Known
from inquiries.database.engine import StorageUnavailable
from inquiries.mail import header_block, imap_url
from inquiries.mail.imap_mailbox import ConnectionGone, Fetched, Mailbox, NotReadable
from inquiries.outbox.post import Post

RENEW_SECONDS = 300.0  # of waiting in IDLE, well below the 29 minutes of RFC 2177 and the patience of routers
POLL_SECONDS = 60.0  # where a server has no IDLE
FIRST, LONGEST = 2.0, 300.0  # seconds before the next connection
ASIDE, LONGEST_ASIDE = 60.0, 6 * 3600.0  # seconds before a mail that failed twice is tried again
CLOSE_SECONDS = 3.0

log = logging.getLogger(__name__)


class Fetcher:
    """Runs in a thread of its own from start() to close()."""

    def __init__(self, post: Post, url: str) -> None:
        self._post, self._place, self._known = post, imap_url.parse(url), Known(post)
        self._stopping = threading.Event()
        self._mailbox: Mailbox | None = None
        self._trouble = 0  # connections that failed in a row
        # (UIDVALIDITY, number) → tries, and from when on it is tried again
        self._aside: dict[tuple[int, int], tuple[int, float]] = {}

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        # A daemon, so that a connection which is still being made does not hold up the end of the program.
        threading.Thread(target=self._run, name="imap", daemon=True).start()

    async def close(self) -> None:
        """End what the thread waits for. A mail it is just handing over is kept or stays unseen."""
        self._stopping.set()
        if self._mailbox is not None:
            self._mailbox.cut()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), CLOSE_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._connected()
            except ConnectionGone as gone:
                self._say("IMAP: %s", gone)
            except StorageUnavailable as trouble:
                self._say("IMAP: mail is left in the mailbox: %s", trouble)
            except Exception:
                if not self._stopping.is_set():
                    log.exception("The IMAP door met something unexpected and goes on")
            wait = min(FIRST * 2**self._trouble, LONGEST) * random.uniform(0.7, 1.3)  # noqa: S311 - spreads load
            self._trouble = min(self._trouble + 1, 16)
            self._stopping.wait(wait)
        with contextlib.suppress(RuntimeError):  # the loop did not wait for us
            self._loop.call_soon_threadsafe(self._ended.set)

    def _say(self, words: str, error: Exception) -> None:
        if not self._stopping.is_set():
            log.warning(words, error)

    def _connected(self) -> None:
        """One connection, until it is gone or we are told to stop."""
        self._mailbox = mailbox = Mailbox(self._place)
        try:
            mailbox.open()
            while not self._stopping.is_set():
                self._sweep(mailbox)
                self._trouble = 0
                if mailbox.can_idle:
                    mailbox.idle(self._until_next())
                elif not self._stopping.wait(min(POLL_SECONDS, self._until_next())):
                    mailbox.noop()
        finally:
            self._mailbox = None
            mailbox.close()

    def _sweep(self, mailbox: Mailbox) -> None:
        """Take all that is unseen; what failed before comes last, so that it holds up nothing else."""
        found = [(mailbox.validity, uid) for uid in mailbox.unseen()]
        self._aside = {mail: self._aside[mail] for mail in self._aside.keys() & set(found)}
        for mail in sorted(found, key=lambda one: (self._aside.get(one, (0, 0.0))[0], one)):
            tries, again_at = self._aside.get(mail, (0, 0.0))
            if self._stopping.is_set():
                return
            if again_at <= time.monotonic():
                # Noted before the try: a mail that ends the connection each time must not be the first for ever.
                pause = min(ASIDE * 2 ** (tries - 1), LONGEST_ASIDE) if tries else 0.0
                self._aside[mail] = tries + 1, time.monotonic() + pause
                if self._take(mailbox, mail[1]):
                    del self._aside[mail]

    def _take(self, mailbox: Mailbox, uid: int) -> bool:
        """Whether nothing is left to do with it."""
        try:
            fetched = mailbox.fetch(uid)
            if fetched is not None:
                self._wait_for(self._keep(fetched))
                mailbox.mark_seen(uid)
                if not fetched.whole:
                    log.warning("IMAP: of mail %s, which is very large, only the beginning was kept", uid)
        except StorageUnavailable:
            self._aside.clear()  # none of them is to blame
            raise
        except ConnectionGone:
            raise
        except NotReadable as why:
            log.warning("IMAP: mail %s stays in the mailbox for now: %s", uid, why)
            return False
        except Exception:
            log.exception("IMAP: mail %s could not be kept and stays in the mailbox for now", uid)
            return False
        return True

    async def _keep(self, fetched: Fetched) -> None:
        raw = fetched.raw
        recipient, sender = self._known.recipient(raw), header_block.return_path(raw)
        await self._post.database.write(
            keep.keep, door="imap", raw=raw, sender=sender, recipient=recipient, at=clock.now()
        )

    def _wait_for(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _until_next(self) -> float:
        """Seconds to wait at most: a mail that was put aside may be due before."""
        due = min(
            (again_at for _, again_at in self._aside.values()), default=time.monotonic() + RENEW_SECONDS
        )
        return max(1.0, min(RENEW_SECONDS, due - time.monotonic()))
