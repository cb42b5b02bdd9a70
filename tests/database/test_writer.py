import asyncio
import sqlite3

import pytest
import sqlalchemy as sa

from inquiries.database import sqlite, tables
from inquiries.database.engine import Database, Tx
from tests.database.test_engine import names, put


@pytest.mark.only("sqlite", "on PostgreSQL each transaction has a connection of its own")
async def test_a_transaction_that_waits_for_anything_else_is_told_and_leaves_nothing(
    database: Database,
) -> None:
    async def waits(tx: Tx) -> None:
        await put(tx, "a")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits for nothing but its database"):
        await database.write(waits)
    assert await names(database) == []


async def test_what_a_transaction_has_read_does_not_change_with_what_it_writes(database: Database) -> None:
    async def doubled(tx: Tx) -> list[str]:
        seen = []
        for name in await tx.scalars(sa.select(tables.secrets.c.name)):
            seen.append(name)
            await put(tx, f"{name}{name}")
        return seen

    for name in "abc":
        await database.write(put, name)
    assert sorted(await database.write(doubled)) == ["a", "b", "c"]


@pytest.mark.only("sqlite", "PostgreSQL has no such lock")
async def test_a_stranger_who_holds_the_lock_for_a_moment_is_waited_for(
    database: Database, database_url: str
) -> None:
    patient = Database(database_url)
    stranger = sqlite3.connect(database.path, isolation_level=None, check_same_thread=False)
    stranger.execute("BEGIN IMMEDIATE")
    writing = asyncio.ensure_future(patient.write(put, "a"))
    await asyncio.sleep(0.2)
    assert not writing.done()
    stranger.execute("ROLLBACK")
    stranger.close()
    await writing
    assert await names(patient) == ["a"]
    await patient.dispose()


@pytest.mark.only("sqlite", "PostgreSQL has no such lock")
async def test_patience_is_the_same_after_a_turn_that_was_had_and_one_that_was_not(
    database: Database,
) -> None:
    stranger = sqlite3.connect(database.path, isolation_level=None)
    ours = sqlite.connect(database.path, patience=0.05)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        sqlite.begin(ours, 0.05)
    waits = ours.execute("PRAGMA busy_timeout").fetchone()
    stranger.execute("ROLLBACK")
    sqlite.begin(ours, 0.05)
    assert (waits, ours.execute("PRAGMA busy_timeout").fetchone(), ours.in_transaction) == (
        (50,),
        (50,),
        True,
    )
    ours.close()
    stranger.close()
