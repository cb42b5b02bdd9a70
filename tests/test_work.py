"""The whole list of what the worker does: every kind of job has exactly one handler, and the timed jobs run."""

import ast
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from inquiries import clock, work
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.inquiry.model import Status
from inquiries.people import accounts, links
from inquiries.queue import jobs, kinds
from inquiries.queue.worker import Worker
from tests.opened import again, media, opened

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def constants() -> list[str]:
    return [value for name, value in vars(kinds).items() if name.isupper()]


def test_every_kind_is_written_once_and_bound_once() -> None:
    """A mapping hides a key that is written twice, its source does not."""
    written = ast.parse(Path(work.__file__).read_text())
    kept = [node.keys for node in ast.walk(written) if isinstance(node, ast.Dict) and node.keys]
    assert [len(set(constants()))] == [len(constants())] == [len(keys) for keys in kept]


async def test_every_kind_of_job_has_exactly_one_handler(house: House) -> None:
    assert sorted(work.handlers(house.post)) == sorted(constants())


async def links_left(house: House) -> int:
    async with house.database.read() as db:
        return await db.scalar(sa.select(sa.func.count()).select_from(tables.links)) or 0


@pytest.mark.parametrize(("wait", "left"), [(HOUR, 0), (HOUR - timedelta(minutes=1), 1), (-HOUR / 2, 0)])
async def test_what_has_expired_is_swept_once_an_hour_and_a_clock_set_back_does_not_stop_it(
    house: House, monkeypatch: pytest.MonkeyPatch, wait: timedelta, left: int
) -> None:
    at = NOON
    monkeypatch.setattr(clock, "now", lambda: at)
    worker = work.worker(house.post)
    await worker.drain()
    await house.database.write(links.make, "setup", None, timedelta(0), now=NOON - HOUR)
    at = NOON + wait
    await worker.drain()
    assert await links_left(house) == left
    at = NOON + 2 * HOUR
    await worker.drain()
    assert await links_left(house) == 0


async def test_a_file_that_no_row_names_is_swept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = await house.post.files.save(b"words", used=0)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    os.utime(house.post.files.path(stored), (0, 0))
    await work.worker(house.post).drain()
    assert not house.post.files.path(stored).exists()


async def test_what_waits_comes_back_by_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR)
    (inquiry,) = await opened(house.database, house.keys, media())
    who = await house.database.write(
        accounts.add, email="ana@example.org", name="Ana", role="member", desks=["media"], now=NOON
    )
    await house.database.write(
        changes.wait, inquiry, waits_for="time", until=NOON + HOUR, staff_id=who.id, at=NOON
    )
    await work.worker(house.post).drain()
    assert (await again(house.database, inquiry)).status is Status.OPEN


async def test_a_commit_of_this_process_wakes_the_worker(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(Worker, "wake", lambda _self: woken.append("woken"))
    work.worker(house.post)
    await house.database.write(jobs.enqueue, kinds.RECEIPT, "k", {"inquiry": 1}, at=NOON)
    assert woken == ["woken"]
