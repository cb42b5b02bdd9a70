"""Engines for SQLite and PostgreSQL: read() and write(). Knows transactions, not what they are for."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Concatenate, NewType, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import postgres, reader, sqlite
from inquiries.database.bell import Bell
from inquiries.database.reader import Reader
from inquiries.database.writer import Writer

# The first argument says the power: a Tx may write, an AsyncConnection from read() may not.
Tx = NewType("Tx", AsyncConnection)
P = ParamSpec("P")
T = TypeVar("T")


class StorageUnavailable(Exception):
    """The database cannot be written to or reached just now; the words say why. Nothing was stored."""


class Database:
    """One database: a pool that only reads, and one writer on SQLite; on PostgreSQL one pool for both.

    `writer` is SQLite's, for whoever speaks to the driver itself; else None.
    """

    def __init__(self, url: str, *, patience: float = 5.0, scratch: bool = False) -> None:
        """`patience` is how many seconds to wait for another program's lock, or for the server to answer.

        A `scratch` SQLite database may be lost by a power cut while it is open: it waits for no disk.
        """
        self.url, self.patience = sa.make_url(url), patience
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            sqlite.make_private(self.path)
            self.writer: Writer | None = Writer(self.path, patience, scratch=scratch)
            self._pool = reader.engine(self.path, patience)
            self._reader: Reader | None = Reader(self.path, patience)
        else:
            self.writer = self._reader = None
            self._pool = postgres.engine(self.url, patience)
        self._bell = None if self.is_sqlite else Bell(self.url, self.heard)
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[Any]] = set()
        self._listeners: list[Callable[[], None]] = []
        self._rings: list[Callable[[], None]] = [self._bell.ring] if self._bell else []

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return Path(self.url.database or "")

    @property
    def reading(self) -> tuple[sa.Engine, ...]:
        """All that reads, for whoever watches its statements."""
        return (self._pool.sync_engine, *([self._reader.engine] if self._reader else []))

    @property
    def writing(self) -> sa.Engine:
        """What writes, the same."""
        return self.writer.engine if self.writer else self._pool.sync_engine

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every committed write of this process; it must not block or raise.

        While `hearing`, after those of other processes too, and now and then without any.
        """
        self._listeners.append(listener)

    def ring_on_commit(self, ring: Callable[[], None]) -> None:
        """Call `ring` after every committed write of this process, to carry word of it to another one.

        Of what another one commits it is not told, or word of it would go back and forth.
        """
        self._rings.append(ring)

    @asynccontextmanager
    async def hearing(self) -> AsyncIterator[None]:
        """For the length of a block, hear what other processes on the same server commit, and let them hear us.

        A SQLite file has no such way: whoever shares one has to look.
        """
        if self._bell is None:
            yield
            return
        listening = asyncio.ensure_future(self._bell.run())
        try:
            yield
        finally:
            listening.cancel()
            await asyncio.wait([listening])

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment of the database and cannot change it."""
        with _storage_errors():
            async with self._pool.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                yield connection

    async def look(
        self, verb: Callable[Concatenate[AsyncConnection, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `verb(db, …)` over one moment of the database, which it cannot change. It waits for nothing else.

        On SQLite it is run whole by a thread: for what asks much, or is asked for while much goes on.
        """
        if self._reader is None:
            async with self.read() as db:
                return await verb(db, *args, **kwargs)
        with _storage_errors():
            return await self._reader.look(lambda db: verb(db, *args, **kwargs))

    @asynccontextmanager
    async def read_alone(self, tables: Sequence[str]) -> AsyncIterator[AsyncConnection]:
        """The same on a server, while nobody changes these tables: who tries waits until the block ends."""
        with _storage_errors():
            async with self._pool.connect() as connection:
                await connection.execution_options(isolation_level="REPEATABLE READ")
                named = ", ".join(f'"{table}"' for table in tables)
                if named:  # before anything is read, or what is read would be older than the lock
                    await connection.execute(sa.text(f"LOCK TABLE {named} IN SHARE MODE"))
                yield connection

    async def write(
        self, verb: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `verb(tx, …)` in one transaction and commit it, or roll back on any exception.

        A caller that is cancelled does not cancel the transaction: it runs to its end on its own, so a
        dropped request can neither hold the write lock nor leave half a change.
        """
        task = asyncio.ensure_future(self._transaction(lambda tx: verb(tx, *args, **kwargs)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def vacuum(self, tables: Sequence[str]) -> None:
        """On a server: have the space of deleted rows used again. Not in a transaction, as it has to be."""
        with _storage_errors():
            async with self._pool.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                for table in tables:
                    await connection.execute(sa.text(f'VACUUM "{table}"'))

    async def dispose(self) -> None:
        """Let running transactions finish, then close every connection."""
        while self._running:
            await asyncio.wait(self._running)
        await self._pool.dispose()
        if self._reader:
            await self._reader.dispose()
        if self.writer:  # last: whoever closes a file last puts its log away, and a reader may not
            await self.writer.dispose()

    async def _transaction(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        with _storage_errors():
            if self.writer:
                async with self._turn:  # at most one waits before intake, however many are wanted
                    result = await self.writer.transaction(lambda connection: work(Tx(connection)))
            else:
                result = await self._unless_in_a_ring(work)
        self.committed()
        return result

    async def _unless_in_a_ring(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """On a server two transactions may wait for each other: it undoes one, which is then simply done again."""
        for left in reversed(range(postgres.TRIES)):
            try:
                async with self._pool.begin() as connection:
                    return await work(Tx(connection))
            except DBAPIError as error:
                if not left or not postgres.was_in_a_ring(error):
                    raise
        raise AssertionError("the last try returns or raises")

    def committed(self) -> None:
        """Tell the listeners, and other processes, that something new is in the database."""
        self.heard()
        for ring in self._rings:
            ring()

    def heard(self) -> None:
        """Tell the listeners alone: another process has committed something."""
        for listener in self._listeners:
            listener()


class _storage_errors:  # noqa: N801 - reads as the `with` it is
    """Turn what the driver says of a full, locked or vanished database into StorageUnavailable."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):  # a TimeoutError is one too
            words = str(error) or "it does not answer"
            raise StorageUnavailable(f"the database cannot be reached: {words}") from error
        reason = sqlite.trouble(error) if isinstance(error, DBAPIError | sqlite3.Error) else None
        reason = reason or (postgres.trouble(error) if error else None)
        if reason:
            raise StorageUnavailable(reason) from error
