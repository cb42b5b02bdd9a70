"""Whether the house says that it can do its work, and why not, without naming anybody."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries import clock
from inquiries.app import House
from inquiries.database import schema
from inquiries.database.engine import Database, StorageUnavailable, Tx
from inquiries.database.tables import submissions
from inquiries.inquiry import canaries
from inquiries.queue import jobs, kinds
from inquiries.watch.ready import Readiness, Reason
from tests.watch.conftest import Browser

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(minutes=7)
UNWRITABLE = (Reason("database", "the database cannot be written to"),)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def test_house_that_works_is_ready_in_text_and_json(browser: Browser) -> None:
    answer = await browser.get("/health/ready")
    assert (answer.status, await answer.text(), answer.headers["Cache-Control"]) == (
        200,
        "ready\n",
        "no-store",
    )
    answer = await browser.get("/health/ready", headers={"Accept": "application/json"})
    assert (answer.status, await answer.json()) == (200, {"ready": True, "reasons": []})


async def test_work_that_nobody_does_makes_it_unready_while_it_lives(browser: Browser, house: House) -> None:
    await house.database.write(jobs.enqueue, kinds.DELIVER, "one", {"to": "bo@gazette.example"}, at=LONG_AGO)
    await house.database.write(_submission)
    answer = await browser.get("/health/ready", headers={"Accept": "application/json"})
    assert (answer.status, await answer.json()) == (
        503,
        {
            "ready": False,
            "reasons": [
                {"code": "jobs", "detail": "a job that could run has waited 7 min for a worker"},
                {"code": "submissions", "detail": "a submission has waited 7 min for its inquiry"},
            ],
        },
    )
    assert (await browser.get("/health/live")).status == 200
    answer = await browser.get("/health/ready")
    assert (await answer.text()).startswith("not ready\njobs: a job that could run has waited 7 min")


async def test_work_that_waits_a_moment_is_no_trouble(database: Database) -> None:
    await database.write(jobs.enqueue, kinds.DELIVER, "one", {}, at=clock.now() - timedelta(minutes=4))
    assert await Readiness(database).reasons() == ()


async def test_database_of_another_program_is_a_reason(database: Database) -> None:
    await database.write(_stamp, "0001_spine")
    found = await Readiness(database).reasons()
    await database.write(_stamp, schema.newest())
    assert found == (Reason("migrations", "the database is not at this program's revision"),)


@pytest.mark.only("sqlite", "a server locks no database as a whole")
async def test_database_that_somebody_locks_is_a_reason_until_they_let_go(database: Database) -> None:
    ready = Readiness(database)
    stranger = sqlite3.connect(database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    assert await ready.reasons() == UNWRITABLE
    stranger.execute("ROLLBACK")
    stranger.close()
    ready._looked -= 1
    assert await ready.reasons() == ()


async def test_canary_that_is_missing_is_a_reason_where_one_leaves(database: Database) -> None:
    await database.write(canaries.plan, None, LONG_AGO - timedelta(minutes=24))
    assert await Readiness(database).reasons() == (
        Reason("canary", "the daily canary left 31 min ago and has not arrived"),
    )
    assert await Readiness(database, canary=False).reasons() == ()


async def test_it_writes_only_where_nothing_else_has_been_written(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(*_: object) -> None:
        raise StorageUnavailable("the disk is full")

    ready = Readiness(database)
    await database.write(_stamp, schema.newest())
    monkeypatch.setattr(database, "write", refuses)
    assert await ready.reasons() == ()
    ready._looked -= 1
    ready._written -= 10
    assert await ready.reasons() == UNWRITABLE


async def test_asking_often_looks_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    ready = Readiness(database)

    async def look() -> tuple[Reason, ...]:
        looks.append(1)
        return ()

    monkeypatch.setattr(ready, "_look", look)
    for _ in range(50):
        await ready.reasons()
    assert len(looks) <= 2  # the machine may be slow


async def test_log_says_when_it_changes_and_not_each_time(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "inquiries.watch.ready")
    ready = Readiness(database)
    await database.write(_submission)
    for _ in range(2):
        await ready.reasons()
        ready._looked -= 1
    await database.write(_opened)
    await ready.reasons()
    assert caplog.messages == ["Not ready: a submission has waited 7 min for its inquiry", "Ready again"]


async def _submission(tx: Tx) -> None:
    row = {"once_key": "one", "form": "media", "received_at": LONG_AGO, "state": 0}
    await tx.execute(submissions.insert().values(row | {"fields": "[]", "answers": "{}", "facts": "{}"}))


async def _opened(tx: Tx) -> None:
    await tx.execute(submissions.update().values(state=1))


async def _stamp(tx: Tx, to: str) -> None:
    await tx.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": to})
