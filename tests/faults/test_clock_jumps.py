"""The clock jumps a day, as it does when a computer sleeps or its time is set right: mail in hand is not taken up a
second time, mail that waits makes no storm, nobody stays signed in for longer, and what came first stays first."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries import clock
from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.intake import projector
from inquiries.intake import spool as spools
from inquiries.intake.rows import Received
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.people import accounts, sessions
from inquiries.queue import backoff, jobs, kinds, set_back, worker
from inquiries.queue.jobs import Job
from inquiries.queue.worker import Worker

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)
JUMPS = pytest.mark.parametrize("jump", [DAY, -DAY], ids=["ahead", "back"])


class Wall:
    """The clock on the wall: it goes on by itself only as far as a test moves it."""

    now = NOON

    def move(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr(clock, "now", lambda: wall.now)
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(worker, "BREATH_SECONDS", 0.01)
    return wall


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


async def enqueued(database: Database, count: int) -> None:
    for number in range(count):
        await database.write(jobs.enqueue, "work", f"{number}", {}, at=clock.now())


@JUMPS
async def test_a_mail_in_hand_is_not_taken_up_a_second_time(
    database: Database, wall: Wall, jump: timedelta
) -> None:
    begun, let_go = [], asyncio.Event()

    async def handler(job: Job) -> Outcome:
        begun.append(job.id)
        await let_go.wait()
        return Done()

    await enqueued(database, 3)
    running = Worker(database, {"work": handler}, ())
    working = asyncio.ensure_future(running.run())
    await until(lambda: len(begun) == 3)
    wall.move(jump)
    await asyncio.sleep(0.2)  # in which it looks for work a dozen times
    let_go.set()
    running.stop()
    await working
    async with database.read() as db:
        ended = list(await db.scalars(sa.select(tables.attempts.c.result)))
    assert (sorted(begun), ended) == ([1, 2, 3], ["done"] * 3)


@JUMPS
async def test_what_a_dead_process_held_is_free_a_moment_later(
    database: Database, wall: Wall, jump: timedelta
) -> None:
    await enqueued(database, 1)
    held = {"now": wall.now, "until": wall.now + worker.LEASE, "limit": 8}
    await database.write(jobs.claim, lease="dead", **held)
    await database.write(_due_always)
    wall.move(jump)
    done = []

    async def handler(job: Job) -> Outcome:
        done.append(job.id)
        return Done()

    await Worker(database, {"work": handler}, ()).drain()
    assert done == [1]


async def _due_always(tx) -> None:
    await tx.execute(tables.jobs.update().values(next_try_at=NOON - 2 * DAY))


@JUMPS
async def test_what_waits_for_another_try_makes_no_storm(
    database: Database, wall: Wall, jump: timedelta
) -> None:
    """However the clock jumps about, each mail is tried at most once a jump, and given up no sooner."""
    tried = []

    async def handler(job: Job) -> Outcome:
        tried.append(job.id)
        return TryLater("451 later")

    await enqueued(database, 20)
    running = Worker(database, {"work": handler}, ())
    for _ in range(4):
        await running.drain()
        before = len(tried)
        await running.drain()
        assert len(tried) == before
        wall.move(jump)
        jump = -jump
    async with database.read() as db:
        rows = (await db.execute(sa.select(tables.jobs.c.state, tables.jobs.c.tries))).all()
    assert {row.state for row in rows} == {tables.READY}
    assert max(row.tries for row in rows) <= 3 < backoff.TRIES


async def test_what_was_to_be_done_at_once_or_again_does_not_wait_a_day_when_the_clock_is_set_back(
    database: Database, wall: Wall
) -> None:
    wall.move(DAY)
    await enqueued(database, 2)
    await database.write(jobs.enqueue, kinds.SEND, "chosen", {}, at=clock.now() + timedelta(hours=2))
    (first, _) = await database.write(
        jobs.claim, lease="l", now=wall.now, until=wall.now + worker.LEASE, limit=2
    )
    await database.write(jobs.finish, first, TryLater("451 later"), now=wall.now)
    await database.write(_let_go)
    assert await set_back.bring_back(database) == 0
    wall.move(-DAY)
    assert await set_back.bring_back(database) == 2
    assert await set_back.bring_back(database) == 0
    async with database.read() as db:
        due = (await db.execute(sa.select(tables.jobs.c.key, tables.jobs.c.next_try_at))).all()
    assert dict(map(tuple, due)) == {"0": NOON, "1": NOON, "chosen": NOON + DAY + timedelta(hours=2)}


async def _let_go(tx: Tx) -> None:
    """As if the second had never been taken."""
    await tx.execute(tables.jobs.update().where(tables.jobs.c.key == "1").values(tries=0, leased_until=None))


@JUMPS
async def test_nobody_stays_signed_in_for_longer(database: Database, wall: Wall, jump: timedelta) -> None:
    """A session opened before a jump has ended when its hours are over, by the clock as it is then."""
    ana = await database.write(
        accounts.add, email="ana@charity.example", name="Ana", role="member", desks=["media"], now=wall.now
    )
    token = await database.write(sessions.open, ana.id, wall.now)
    wall.move(jump)
    async with database.read() as db:
        assert await sessions.find(db, token, wall.now) is None


@JUMPS
async def test_what_came_first_stays_first(house: House, wall: Wall, jump: timedelta) -> None:
    spool = spools.spool(house.database)
    running = asyncio.ensure_future(spool.run())
    answers = {"name": "Bo", "outlet": "Gazette", "email": "bo@gazette.example", "topic": "programs"}
    for number in range(6):
        said = json.dumps(answers | {"question": f"Question {number}"})
        facts = json.dumps({"door": "page", "language": "en"})
        await spool.submit(Received(f"k{number}", "media", wall.now, "[]", said, facts))
        wall.move(jump)
        jump = -jump
    spool.close()
    await running
    await projector.open_new(house.database, house.settings, house.keys)
    async with house.database.read() as db:
        found = await db.scalars(sa.select(tables.inquiries.c.question).order_by(tables.inquiries.c.id))
        opened = await db.scalars(sa.select(tables.history.c.inquiry_id).order_by(tables.history.c.id))
        assert list(found) == [f"Question {number}" for number in range(6)]
        assert list(dict.fromkeys(opened)) == [1, 2, 3, 4, 5, 6]
