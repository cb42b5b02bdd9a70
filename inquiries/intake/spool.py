"""The queue of submissions: `submit(row)` answers once the row is on disk. Knows nothing of what is in a row.

All rows that arrive while one commit runs share the next one; a row alone waits for nobody. This one path speaks
to the drivers directly: measured, it keeps twice the rate of the same through SQLAlchemy.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from inquiries.database.engine import Database, StorageUnavailable
from inquiries.intake.postgres_rows import PostgresRows
from inquiries.intake.rows import Received, Stored
from inquiries.intake.sqlite_rows import SqliteRows

MOST_WAITING = 4000  # beyond it the disk cannot keep up, and a clear "not now" beats an endless wait

log = logging.getLogger(__name__)


class Rows(Protocol):
    """One engine's way to append: all rows or none, answered after the commit, in the order given."""

    async def append(self, rows: Sequence[Received]) -> list[Stored]: ...

    async def close(self) -> None: ...


Watch = Callable[[Sequence[Received], Sequence[Stored] | None, float], None]


class Spool:
    """Batches what concurrent requests submit. Start `run()` once; `close()` lets what waits be written."""

    def __init__(self, rows: Rows, *, committed: Callable[[], None]) -> None:
        self._rows, self._committed = rows, committed
        self._watch: Watch = lambda rows, stored, seconds: None
        self._waiting: list[tuple[Received, asyncio.Future[Stored]]] = []
        self._arrived = asyncio.Event()
        self._waiting_since = self._writing_since = 0.0  # 0 while nothing does
        self._closing = False

    def watched(self, watch: Watch) -> None:
        """Tell `watch` of every batch: its rows, what became of them (None: nothing), and the seconds it took."""
        self._watch = watch

    async def submit(self, row: Received) -> Stored:
        """Put the row on disk. Raises StorageUnavailable, and then nothing was stored.

        A caller that is cancelled meanwhile leaves the row to be written: its key makes a second try harmless.
        """
        if len(self._waiting) >= MOST_WAITING or self._closing:
            raise StorageUnavailable("more arrives than the disk can take")
        loop = asyncio.get_running_loop()
        if not self._waiting:
            self._waiting_since = loop.time()
        future: asyncio.Future[Stored] = loop.create_future()
        self._waiting.append((row, future))
        self._arrived.set()
        return await future

    def waited(self) -> float:
        """How many seconds the oldest that is not on disk yet has waited; 0 when nothing waits."""
        since = self._writing_since or self._waiting_since
        return asyncio.get_running_loop().time() - since if since else 0.0

    async def run(self) -> None:
        """Write batch after batch until close()."""
        while not (self._closing and not self._waiting):
            await self._arrived.wait()
            self._arrived.clear()
            batch, self._waiting = self._waiting, []
            self._writing_since, self._waiting_since = self._waiting_since, 0.0
            if batch:
                await self._write(batch)
            self._writing_since = 0.0
        await self._rows.close()

    def close(self) -> None:
        self._closing = True
        self._arrived.set()

    async def _write(self, batch: Sequence[tuple[Received, "asyncio.Future[Stored]"]]) -> None:
        rows, start = [row for row, _ in batch], asyncio.get_running_loop().time()
        try:
            stored = await self._rows.append(rows)
            answered = list(zip(batch, stored, strict=True))
        except Exception as error:
            self._watch(rows, None, 0)
            if not isinstance(error, StorageUnavailable):
                log.exception("Submissions could not be stored")
            reason = str(error) if isinstance(error, StorageUnavailable) else type(error).__name__
            for _, future in batch:
                if not future.done():
                    future.set_exception(StorageUnavailable(reason))
            return
        for (_, future), row in answered:
            if not future.done():
                future.set_result(row)
        self._committed()
        self._watch(rows, stored, asyncio.get_running_loop().time() - start)


def spool(database: Database) -> Spool:
    """The spool for this database's engine."""
    rows: Rows = SqliteRows(database.writer) if database.writer else PostgresRows(database.url)
    return Spool(rows, committed=database.committed)
