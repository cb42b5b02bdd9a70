"""What waits, and since when: which jobs nobody takes, and which wait with good reason."""

from datetime import timedelta

import pytest

from inquiries import clock
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import jobs
from inquiries.queue import jobs as queue
from inquiries.watch import backlog
from inquiries.watch.backlog import Queue, Waiting

NOW = clock.now()
MINUTE = timedelta(minutes=1)


def ago(minutes: float, lane: str = "", held: bool = False) -> Waiting:
    return Waiting(lane, NOW - minutes * MINUTE, held)


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        ((), None),
        ((ago(5),), None),
        ((ago(5.1),), 5.1 * MINUTE),
        ((ago(9, held=True), ago(7), ago(8)), 8 * MINUTE),
        ((ago(9, held=True),), None),
        ((ago(9, "slow", held=True), ago(8, "slow")), None),
        ((ago(9, "slow", held=True), ago(8, "other")), 8 * MINUTE),
        ((ago(9, "slow"), ago(8, "slow")), 9 * MINUTE),
    ],
)
def test_job_is_stuck_that_nobody_takes_for_minutes_unless_its_lane_moves(waiting, said) -> None:
    assert backlog.overdue(waiting, NOW) == said


async def test_jobs_are_counted_by_kind_and_by_what_they_wait_for(database: Database) -> None:
    for number, (kind, minutes) in enumerate((("read", 3), ("read", 8), ("read", 6), ("send", -5))):
        await database.write(queue.enqueue, kind, f"{number}", {}, at=NOW - minutes * MINUTE)
    (held,) = await database.write(queue.claim, lease="us", now=NOW, until=NOW + MINUTE, limit=1)
    async with database.read() as db:
        assert await backlog.by_kind(db, NOW) == (
            Queue("read", due=2, running=1, later=0, since=6 * MINUTE),
            Queue("send", due=0, running=0, later=1, since=timedelta(0)),
        )
        assert await backlog.stuck(db, NOW) == 6 * MINUTE
        assert held.kind == "read"


async def test_job_of_a_worker_that_died_waits_from_the_end_of_its_lease(database: Database) -> None:
    async def lease(tx: Tx) -> None:
        values = {"lease": "gone", "leased_until": NOW - 2 * MINUTE}
        await tx.execute(jobs.update().values(values))

    await database.write(queue.enqueue, "read", "one", {}, at=NOW - 30 * MINUTE)
    await database.write(lease)
    async with database.read() as db:
        assert await backlog.stuck(db, NOW) is None
        assert await backlog.stuck(db, NOW + 4 * MINUTE) == 6 * MINUTE
