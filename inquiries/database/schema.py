"""Brings a database to this program's schema, with Alembic run from code. Knows revisions, not rows."""

import functools
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.engine import Database, Tx

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTooNew(Exception):
    """The database was written by a newer version of this program."""


async def migrate(database: Database) -> str | None:
    """Upgrade to the newest revision in one transaction; the revision it came to, or None if it was there.

    Killed at any statement it starts over next time: both engines roll schema changes back.
    Raises DatabaseTooNew for a revision this program does not know.
    """
    config = _config()
    script = ScriptDirectory.from_config(config)
    newest = script.get_current_head()
    current = await database.write(revision)
    if current == newest:
        return None
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise DatabaseTooNew(
            f"The database is at revision {current}, newer than this program, which knows up to {newest}. "
            "Start the newer version, or restore a backup made with this one."
        )
    await database.write(_upgrade, config)
    return newest


@functools.cache
def newest() -> str:
    """Where this program's schema stands."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def revision(connection: AsyncConnection) -> str | None:
    """Where this database stands; None for a new one."""
    return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def _upgrade(tx: Tx, config: Config) -> None:
    if (
        tx.dialect.name == "postgresql"
    ):  # of two processes that start at once; on SQLite BEGIN IMMEDIATE does it
        await tx.execute(sa.text("SELECT pg_advisory_xact_lock(4607)"))
    await tx.run_sync(_run, config)


def _run(connection: sa.Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
