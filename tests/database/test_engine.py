import asyncio
import socket
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from inquiries.database import schema, search, statements, tables
from inquiries.database.engine import Database, StorageUnavailable, Tx
from tests import inside


async def put(tx: Tx, name: str, *, then: BaseException | None = None, wait: float = 0) -> str:
    await tx.execute(tables.secrets.insert().values(name=name, value=b"x"))
    await inside.pause(tx, wait)
    if then:
        raise then
    return name


async def names(database: Database) -> list[str]:
    async with database.read() as db:
        return list(await db.scalars(sa.select(tables.secrets.c.name).order_by(tables.secrets.c.name)))


async def test_a_write_that_returns_is_committed_and_announced(database: Database) -> None:
    heard: list[str] = []
    database.on_commit(lambda: heard.append("commit"))
    assert await database.write(put, "a") == "a"
    assert (await names(database), heard) == (["a"], ["commit"])


async def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="no"):
        await database.write(put, "a", then=ValueError("no"))
    assert await names(database) == []


async def test_a_cancelled_caller_neither_loses_the_write_nor_blocks_the_next(database: Database) -> None:
    heard: list[str] = []
    database.on_commit(lambda: heard.append("commit"))
    caller = asyncio.ensure_future(database.write(put, "a", wait=0.05))
    await asyncio.sleep(0.01)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await database.write(put, "b")
    await asyncio.sleep(0 if database.is_sqlite else 0.5)  # PostgreSQL lets the second overtake the first
    assert (await names(database), heard) == (["a", "b"], ["commit"] * 2)


async def test_many_writers_some_failing_keep_exactly_what_was_acknowledged(database: Database) -> None:
    wrong = ValueError("no")
    results = await asyncio.gather(
        *(database.write(put, f"{n:03}", then=wrong if n % 5 == 0 else None) for n in range(100)),
        return_exceptions=True,
    )
    assert await names(database) == [result for result in results if isinstance(result, str)]


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((StorageUnavailable, sa.exc.DBAPIError)):
        async with database.read() as db:
            await put(Tx(db), "a")
    assert await names(database) == []


