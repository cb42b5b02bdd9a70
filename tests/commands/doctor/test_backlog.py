"""What waits: for a worker, and for a person."""

from datetime import UTC, datetime, timedelta

import pytest

from inquiries import clock
from inquiries.commands.doctor import backlog
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import mails, submissions
from inquiries.outcome import Refused
from inquiries.queue import jobs, kinds
from tests.commands.doctor.conftest import Make, lines

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(minutes=20)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def test_idle_house_is_good(case: Make, database: Database) -> None:
    of = case(database)
    assert [*await lines(backlog.queue, of), *await lines(backlog.troubles, of)] == [
        "good Jobs: 0 could run, 0 are running, 0 wait for their time.",
        "good Dead letters: none.",
    ]


async def test_work_that_nobody_does_is_bad(case: Make, database: Database) -> None:
    await database.write(jobs.enqueue, kinds.DELIVER, "one", {}, at=LONG_AGO)
    await database.write(_submission, state=0)
    assert await lines(backlog.queue, case(database)) == [
        "bad Jobs: 1 could run, 0 are running, 0 wait for their time; one that nobody takes could have run 20 min "
        "ago (deliver): is the service, or a worker, running?",
        "bad Submissions: the oldest has waited 20 min for its inquiry: is the service, or a worker, running?",
    ]


async def test_what_waits_for_a_person_is_counted(case: Make, database: Database) -> None:
    await database.write(jobs.enqueue, kinds.DELIVER, "one", {}, at=LONG_AGO)
    (job,) = await database.write(jobs.claim, lease="us", now=clock.now(), until=clock.now(), limit=1)
    await database.write(jobs.finish, job, Refused("no such user"), now=clock.now())
    await database.write(_submission, state=2)
    await database.write(_held_mail)
    assert await lines(backlog.troubles, case(database)) == [
        "warn Dead letters: 1 could not be delivered and wait for a person: see Deliveries.",
        "warn Submissions: 1 could not be opened: see Not opened in the inbox.",
        "good Held mail: 1 wait for a decision.",
    ]


async def _submission(tx: Tx, *, state: int) -> None:
    row = {"once_key": "one", "form": "media", "received_at": LONG_AGO, "state": state}
    await tx.execute(submissions.insert().values(row | {"fields": "[]", "answers": "{}", "facts": "{}"}))


async def _held_mail(tx: Tx) -> None:
    row = {"received_at": LONG_AGO, "door": "lmtp", "digest": "one", "size": 1, "state": 2, "raw": b"-"}
    await tx.execute(mails.insert().values(row))
