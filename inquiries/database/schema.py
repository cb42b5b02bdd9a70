"""Brings a database to this program's schema, with Alembic run from code. Knows revisions, not rows."""

import asyncio
import functools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import sqlite
from inquiries.database.engine import Database, Tx

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 4607  # any number that nothing else locks on the server
WAITING = "Another start is bringing the database up to date; waiting for it"

log = logging.getLogger(__name__)


class DatabaseTooNew(Exception):
    """The database was written by a newer version of this program."""


async def migrate(database: Database) -> str | None:
    """Upgrade to the newest revision in one transaction; the revision it came to, or None if it was there.

    Killed at any statement it starts over next time: both engines roll schema changes back. Of several processes
    that start at once one upgrades, and the others wait for it however long it takes.
    Raises DatabaseTooNew for a revision this program does not know.
    """
    async with _in_turn(database):
        return await _migrate(database)


async def _migrate(database: Database) -> str | None:
    current = await database.write(revision)
    if current == newest():
        return None
    if current is not None and not is_known(current):
        raise DatabaseTooNew(
            f"The database is at revision {current}, newer than this program, which knows up to {newest()}. "
            "Start the newer version, or restore a backup made with this one."
        )
    return newest() if await database.write(_upgrade, _config()) else None


@asynccontextmanager
async def _in_turn(database: Database) -> AsyncIterator[None]:
    """On SQLite: another writer gives up after seconds, and an upgrade of a large file may take minutes."""
    if not database.is_sqlite:
        yield
        return
    with sqlite.turn(database.path) as is_ours:
        if not is_ours():
            log.warning(WAITING)
            while not is_ours():  # noqa: ASYNC110 - nothing tells when a file is unlocked
                await asyncio.sleep(0.05)
        yield


@functools.cache
def newest() -> str:
    """Where this program's schema stands."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program has a schema of this name: what it does not know was made by a newer one."""
    return revision in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def make(connection: sa.Connection, to: str) -> None:
    """The tables as they are at a known revision, in an empty database and in the caller's transaction."""
    _run(connection, _config(), to)


def found(connection: sa.Connection) -> str | None:
    """Where this database stands; None for a new one."""
    return MigrationContext.configure(connection).get_current_revision()


async def revision(connection: AsyncConnection) -> str | None:
    """The same, asked from a coroutine."""
    return await connection.run_sync(found)


async def _upgrade(tx: Tx, config: Config) -> bool:
    """False when another process has done it."""
    if tx.dialect.name == "postgresql":
        if not await tx.scalar(sa.text(f"SELECT pg_try_advisory_xact_lock({LOCK})")):
            log.warning(WAITING)
            await tx.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        if await revision(tx) == newest():
            return False
    await tx.run_sync(_run, config)
    return True


def _run(connection: sa.Connection, config: Config, to: str = "head") -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
