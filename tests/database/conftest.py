"""A database without any table, and the first release's schema in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from inquiries.database import schema
from inquiries.database.engine import Database, Tx


async def first_step(tx: Tx) -> None:
    await tx.run_sync(_upgrade, "0001")


def _upgrade(connection: sa.Connection, to: str) -> None:
    config = schema._config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.fixture
async def bare(database: Database, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without any table."""
    if database.is_sqlite:
        empty = Database(f"sqlite:///{tmp_path / 'bare.db'}")
        yield empty
        await empty.dispose()
        return
    await database.write(_emptied)
    yield database
    await database.write(_emptied)
    await schema.migrate(database)


async def _emptied(tx: Tx) -> None:
    await tx.execute(sa.text("DROP SCHEMA public CASCADE"))
    await tx.execute(sa.text("CREATE SCHEMA public"))
