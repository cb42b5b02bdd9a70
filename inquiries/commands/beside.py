"""The process beside `serve` that opens what was submitted: to judge and plan it there holds up nobody who waits here.

A wire joins the two. Each commit here is a word to the other process that something may be waiting, and each there one
to us that something was opened. Its end is the end of the other process. When this one dies, the other has nobody to
work for and ends; when the other dies, `serve` opens what comes by itself.
"""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from inquiries import work
from inquiries.commands import opened
from inquiries.commands.signals import STOPPING
from inquiries.database.engine import Database
from inquiries.inquiry import reference
from inquiries.queue.worker import STOP_SECONDS
from inquiries.settings import Settings

WORD = b"."
MOST = 65_536
LOOK_SECONDS = 0.02

log = logging.getLogger(__name__)


class Wire:
    """One end of what joins two processes on one database: rings at the other end for every commit here."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self.is_cut = False

    def join(self, database: Database, cut: Callable[[], None]) -> None:
        """From now on, in the running event loop; `cut` is called once the other process is gone."""
        database.ring_on_commit(self.ring)
        asyncio.get_running_loop().add_reader(self._end, self._hear, database, cut)
        self.ring()

    async def first_word(self) -> bool:
        """Wait for it; False when the other process ended without one."""
        return bool(await asyncio.get_running_loop().sock_recv(self._end, len(WORD)))

    def leave(self) -> None:
        asyncio.get_running_loop().remove_reader(self._end)
        self._end.close()

    def ring(self) -> None:
        # Full is well enough: then it has been told already.
        with suppress(OSError):
            self._end.send(WORD)

    def _hear(self, database: Database, cut: Callable[[], None]) -> None:
        try:
            words = self._end.recv(MOST)
        except BlockingIOError:
            return
        except OSError:
            words = b""
        if words:
            database.heard()
            return
        asyncio.get_running_loop().remove_reader(self._end)
        self.is_cut = True
        cut()


class Beside:
    """The other process, as this one sees it."""

    def __init__(self, pid: int, wire: Wire) -> None:
        self._pid, self._wire = pid, wire
        self._stopping = False

    def is_gone(self) -> bool:
        return self._wire.is_cut

    @asynccontextmanager
    async def joined(self, database: Database) -> AsyncIterator[None]:
        """It works for the length of the block, and has ended after it."""
        self._wire.join(database, lambda: self._cut(database))
        try:
            yield
        finally:
            self._stopping = True
            self._wire.leave()
            await self._ended()

    def _cut(self, database: Database) -> None:
        if not self._stopping:
            log.error("The process that opens submissions is gone: they are opened here until the next start")
        database.heard()

    async def _ended(self) -> None:
        until = time.monotonic() + STOP_SECONDS
        while not _is_over(self._pid):
            if time.monotonic() >= until:
                os.kill(self._pid, signal.SIGKILL)
            await asyncio.sleep(LOOK_SECONDS)


def start(settings: Settings, bound: Sequence[socket.socket], for_mail: socket.socket | None) -> Beside:
    """Before this process has an event loop or a thread. The other keeps none of the sockets to listen on."""
    here, there = socket.socketpair()
    gc.freeze()  # what both have is looked through by neither collector, and so stays shared
    pid = os.fork()
    if pid:
        there.close()
        return Beside(pid, Wire(here))
    status = 1
    try:
        for number in STOPPING:  # they are for `serve`, whose end is its end
            signal.signal(number, signal.SIG_IGN)
        for one in (here, *bound, *([for_mail] if for_mail else [])):
            one.close()
        opened.run(_open(settings, Wire(there)))
        status = 0
    except BaseException:
        log.exception("The process that opens submissions broke")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


async def _open(settings: Settings, wire: Wire) -> None:
    """Until the other process is gone. It has to say a word first: before, the database may be of an older version."""
    if not await wire.first_word():
        return
    database = Database(settings.database_url)
    try:
        opener = work.opener(settings, database, await database.write(reference.keys))
        wire.join(database, opener.stop)
        async with database.hearing():
            await opener.run()
    finally:
        await database.dispose()


def _is_over(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True
