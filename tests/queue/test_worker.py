import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries import clock
from inquiries.database import tables
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.queue import jobs
from inquiries.queue import worker as worker_module
from inquiries.queue.jobs import Job
from inquiries.queue.worker import Worker


async def states(database: Database) -> list[tuple[str, int]]:
    columns = (tables.jobs.c.key, tables.jobs.c.state)
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns).order_by(tables.jobs.c.key))]


async def enqueue(database: Database, *keys: str) -> None:
    for key in keys:
        await database.write(jobs.enqueue, "work", key, {"key": key}, at=clock.now() - timedelta(seconds=1))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_job_is_done_as_soon_as_it_is_committed(database: Database) -> None:
    done = asyncio.Event()

    async def handler(_job: Job) -> Outcome:
        done.set()
        return Done()

    worker = Worker(database, {"work": handler}, ())
    database.on_commit(worker.wake)
    running = asyncio.ensure_future(worker.run())
    await asyncio.sleep(0.05)
    await enqueue(database, "a")
    await asyncio.wait_for(done.wait(), 0.5)
    worker.stop()
    await running
    assert await states(database) == [("a", tables.DONE)]


async def test_one_without_handlers_makes_its_passes_and_takes_no_job(database: Database) -> None:
    looked = []

    async def look() -> int:
        looked.append("look")
        return 0

    await enqueue(database, "a")
    await Worker(database, {}, [look]).drain()
    assert (looked, await states(database)) == (["look"], [("a", tables.READY)])


async def test_a_handler_that_blows_up_is_tried_again_and_holds_nobody_up(database: Database) -> None:
    async def handler(job: Job) -> Outcome:
        if job.payload["key"] == "bad":
            raise RuntimeError("boom")
        return Done()

    await enqueue(database, "bad", "good")
    await Worker(database, {"work": handler}, ()).drain()
    assert await states(database) == [("bad", tables.READY), ("good", tables.DONE)]


async def test_one_slow_job_does_not_delay_the_others(database: Database) -> None:
    hold, finished = asyncio.Event(), []

    async def handler(job: Job) -> Outcome:
        if job.payload["key"] == "slow":
            await hold.wait()
        finished.append(job.payload["key"])
        return Done()

    await enqueue(database, "slow", "x", "y")
    worker = Worker(database, {"work": handler}, ())
    running = asyncio.ensure_future(worker.run())
    await until(lambda: len(finished) == 2)
    assert sorted(finished) == ["x", "y"]
    hold.set()
    worker.stop()
    await running
    assert sorted(finished) == ["slow", "x", "y"]


async def test_a_lane_that_stands_still_keeps_no_other_waiting(database: Database) -> None:
    hold, at = asyncio.Event(), clock.now() - timedelta(seconds=1)
    finished: list[str] = []

    async def handler(job: Job) -> Outcome:
        if job.lane == "dead":
            await hold.wait()
        finished.append(job.lane)
        return Done()

    for number, lane in enumerate(["dead"] * 100 + ["good"]):
        await database.write(jobs.enqueue, "work", f"{number}", {}, at=at, lane=lane)
    worker = Worker(database, {"work": handler}, ())
    running = asyncio.ensure_future(worker.run())
    await until(lambda: bool(finished))
    assert finished == ["good"]
    worker.stop()
    hold.set()
    await running
    assert finished == ["good", *["dead"] * jobs.EACH_LANE]


async def test_stop_waits_for_what_runs_and_starts_nothing_new(database: Database) -> None:
    started = asyncio.Event()

    async def handler(_job: Job) -> Outcome:
        started.set()
        await asyncio.sleep(0.2)
        return Done()

    worker = Worker(database, {"work": handler}, ())
    await enqueue(database, "a")
    running = asyncio.ensure_future(worker.run())
    await started.wait()
    worker.stop()
    await enqueue(database, "b")
    await running
    assert await states(database) == [("a", tables.DONE), ("b", tables.READY)]


async def test_a_pass_in_trouble_is_tried_again(database: Database) -> None:
    calls: list[str] = []

    async def some() -> int:
        calls.append("pass")
        if len(calls) == 1:
            raise StorageUnavailable("the disk is full")
        return 0

    worker = Worker(database, {}, (some,))
    running = asyncio.ensure_future(worker.run())
    await until(lambda: len(calls) == 1)
    worker.wake()
    await until(lambda: len(calls) == 2)
    worker.stop()
    await running
    assert len(calls) >= 2


async def test_a_job_that_cannot_be_done_now_waits(database: Database) -> None:
    async def handler(_job: Job) -> Outcome:
        return TryLater("451, greylisted")

    await enqueue(database, "a")
    await Worker(database, {"work": handler}, ()).drain()
    assert await states(database) == [("a", tables.READY)]


async def test_a_pass_that_takes_long_holds_up_neither_another_nor_the_jobs(database: Database) -> None:
    let_go, done, looked = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def long() -> int:
        await let_go.wait()
        return 0

    async def other() -> int:
        looked.set()
        return 0

    async def handler(_job: Job) -> Outcome:
        done.set()
        return Done()

    await enqueue(database, "a")
    worker = Worker(database, {"work": handler}, (long, other))
    running = asyncio.ensure_future(worker.run())
    async with asyncio.timeout(5):
        await done.wait()
        await looked.wait()
    let_go.set()
    worker.stop()
    await running


async def test_while_people_are_served_jobs_run_one_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "SPACED_SECONDS", 0.0)
    now, most, done = 0, 0, 0

    async def handler(_job: Job) -> Outcome:
        nonlocal now, most, done
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(0.01)
        now, done = now - 1, done + 1
        return Done()

    await enqueue(database, *"abcdef")
    worker = Worker(database, {"work": handler}, (), at_leisure=lambda: False)
    running = asyncio.ensure_future(worker.run())
    await until(lambda: done == 6)
    worker.stop()
    await running
    assert most == 1


async def test_a_database_that_is_gone_is_said_once_a_minute_and_looked_for_all_the_while(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("inquiries.queue.worker.POLL_SECONDS", 0.01)
    calls: list[int] = []

    async def gone() -> int:
        calls.append(1)
        raise StorageUnavailable("it is gone")

    worker = Worker(database, {}, (gone, gone))
    running = asyncio.ensure_future(worker.run())
    await until(lambda: len(calls) > 5)
    worker.stop()
    await running
    assert caplog.messages == ["The worker waits: it is gone"]
