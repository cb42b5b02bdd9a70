from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.outcome import Done, Outcome, Refused, TryLater
from inquiries.queue import backoff, jobs, kinds
from inquiries.queue.jobs import Job

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)


async def claim(
    database: Database, *, at: datetime = NOON, lease: str = "a", limit: int = 8
) -> tuple[Job, ...]:
    return await database.write(jobs.claim, lease=lease, now=at, until=at + timedelta(minutes=1), limit=limit)


async def state(database: Database) -> list[tuple[object, ...]]:
    columns = (tables.jobs.c.state, tables.jobs.c.tries, tables.jobs.c.next_try_at, tables.jobs.c.lease)
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns).order_by(tables.jobs.c.id))]


async def said(database: Database) -> list[tuple[str, str]]:
    columns = (tables.attempts.c.result, tables.attempts.c.said)
    async with database.read() as db:
        return [tuple(row) for row in await db.execute(sa.select(*columns).order_by(tables.attempts.c.id))]


async def test_a_key_makes_one_job_however_often_it_is_enqueued(database: Database) -> None:
    first = await database.write(jobs.enqueue, "deliver", "k", {"n": 1}, at=NOON)
    again = await database.write(jobs.enqueue, "deliver", "k", {"n": 2}, at=NOON)
    assert first is not None
    assert again is None
    assert await claim(database) == (Job(first, "deliver", {"n": 1}, 1, "a"),)


async def test_of_one_lane_few_are_claimed_and_the_others_pass_it_by(database: Database) -> None:
    lanes = ["dead"] * 40 + ["good", "", "", ""]
    for number, lane in enumerate(lanes):
        await database.write(jobs.enqueue, "deliver", f"{number}", {}, at=NOON, lane=lane)
    room = {"dead": jobs.EACH_LANE - 1}
    first = await database.write(jobs.claim, lease="a", now=NOON, until=SOON, limit=8, room=room)
    assert [job.lane for job in first] == ["dead", "good", "", "", ""]
    async with database.read() as db:
        assert [await jobs.any_due(db, now=NOON, full=full) for full in ((), ("dead",))] == [True, False]
    full = {"dead": 0}
    assert await database.write(jobs.claim, lease="a", now=NOON, until=SOON, limit=8, room=full) == ()
    assert [job.lane for job in await claim(database)] == ["dead"] * jobs.EACH_LANE


async def test_a_held_job_is_nobody_elses_until_its_lease_ends(database: Database) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    await claim(database, lease="a")
    assert await claim(database, lease="b", at=NOON + timedelta(seconds=59)) == ()
    later = await claim(database, lease="b", at=NOON + timedelta(seconds=61))
    assert [(job.lease, job.tries) for job in later] == [("b", 2)]


async def test_who_lost_the_lease_cannot_finish(database: Database) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    (lost,) = await claim(database, lease="a")
    (held,) = await claim(database, lease="b", at=NOON + timedelta(minutes=2))
    assert await database.write(jobs.finish, lost, Done("mine"), now=SOON) is False
    assert await database.write(jobs.finish, held, Done("250, accepted"), now=SOON) is True
    assert await said(database) == [("done", "250, accepted")]


async def test_a_renewed_lease_keeps_others_away(database: Database) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    (job,) = await claim(database)
    await database.write(jobs.renew, lease="a", ids=[job.id], until=NOON + timedelta(minutes=5))
    assert await claim(database, lease="b", at=NOON + timedelta(minutes=4)) == ()


async def test_an_erasure_is_free_half_a_minute_after_its_worker_was_last_heard_of(
    database: Database,
) -> None:
    await database.write(jobs.enqueue, kinds.ERASE, "k", {}, at=NOON)
    (job,) = await claim(database)
    heard = timedelta(seconds=20)
    assert await claim(database, lease="b", at=NOON + timedelta(seconds=29)) == ()
    await database.write(jobs.renew, lease="a", ids=[job.id], until=SOON + heard)
    assert await claim(database, lease="b", at=NOON + heard + timedelta(seconds=29)) == ()
    assert len(await claim(database, lease="b", at=NOON + heard + timedelta(seconds=31))) == 1


async def test_a_job_in_the_future_is_not_due(database: Database) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=SOON)
    async with database.read() as db:
        assert [await jobs.any_due(db, now=at) for at in (NOON, SOON)] == [False, True]
    assert await claim(database) == ()


@pytest.mark.parametrize(
    ("outcome", "tries", "expected", "words"),
    [
        (Done("250"), 1, tables.DONE, ("done", "250")),
        (Refused("550, no such mailbox"), 1, tables.DEAD, ("refused", "550, no such mailbox")),
        (TryLater("451, greylisted"), 1, tables.READY, ("later", "451, greylisted")),
        (TryLater("451, greylisted"), backoff.TRIES, tables.DEAD, ("later", "451, greylisted")),
    ],
)
async def test_how_a_try_ended_decides_what_becomes_of_the_job(
    database: Database, outcome: Outcome, tries: int, expected: int, words: tuple[str, str]
) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    (job,) = await claim(database)
    await database.write(jobs.finish, Job(job.id, job.kind, {}, tries, job.lease), outcome, now=NOON)
    (after, _, next_try, lease), *told = await state(database)
    assert [one[0] for one in told] == ([tables.READY] if expected == tables.DEAD else [])
    assert (after, lease, await said(database)) == (expected, None, [words])
    assert isinstance(next_try, datetime)
    assert (next_try > NOON) == (expected == tables.READY)


async def test_a_job_that_becomes_a_dead_letter_makes_a_job_the_first_time_and_that_one_makes_none(
    database: Database,
) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    (job,) = await claim(database)
    await database.write(jobs.finish, job, Refused("550"), now=NOON)
    await database.write(jobs.retry, job.id, now=NOON)
    again, buried = await claim(database, lease="b")
    await database.write(jobs.finish, again, Refused("550"), now=NOON)
    assert (buried.kind, buried.payload) == ("buried", {"job": job.id})
    await database.write(jobs.finish, buried, Refused("no"), now=NOON)
    assert await claim(database) == ()


async def test_an_outcome_may_name_its_own_wait(database: Database) -> None:
    await database.write(jobs.enqueue, "deliver", "k", {}, at=NOON)
    (job,) = await claim(database)
    await database.write(jobs.finish, job, TryLater("busy", timedelta(hours=3)), now=NOON)
    assert await state(database) == [(tables.READY, 1, NOON + timedelta(hours=3), None)]


async def test_retry_revives_a_dead_letter_but_neither_a_done_nor_a_running_job(database: Database) -> None:
    for key in ("dead", "done", "running"):
        await database.write(jobs.enqueue, "deliver", key, {}, at=NOON)
    dead, done, running = await claim(database)
    await database.write(jobs.finish, dead, Refused("550"), now=NOON)
    await database.write(jobs.finish, done, Done(), now=NOON)
    answers = [await database.write(jobs.retry, job.id, now=NOON) for job in (dead, done, running)]
    assert answers == [True, False, False]
    assert (await state(database))[0] == (tables.READY, 0, NOON, None)


def test_backoff_starts_within_a_minute_grows_and_gives_up_after_about_five_days() -> None:
    waits = [backoff.delay(tries) for tries in range(1, backoff.TRIES)]
    assert waits[0] <= timedelta(seconds=60)
    assert max(waits) <= timedelta(hours=9)
    assert timedelta(days=4.5) < sum(waits, timedelta()) < timedelta(days=5.5)
    assert [backoff.used_up(tries) for tries in (1, backoff.TRIES - 1, backoff.TRIES)] == [False, False, True]
