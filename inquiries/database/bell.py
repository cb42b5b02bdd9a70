"""Tells the other processes on a PostgreSQL server that something was committed, and hears it from them.

A ring carries no word: whoever hears it looks. One that is lost costs a second, for everybody looks by themselves too.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from inquiries.database import postgres

if TYPE_CHECKING:
    import asyncpg

CHANNEL = "inquiries"
NAME = "inquiries, listening"  # as the server's list of connections has it
SPACED_SECONDS = 0.05  # between two rings made or heard, however much is committed
ALIVE_SECONDS = 20.0  # a connection that nothing was said on for so long is asked whether it is still there
AGAIN_SECONDS = 1.0  # before the next connection, after one was lost
PATIENCE_SECONDS = 5.0

log = logging.getLogger(__name__)


class Bell:
    """One connection that listens and rings, for as long as `run()` runs; made again whenever it is lost."""

    def __init__(self, url: sa.URL, heard: Callable[[], None]) -> None:
        self._url, self._tell = url, heard
        self._rung = self._heard = False
        self._moved = asyncio.Event()  # one of the two, or the end of the connection
        self._silent = False  # and the log knows

    def ring(self) -> None:
        """Let the others know, a moment later; it waits for nothing."""
        self._rung = True
        self._moved.set()

    async def run(self) -> None:
        """Until cancelled."""
        import asyncpg  # an extra: only installations on PostgreSQL have it

        while True:
            try:
                await self._connected()
                self._say("the connection was lost")
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as trouble:
                self._say(str(trouble) or "the database server does not answer")
            except asyncpg.InternalClientError:  # it ended in the middle of a word
                self._say("the connection was lost")
            except Exception:  # without it every process would hear nothing until its next start
                log.exception("Other processes could not be heard")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _connected(self) -> None:
        connection = await postgres.connect(
            self._url, name=NAME, patience=PATIENCE_SECONDS, longest=PATIENCE_SECONDS
        )
        try:
            connection.add_termination_listener(lambda _: self._moved.set())
            await connection.add_listener(CHANNEL, self._hear)
            if self._silent:
                log.warning("Other processes are heard again")
                self._silent = False
            # Of what was committed while nobody listened, here or there.
            self._heard = self._rung = True
            self._moved.set()
            while not connection.is_closed():
                await self._turn(connection)
        finally:
            connection.terminate()

    async def _turn(self, connection: "asyncpg.Connection[Any]") -> None:
        """The first ring of many is passed on at once, the rest as one."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ALIVE_SECONDS):
                await self._moved.wait()
        heard, rung = self._heard, self._rung
        self._heard = self._rung = False
        self._moved.clear()
        if heard:
            self._tell()
        if rung or not heard:
            await connection.execute(f"NOTIFY {CHANNEL}" if rung else "SELECT 1")
        await asyncio.sleep(SPACED_SECONDS)

    def _hear(self, connection: "asyncpg.Connection[Any]", by: int, *_: object) -> None:
        if by != connection.get_server_pid():  # our own rings come back to us
            self._heard = True
            self._moved.set()

    def _say(self, trouble: str) -> None:
        """Once for each outage."""
        if not self._silent:
            log.warning("What other processes do is noticed a second later for now: %s", trouble)
            self._silent = True
