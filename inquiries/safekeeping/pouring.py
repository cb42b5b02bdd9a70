"""A copy of a database into an empty one on a server, in one transaction that ends only when every row is alike."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa

from inquiries.database import schema, sqlite
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import metadata
from inquiries.safekeeping import numbers, rows
from inquiries.safekeeping.stage import Advance, Stage
from inquiries.safekeeping.wrong import Wrong

T = TypeVar("T")


def pour(copy: sqlite3.Connection, database_url: str, stage: Stage, *, skip: int = 0) -> None:
    """`skip` numbers of submissions are passed over. Raises Wrong, and StorageUnavailable."""
    asyncio.run(_pour(copy, database_url, stage, skip))


def check_empty(database_url: str) -> None:
    """Raises Wrong where rows of ours are there already, and StorageUnavailable."""
    if asyncio.run(_asked(database_url, _has_rows)):
        raise Wrong(
            "There are inquiries or accounts in the database at that address already, and nothing is written over "
            "them. Make an empty database, and name that one."
        )


def is_like(copy: sqlite3.Connection, database_url: str) -> bool:
    """Whether every row there is as in the copy."""

    def compare(there: sa.Connection) -> bool:
        with sqlite.speaking(copy) as mine:
            if schema.found(mine) != schema.found(there):
                return False
            try:
                rows.compare(mine, there, lambda _count: None)
            except rows.Different:
                return False
        return True

    return asyncio.run(_asked(database_url, compare))


async def _pour(copy: sqlite3.Connection, database_url: str, stage: Stage, skip: int) -> None:
    database, stopped = Database(database_url), asyncio.Event()
    try:
        await database.write(_all, copy, stage, skip, stopped)
    except asyncio.CancelledError:
        stopped.set()  # the transaction goes on without us, and must not
        raise
    finally:
        await database.dispose()


async def _all(tx: Tx, copy: sqlite3.Connection, stage: Stage, skip: int, stopped: asyncio.Event) -> None:
    await tx.execute(sa.select(sa.func.pg_advisory_xact_lock(schema.LOCK)))  # a start meanwhile waits for us
    await tx.run_sync(_each, copy, _stoppable(stage, stopped), skip)


def _each(target: sa.Connection, copy: sqlite3.Connection, stage: Stage, skip: int) -> None:
    with sqlite.speaking(copy) as source:
        found = schema.found(source) or ""
        if _has_rows(target):
            raise Wrong("Somebody else has begun to use the database at that address meanwhile.")
        if (there := schema.found(target)) is None:
            schema.make(target, found)
        elif there != found:
            raise Wrong(
                f"The empty tables at that address are at revision {there}, and what comes is at {found}. "
                "Make a database without tables, and name that one."
            )
        count = sum(rows.total(source).values())
        with stage("Copying rows", count) as advance:
            rows.copy(source, target, advance)
        given = dict(numbers.given(source))
        numbers.go_on(target, given | {"submissions": given.get("submissions", 0) + skip})
        with stage("Comparing rows", count) as advance:
            try:
                rows.compare(source, target, advance)
            except rows.Different as different:
                raise Wrong(f"The copy is not like the original: {different} differs.") from None


def _has_rows(connection: sa.Connection) -> bool:
    there = set(sa.inspect(connection).get_table_names())
    return any(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
        for table in metadata.sorted_tables
        if table.name in there
    )


async def _asked(database_url: str, question: Callable[[sa.Connection], T]) -> T:
    database = Database(database_url)
    try:
        async with database.read() as db:
            return await db.run_sync(question)
    finally:
        await database.dispose()


def _stoppable(stage: Stage, stopped: asyncio.Event) -> Stage:
    @contextmanager
    def stoppable(label: str, length: int) -> Iterator[Advance]:
        with stage(label, length) as advance:

            def go_on(count: int) -> None:
                if stopped.is_set():
                    raise asyncio.CancelledError
                advance(count)

            yield go_on

    return stoppable
