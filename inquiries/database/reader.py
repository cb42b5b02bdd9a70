"""Reads of a SQLite file: over connections that cannot write, from the event loop or whole in a thread.

From the event loop, each statement goes to a thread and back several times. That costs more than most statements, and
under load each of them waits for a round of everything else that is going on: what asks much is run to its end in one
thread instead.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from inquiries.database import inline, sqlite

T = TypeVar("T")

AT_ONCE = 8  # so that slow searches hold up nobody else's look


def engine(path: Path, patience: float) -> AsyncEngine:
    """For reads from the event loop."""
    made = create_async_engine(_url("sqlite+aiosqlite", path), pool_size=AT_ONCE, hide_parameters=True)
    _only_reads(made.sync_engine, patience)
    return made


class Reader:
    """Threads for reads that are run whole, each with a connection of its own while it works."""

    def __init__(self, path: Path, patience: float) -> None:
        self._threads = _threads()
        self.engine = sa.create_engine(
            _url("sqlite", path),
            # Whole: what was left half read, as in the frames of an exception, would hold the next to its old moment.
            connect_args={"check_same_thread": False, "factory": sqlite.Connection},
            poolclass=sa.QueuePool,
            pool_size=AT_ONCE,
            hide_parameters=True,
        )
        _only_reads(self.engine, patience)

    async def look(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run `work` over one moment of the file. It may wait for nothing but its connection."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, copy_context().run, self._looked, work)

    async def dispose(self) -> None:
        """Close every connection when what runs is done. Used again, they open again."""
        # Changed first: nobody who looks meanwhile, or after this was cancelled, may find threads that take nothing.
        ending, self._threads = self._threads, _threads()
        await asyncio.get_running_loop().run_in_executor(None, ending.shutdown)
        self.engine.dispose()

    def _looked(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with self.engine.connect() as connection:
            inside = cast(AsyncConnection, inline.Inline(connection))
            return inline.finish(cast(Coroutine[Any, Any, T], work(inside)))


def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")


def _url(driver: str, path: Path) -> str:
    return f"{driver}:///file:{path}?mode=ro&uri=true"


def _only_reads(engine: sa.Engine, patience: float) -> None:
    """The driver's own transaction handling is switched off, so that BEGIN is ours to choose."""

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for name, value in sqlite.pragmas(patience)[:1]:
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")
