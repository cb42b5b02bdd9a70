"""The rows of a PostgreSQL database into a SQLite file, as they are at one moment, each compared."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import IO

import sqlalchemy as sa

from inquiries.database import schema, sqlite
from inquiries.database.engine import Database
from inquiries.database.schema import DatabaseTooNew
from inquiries.safekeeping import numbers, rows
from inquiries.safekeeping.pages import COPYING, Copy
from inquiries.safekeeping.stage import Stage
from inquiries.safekeeping.wrong import Wrong

_LOOKS, _LOOK_SECONDS = 20, 0.1
_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND usesysid IS NOT NULL AND coalesce(backend_type, '') <> 'walsender'"
)


@contextmanager
def of(database_url: str, alone: bool) -> Iterator[Copy]:
    """What copies it as it was when the block began; `alone`: nobody changes it until the block ends.

    Raises Wrong, StorageUnavailable.
    """
    with asyncio.Runner() as runner:
        database, held = Database(database_url), AsyncExitStack()
        try:
            if alone:
                tables = runner.run(_unused(database))
                db = runner.run(held.enter_async_context(database.read_alone(tables)))
            else:
                db = runner.run(held.enter_async_context(database.read()))

            def copy(filling: sqlite3.Connection, _file: IO[bytes], stage: Stage) -> None:
                runner.run(db.run_sync(_fill, filling, stage))

            yield copy
        finally:
            runner.run(held.aclose())
            runner.run(database.dispose())


async def _unused(database: Database) -> list[str]:
    """The tables of a database that nobody else is connected to. Raises Wrong.

    Who has left is still listed for a moment, so it looks again before it refuses.
    """
    for _ in range(_LOOKS):
        async with database.read() as db:
            if not (others := await db.scalar(_OTHERS)):
                tables: list[str] = await db.run_sync(lambda sync: sa.inspect(sync).get_table_names())
                return tables
        await asyncio.sleep(_LOOK_SECONDS)
    raise Wrong(f"Others are connected to the database ({others}). Stop the service first, on every host.")


def _fill(source: sa.Connection, filling: sqlite3.Connection, stage: Stage) -> None:
    found = schema.found(source)
    if found is None:
        raise Wrong("There is no database of this program at that address yet.")
    if not schema.is_known(found):
        raise DatabaseTooNew(
            f"The database is at revision {found}, newer than this program, which knows up to {schema.newest()}. "
            "The newer version can do this."
        )
    with sqlite.speaking(filling) as target, stage(COPYING, 2 * sum(rows.total(source).values())) as advance:
        schema.make(target, found)
        rows.copy(source, target, advance)
        numbers.go_on(target, numbers.given(source))
        try:
            rows.compare(source, target, advance)
        except rows.Different as different:
            raise Wrong(f"The copy is not like the database: {different} differs.") from None
