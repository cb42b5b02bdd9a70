"""Whether this process can do its work, for load balancers and whoever watches. Tells strangers nothing of anybody."""

import asyncio
import logging
import math
from dataclasses import asdict, dataclass
from datetime import timedelta

from aiohttp import web

from inquiries import clock
from inquiries.database import schema, statements
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.inquiry import canaries
from inquiries.watch import backlog

LOOK_SECONDS = 1.0  # an answer is good for so long: asking often costs nothing
WRITTEN_SECONDS = 10.0  # that a commit shows that the next one will do
ANSWER_SECONDS = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a word for machines, and a line for people."""

    code: str
    detail: str


class Readiness:
    """Looks at most once a second, and writes only where nothing has been written for a while."""

    def __init__(self, database: Database, *, canary: bool = True) -> None:
        """Without `canary` none leaves here, and none is missed."""
        self._database, self._canary = database, canary
        self._turn = asyncio.Lock()
        self._found: tuple[Reason, ...] = ()
        self._looked = self._written = -math.inf
        database.on_commit(self._commit)

    async def reasons(self) -> tuple[Reason, ...]:
        """Why this house is not ready; none where it is."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if loop.time() - self._looked >= LOOK_SECONDS:
                before, self._found = self._found, await self._look()
                self._looked = loop.time()
                _tell(before, self._found)
            return self._found

    async def handler(self, request: web.Request) -> web.Response:
        """GET /health/ready: 200, or 503 with the reasons, as text or as JSON."""
        found = await self.reasons()
        status, headers = 503 if found else 200, {"Cache-Control": "no-store"}
        if "application/json" in request.headers.get("Accept", ""):
            told = {"ready": not found, "reasons": [asdict(reason) for reason in found]}
            return web.json_response(told, status=status, headers=headers)
        lines = ["not ready" if found else "ready", *(f"{one.code}: {one.detail}" for one in found)]
        return web.Response(status=status, text="\n".join(lines) + "\n", headers=headers)

    async def _look(self) -> tuple[Reason, ...]:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._read() or await self._write()
        except TimeoutError:
            return (Reason("database", "the database does not answer"),)

    async def _read(self) -> tuple[Reason, ...]:
        now = clock.now()
        try:
            async with self._database.read() as db:
                if await schema.revision(db) != schema.newest():
                    return (Reason("migrations", "the database is not at this program's revision"),)
                stuck, unopened = await backlog.stuck(db, now), await backlog.unopened(db, now)
                silent = (await canaries.standing(db)).silent_since(now) if self._canary else None
        except StorageUnavailable:
            return (Reason("database", "the database cannot be read"),)
        found = []
        if stuck:
            found.append(
                Reason("jobs", f"a job that could run has waited {_minutes(stuck)} min for a worker")
            )
        if unopened and unopened > backlog.OPENING:
            waited = _minutes(unopened)
            found.append(Reason("submissions", f"a submission has waited {waited} min for its inquiry"))
        if silent:
            minutes = _minutes(now - silent)
            found.append(Reason("canary", f"the daily canary left {minutes} min ago and has not arrived"))
        return tuple(found)

    async def _write(self) -> tuple[Reason, ...]:
        if asyncio.get_running_loop().time() - self._written < WRITTEN_SECONDS:
            return ()
        try:
            await self._database.write(statements.touch)
        except StorageUnavailable:
            return (Reason("database", "the database cannot be written to"),)
        return ()

    def _commit(self) -> None:
        self._written = asyncio.get_running_loop().time()


def _tell(before: tuple[Reason, ...], now: tuple[Reason, ...]) -> None:
    """A line in the log where it changed."""
    if [one.code for one in before] == [one.code for one in now]:
        return
    if now:
        _log.warning("Not ready: %s", "; ".join(one.detail for one in now))
    else:
        _log.info("Ready again")


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
