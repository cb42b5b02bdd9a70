import asyncio
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import reader, tables
from inquiries.database.engine import Database, StorageUnavailable
from tests.database.test_engine import names, put


async def seen(db: AsyncConnection) -> list[str]:
    return list(await db.scalars(sa.select(tables.secrets.c.name).order_by("name")))


async def test_a_look_sees_what_was_committed_and_gives_back_what_its_verb_does(database: Database) -> None:
    assert await database.look(seen) == []
    await database.write(put, "a")
    assert await database.look(seen) == ["a"]


async def test_a_look_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    loop = asyncio.get_running_loop()
    await database.write(put, "a")

    async def twice(db: AsyncConnection) -> tuple[list[str], list[str]]:
        before = await seen(db)
        if database.is_sqlite:
            asyncio.run_coroutine_threadsafe(database.write(put, "b"), loop).result(10)
        else:
            await database.write(put, "b")
        return before, await seen(db)

    assert await database.look(twice) == (["a"], ["a"])
    assert await database.look(seen) == ["a", "b"]


async def test_a_look_changes_nothing(database: Database) -> None:
    with pytest.raises((StorageUnavailable, sa.exc.DBAPIError)):
        await database.look(put, "a")  # type: ignore[arg-type]
    assert await names(database) == []


async def test_what_goes_wrong_in_a_look_is_told_to_who_asked_and_the_next_one_works(
    database: Database,
) -> None:
    async def wrong(db: AsyncConnection) -> None:
        await seen(db)
        raise LookupError("as it is")

    for _ in range(reader.AT_ONCE + 1):
        with pytest.raises(LookupError, match="as it is"):
            await database.look(wrong)
    assert await database.look(seen) == []


async def test_what_one_look_left_half_read_holds_no_later_one_to_its_moment(database: Database) -> None:
    async def half(db: AsyncConnection) -> None:
        found = await db.execute(sa.select(tables.secrets.c.name))
        raise LookupError(found.fetchone())

    await database.write(put, "a")
    await database.write(put, "b")
    with pytest.raises(LookupError) as kept:  # with its frames, and what stands in them
        await database.look(half)
    await database.write(put, "c")
    assert [await database.look(seen) for _ in range(reader.AT_ONCE)] == [["a", "b", "c"]] * reader.AT_ONCE
    del kept


async def test_many_looks_at_once_are_all_answered_and_again_after_the_database_was_closed(
    database: Database,
) -> None:
    await database.write(put, "a")
    for _ in range(2):
        looks = (database.look(seen) for _ in range(5 * reader.AT_ONCE))
        assert await asyncio.gather(*looks) == [["a"]] * (5 * reader.AT_ONCE)
        await database.dispose()


@pytest.mark.only("sqlite", "a server has no threads of ours")
async def test_who_looks_while_the_database_is_closed_is_answered_too(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    async def slow(db: AsyncConnection) -> list[str]:
        begun.set()
        go_on.wait(10)
        return await seen(db)

    await database.write(put, "a")
    looking = asyncio.ensure_future(database.look(slow))
    await asyncio.to_thread(begun.wait, 10)
    closing = asyncio.ensure_future(database.dispose())
    await asyncio.sleep(0.05)
    try:
        assert await database.look(seen) == ["a"]
        closing.cancel()  # and nothing stays closed by half
        await asyncio.wait([closing])
        assert await database.look(seen) == ["a"]
    finally:
        go_on.set()
    assert await looking == ["a"]


@pytest.mark.only("sqlite", "on PostgreSQL a look is a read")
async def test_a_look_that_waits_for_anything_else_is_told(database: Database) -> None:
    async def waits(db: AsyncConnection) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits for nothing but its database"):
        await database.look(waits)


@pytest.mark.only("sqlite", "a server has no file")
async def test_a_file_that_is_gone_is_storage_that_cannot_be_had(database: Database) -> None:
    await database.dispose()
    database.path.rename(database.path.with_suffix(".gone"))
    with pytest.raises(StorageUnavailable, match="the database file cannot be opened"):
        await database.look(seen)
