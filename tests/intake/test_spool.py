import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from inquiries.database import postgres, tables
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.intake import spool as spools
from inquiries.intake.postgres_rows import PostgresRows
from inquiries.intake.rows import Received, Stored
from inquiries.intake.spool import Spool

NOON = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)


def row(key: str, fields: str = "[]") -> Received:
    return Received(key, "media", NOON, fields, json.dumps({"name": "Bo “O’Neil” é\x00"}), '{"door": "page"}')


@pytest.fixture
async def spool(database: Database) -> AsyncIterator[Spool]:
    spool = spools.spool(database)
    running = asyncio.ensure_future(spool.run())
    yield spool
    spool.close()
    await running


async def stored(database: Database) -> list[tuple[object, ...]]:
    async with database.read() as db:
        return [tuple(found) for found in await db.execute(sa.select(tables.submissions).order_by("id"))]


async def test_a_row_is_stored_as_it_is_before_submit_returns(database: Database, spool: Spool) -> None:
    told: list[str] = []
    database.on_commit(lambda: told.append("commit"))
    one = row("k")
    answer = await spool.submit(one)
    expected = (answer.id, "k", "media", NOON, one.fields, one.answers, one.facts, tables.NEW, None)
    assert (await stored(database), told) == ([expected], ["commit"])


async def test_two_hundred_at_once_are_all_stored_each_with_its_own_id(
    database: Database, spool: Spool
) -> None:
    answers = await asyncio.gather(*(spool.submit(row(f"k{n}")) for n in range(200)))
    assert [(found[0], found[1]) for found in await stored(database)] == [
        (answer.id, f"k{n}") for n, answer in enumerate(answers)
    ]


@pytest.mark.parametrize("gone", [0, 5], ids=["nothing was deleted", "the newest were deleted"])
async def test_each_of_many_statements_answers_with_the_number_that_its_own_key_has(
    database: Database, spool: Spool, gone: int
) -> None:
    """No number is given twice, and none to two: whoever reads one in a receipt reads that submission."""
    before = await asyncio.gather(*(spool.submit(row(f"old{n}")) for n in range(10)))
    await database.write(delete_newest, gone)
    # Each once, alone, after another, and after what is stored already: more than one statement takes.
    for keys in (
        [f"a{n}" for n in range(1)],
        [f"b{n}" for n in range(900)],
        [f"c{n // 2}" for n in range(900)],
        [f"d{n}" if n % 3 else f"old{n % 5}" for n in range(900)],
        [f"b{n}" for n in range(900)],
    ):
        answers = await asyncio.gather(*(spool.submit(row(key)) for key in keys))
        found = {id: key for id, key, *_ in await stored(database)}
        assert [found[answer.id] for answer in answers] == keys
    fresh = {id for id, key in found.items() if not key.startswith("old")}
    assert (len(found), min(fresh)) == (10 - gone + 1 + 900 + 450 + 600, before[-1].id + 1)


async def test_of_rows_of_which_one_cannot_be_kept_none_is_and_the_next_are(
    database: Database, spool: Spool
) -> None:
    many = [row(f"k{n}") for n in range(400)]
    broken = replace(many[-1], form=None)  # type: ignore[arg-type]
    answers = await asyncio.gather(*map(spool.submit, [*many[:-1], broken]), return_exceptions=True)
    assert {type(answer) for answer in answers} == {StorageUnavailable}
    assert await stored(database) == []
    answers = await asyncio.gather(*map(spool.submit, many))
    assert [found[:2] for found in await stored(database)] == [
        (answer.id, one.once_key) for answer, one in zip(answers, many, strict=True)
    ]


async def test_whoever_watches_hears_of_every_batch_and_of_one_that_failed(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int, int | None]] = []
    spool.watched(lambda rows, stored, seconds: heard.append((len(rows), stored and len(stored))))
    await spool.submit(row("k"))

    async def full(_rows: object) -> list[Stored]:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(spool._rows, "append", full)
    with pytest.raises(StorageUnavailable):
        await spool.submit(row("l"))
    assert heard == [(1, 1), (1, None)]


async def test_the_same_key_twice_is_one_row_and_both_hear_of_it(database: Database, spool: Spool) -> None:
    pairs = await asyncio.gather(*(spool.submit(row(f"k{n // 2}", f"[{n % 2}]")) for n in range(200)))
    again = await spool.submit(row("k0", "[7]"))
    newest = await spool.submit(row("k99", "[7]"))
    firsts, seconds = pairs[::2], pairs[1::2]
    assert [one.id for one in firsts] == [one.id for one in seconds]
    assert ({one.fields for one in firsts}, {one.fields for one in seconds}) == ({None}, {"[0]"})
    assert (again, newest) == (Stored(firsts[0].id, "[0]"), Stored(firsts[-1].id, "[0]"))
    assert len(await stored(database)) == 100


async def test_a_cancelled_caller_does_not_harm_the_others(database: Database, spool: Spool) -> None:
    callers = [asyncio.ensure_future(spool.submit(row(f"k{n}"))) for n in range(10)]
    await asyncio.sleep(0)
    callers[3].cancel()
    results = await asyncio.gather(*callers, return_exceptions=True)
    assert [type(result).__name__ for result in results].count("Stored") == 9
    assert len(await stored(database)) == 10


@pytest.mark.only("sqlite", "PostgreSQL has no such lock")
async def test_a_locked_database_refuses_in_words_and_takes_the_next_one(
    database: Database, spool: Spool
) -> None:
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked by another program"):
        await spool.submit(row("a"))
    stranger.execute("ROLLBACK")
    stranger.close()
    await spool.submit(row("b"))
    assert [found[1] for found in await stored(database)] == ["b"]


async def test_what_waits_when_the_spool_closes_is_still_written(database: Database) -> None:
    spool = spools.spool(database)
    waiting = asyncio.ensure_future(spool.submit(row("late")))
    await asyncio.sleep(0)
    spool.close()
    await spool.run()
    assert (await waiting).fields is None
    with pytest.raises(StorageUnavailable):
        await spool.submit(row("too late"))
    assert [found[1] for found in await stored(database)] == ["late"]


@pytest.mark.only("postgres", "SQLite has one writer: nobody waits for two things")
async def test_two_processes_given_the_same_keys_crosswise_store_each_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "DURABLE", {**postgres.DURABLE, "deadlock_timeout": "20ms"})
    body = "BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END"
    await database.write(run, f"CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS '{body}'")
    each = "BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION slowly()"
    await database.write(run, f"CREATE TRIGGER slowly {each}")
    try:
        one, other = PostgresRows(database.url), PostgresRows(database.url)
        answers = await asyncio.gather(
            one.append([row("a", "[1]"), row("b", "[1]")]), other.append([row("b", "[2]"), row("a", "[2]")])
        )
    finally:
        await database.write(run, "DROP FUNCTION slowly CASCADE")
    for rows in (one, other):
        await rows.close()
    (a, b), (b_again, a_again) = answers
    assert ((a.id, b.id), len(await stored(database))) == ((a_again.id, b_again.id), 2)


async def delete_newest(tx: Tx, count: int) -> None:
    newest = sa.select(tables.submissions.c.id).order_by(tables.submissions.c.id.desc()).limit(count)
    await tx.execute(tables.submissions.delete().where(tables.submissions.c.id.in_(newest)))


async def run(tx: Tx, statement: str) -> None:
    await tx.execute(sa.text(statement))
