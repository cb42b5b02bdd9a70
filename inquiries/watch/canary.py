"""Sends the daily canary off and raises the alarm at its silence. Runs where pages are served, not in the worker:
it must notice when nobody works any more.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import canaries
from inquiries.inquiry.canaries import Canary, Standing
from inquiries.intake import canary as intake
from inquiries.intake.door import Door
from inquiries.notify import canary as notify
from inquiries.outbox.post import Post
from inquiries.outcome import Done
from inquiries.people import accounts
from inquiries.people.accounts import Staff

LOOK_SECONDS = 20.0
TELL_AGAIN = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=10)  # where nobody could be told

_log = logging.getLogger(__name__)


class Watch:
    """One for each process that serves pages. However many there are, each canary leaves once and is missed once."""

    def __init__(self, door: Door, post: Post) -> None:
        self._door, self._post = door, post
        self._told: dict[int, datetime] = {}  # where the database takes no note of it
        self._administrators: Sequence[Staff] = ()
        self._known = Standing()

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Plan the next, send off what is due, and tell what is missing."""
        now = clock.now()
        try:
            await self._read()
            await self._tend(now)
            await self._read()
        except StorageUnavailable as trouble:
            _log.warning("The canary waits: %s", trouble)
        except Exception:
            _log.exception("The canary could not be looked after")
        missing = self._missing(now)
        if missing is not None:
            try:
                await self._tell(missing, now)
            except Exception:
                _log.exception("Nobody could be told that the canary is missing")

    async def _read(self) -> None:
        async with self._post.database.read() as db:
            self._known = await canaries.standing(db)
            everybody = await accounts.all(db)
        self._administrators = [one for one in everybody if one.role == "administrator" and not one.disabled]

    async def _tend(self, now: datetime) -> None:
        planned, write = self._known.planned, self._post.database.write
        if planned is not None and planned.due_at <= now:
            await intake.leave(self._door, planned.id, now)
            await write(canaries.left, planned.id, now)
            planned = None
        settings = self._post.settings
        assert settings.canary is not None
        due_at = canaries.next_at(now, settings.canary, settings.timezone)
        if self._missing(now) is not None:
            due_at = min(due_at, now + canaries.AGAIN)
        if planned is None or due_at < planned.due_at:
            await write(canaries.plan, planned, due_at)

    def _missing(self, now: datetime) -> Canary | None:
        if self._known.silent_since(now) is None:
            return None
        return self._known.missing or self._known.planned

    async def _tell(self, missing: Canary, now: datetime) -> None:
        if now - self._told.get(missing.id, now - TELL_AGAIN) < TELL_AGAIN:
            return
        try:
            claim = canaries.claim_telling
            if not await self._post.database.write(claim, missing.id, now, again=TELL_AGAIN):
                return
        except StorageUnavailable:
            pass  # nothing can be noted, and that is worth an alarm all the more
        self._told[missing.id] = now
        _log.error("The daily canary has not arrived; it was due at %s", missing.due_at.isoformat())
        answers = [await notify.alarm(self._post, missing, one, now) for one in self._administrators]
        if answers and not any(isinstance(answer, Done) for answer in answers):
            await self._try_again(missing, now)

    async def _try_again(self, missing: Canary, now: datetime) -> None:
        """Nobody heard of it: the mail server may be what is broken."""
        earlier = now - TELL_AGAIN + TRY_AGAIN
        self._told[missing.id] = earlier
        try:
            await self._post.database.write(canaries.claim_telling, missing.id, earlier, again=-TELL_AGAIN)
        except StorageUnavailable:
            return