@pytest.mark.only("sqlite", "PostgreSQL has no such lock")
async def test_a_stranger_holding_the_lock_is_named_as_the_trouble(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked by another program"):
        await database.write(put, "a")
    stranger.execute("ROLLBACK")
    stranger.close()
    await database.write(put, "b")
    assert await names(database) == ["b"]


@pytest.mark.only("sqlite", "pragmas are SQLite's")
async def test_every_writing_connection_is_as_durable_as_promised(database: Database) -> None:
    async def pragmas(tx: Tx) -> dict[str, object]:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return {name: (await tx.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in asked}

    assert await database.write(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.only("sqlite", "pragmas are SQLite's")
async def test_only_a_scratch_database_waits_for_no_disk(tmp_path: Path) -> None:
    async def synchronous(tx: Tx) -> object:
        return (await tx.exec_driver_sql("PRAGMA synchronous")).scalar()

    scratch = Database(f"sqlite:///{tmp_path / 'scratch.db'}", scratch=True)
    assert await scratch.write(synchronous) == 0
    await scratch.dispose()


async def test_a_vanished_server_is_named_as_the_trouble() -> None:
    database = Database("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(StorageUnavailable, match="cannot be reached"):
        await database.write(put, "a")
    await database.dispose()


async def test_a_server_that_never_answers_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = Database(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none", patience=0.1)
        with pytest.raises(StorageUnavailable, match="does not answer"):
            await database.write(put, "a")
        await database.dispose()


@pytest.mark.only("postgres", "pragmas say it on SQLite")
async def test_a_commit_is_on_disk_even_where_the_server_is_set_to_be_careless(database: Database) -> None:
    async def asked(tx: Tx) -> list[object]:
        rows = await tx.execute(
            sa.text("SELECT setting, reset_val FROM pg_settings WHERE name = 'synchronous_commit'")
        )
        return list(rows.one())

    assert await database.write(asked) == ["on", "on"]


@pytest.mark.only("postgres", "SQLite has no server")
async def test_a_server_that_lets_nobody_in_is_quoted(database: Database) -> None:
    elsewhere = Database(str(database.url.set(database="elsewhere")))
    with pytest.raises(StorageUnavailable, match='says: database "elsewhere" does not exist'):
        await elsewhere.write(put, "a")
    await elsewhere.dispose()


@pytest.mark.only("postgres", "SQLite has no pool of writers")
async def test_when_every_connection_is_in_use_the_next_is_told_so(database_url: str) -> None:
    database = Database(database_url, patience=0.5)
    async with AsyncExitStack() as held:
        for _ in range(16):
            await held.enter_async_context(database.read())
        with pytest.raises(StorageUnavailable, match="in use"):
            await database.write(put, "a")
    await database.dispose()


def listed(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
    """What each engine's own search needs is no part of the tables; nothing else is left out."""
    if kind == "column":
        return (_object.table.name, name) not in search.UNLISTED_COLUMNS  # type: ignore[attr-defined]
    return name not in search.UNLISTED_TABLES | search.UNLISTED_INDEXES


async def test_migrating_twice_changes_nothing_and_arrives_at_the_tables(database: Database) -> None:
    assert await schema.migrate(database) is None
    async with database.read() as db:
        assert (
            await db.run_sync(
                lambda sync: compare_metadata(
                    MigrationContext.configure(sync, opts={"include_object": listed}), tables.metadata
                )
            )
            == []
        )


async def test_a_newer_database_is_refused_in_one_line(database: Database) -> None:
    async def age(tx: Tx) -> None:
        await tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    await database.write(age)
    with pytest.raises(schema.DatabaseTooNew, match="revision 9999, newer than this program"):
        await schema.migrate(database)


async def test_a_new_database_is_nobody_elses_to_read(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/data/inquiries.db")
    await schema.migrate(database)
    files = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "data").iterdir()}
    await database.dispose()
    assert (oct((tmp_path / "data").stat().st_mode & 0o777), set(files.values())) == ("0o700", {"0o600"})


@pytest.mark.only("postgres", "SQLite has one writer: nobody waits for two things")
async def test_of_two_that_wait_for_each_other_both_are_done(database: Database) -> None:
    for name in ("a", "b"):
        await database.write(put, name)
    met, tries = asyncio.Barrier(2), []

    async def mark(tx: Tx, first: str, second: str) -> None:
        tries.append(first)
        await _grow(tx, first)
        if len(tries) <= 2:
            await met.wait()
        await _grow(tx, second)

    heard: list[str] = []
    database.on_commit(lambda: heard.append("commit"))
    await asyncio.gather(database.write(mark, "a", "b"), database.write(mark, "b", "a"))
    async with database.read() as db:
        grown = list(await db.scalars(sa.select(tables.secrets.c.value)))
    assert (grown, heard) == ([b"xyy", b"xyy"], ["commit"] * 2)
    assert len(tries) > 2  # who tries again may meet the other once more


async def _grow(tx: Tx, name: str) -> None:
    mine = tables.secrets.c.name == name
    value = await tx.scalar(sa.select(tables.secrets.c.value).where(mine).with_for_update())
    await tx.execute(tables.secrets.update().where(mine).values(value=(value or b"") + b"y"))


async def test_touching_changes_nothing_and_is_committed(database: Database) -> None:
    commits = []
    database.on_commit(lambda: commits.append(1))
    await database.write(statements.touch)
    assert commits == [1]
    if database.is_sqlite:  # a page of the file was written, though it says the same as before
        before = database.path.with_name(f"{database.path.name}-wal").stat().st_size
        await database.write(statements.touch)
        assert database.path.with_name(f"{database.path.name}-wal").stat().st_size > before


async def test_what_another_process_commits_is_told_here_and_not_sent_back(database: Database) -> None:
    told: list[str] = []
    database.on_commit(lambda: told.append("listener"))
    database.ring_on_commit(lambda: told.append("ring"))
    database.heard()
    await database.write(put, "one")
    assert told == ["listener", "listener", "ring"]


@pytest.mark.only("sqlite", "a server's files are its own")
async def test_a_database_that_is_closed_is_one_file(database: Database) -> None:
    await database.write(put, "one")
    assert await names(database) == ["one"]
    await database.dispose()
    assert [path.name for path in database.path.parent.glob("*.db*")] == [database.path.name]
