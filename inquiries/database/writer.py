"""The one thread that writes to a SQLite file, on one connection. Knows transactions, not what they are for.

SQLite lets one connection write at a time, and another one has to look again and again whether it may. So all writes
of this process queue for this thread; it takes turns with those of other processes.
A whole transaction runs in it without going back to the event loop between statements, which under load would hold
the queue up for a round of everything else that is going on.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import inline, sqlite

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """Opens its connection at the first write, and again after any trouble with it, so that it heals by itself."""

    def __init__(self, path: Path, patience: float, *, scratch: bool) -> None:
        self.patience = patience
        self._path, self._scratch = path, scratch
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.engine = sa.create_engine(
            f"sqlite:///{path}", creator=self._connect, pool_size=1, max_overflow=0, hide_parameters=True
        )
        sa.event.listen(self.engine, "begin", self._begin)

    async def transaction(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run `work` in a transaction of its own, and commit it or, after an exception, roll it back."""
        return await self._in_thread(self._transaction, work)

    async def driver(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `work` on the driver's own connection, in no transaction; after a database error it is opened anew."""
        return await self._in_thread(self._driver, work, args, kwargs)

    async def dispose(self) -> None:
        """Close the connection when what waits is done. Used again, it opens again."""
        await self._in_thread(self.engine.dispose)
        self._thread.shutdown()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def _in_thread(self, work: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, copy_context().run, work, *args)

    def _transaction(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        with self.engine.begin() as connection:
            inside = cast(AsyncConnection, inline.Inline(connection))
            return inline.finish(cast(Coroutine[Any, Any, T], work(inside)))

    def _driver(self, work: Callable[..., T], args: Any, kwargs: Any) -> T:
        held = self.engine.raw_connection()
        try:
            return work(cast(sqlite3.Connection, held.driver_connection), *args, **kwargs)
        except sqlite3.Error:
            held.invalidate()
            raise
        finally:
            held.close()

    def _connect(self) -> sqlite3.Connection:
        return sqlite.connect(self._path, patience=self.patience, scratch=self._scratch)

    def _begin(self, connection: sa.Connection) -> None:
        """The driver's own transaction handling is switched off, so that BEGIN is ours to choose."""
        sqlite.begin(cast(sqlite3.Connection, connection.connection.driver_connection), self.patience)
