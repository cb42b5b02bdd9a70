"""Three workers on one database, each with connections of its own, look for work at one moment: all is done, once."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries import app, work
from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, counting, records
from inquiries.inquiry.counting import Place
from inquiries.outbox.post import Post
from inquiries.people import wishes
from inquiries.people.accounts import Staff
from inquiries.people.wishes import Event, How, Wishes
from tests.notify.conftest import Kept, Moment
from tests.opened import ANSWERS, HOUR, NOON

COUNT, ASIDE = 12, 4


@pytest.fixture
async def posts(house: House, kept: Kept) -> AsyncIterator[list[Post]]:
    """One for each worker."""
    others = [await app.open_house(house.settings) for _ in range(2)]
    yield [replace(each.post, transport=kept) for each in (house, *others)]
    for each in others:
        await each.close()


async def test_workers_at_one_moment_do_everything_once(
    posts: list[Post], people: dict[str, Staff], kept: Kept, moment: Moment, caplog: pytest.LogCaptureFixture
) -> None:
    database = posts[0].database
    digest = Wishes(choices={("", Event.NEW): How.DIGEST})
    await database.write(wishes.keep, people["Dee"].id, digest)
    await database.write(_submitted)
    await _at_once(posts)
    await database.write(_aside, people["Ana"])
    moment.at = NOON + 26 * HOUR  # alarms have climbed, the wait is over, and it is time for the digest
    await _at_once(posts)
    async with database.read() as db:
        jobs = list(await db.scalars(sa.select(tables.jobs.c.state)))
        tries = list(await db.scalars(sa.select(tables.attempts.c.result)))
        said = (await db.execute(sa.select(tables.history.c.inquiry_id, tables.history.c.kind))).all()
        sent = list(await db.scalars(sa.select(tables.deliveries.c.message_id)))
        kinds = Counter(await db.scalars(sa.select(tables.deliveries.c.kind)))
        stands = (await db.execute(sa.select(tables.inquiries.c.desk, tables.inquiries.c.status))).all()
        figures = await counting.figures(db)
    assert (set(jobs), tries) == ({tables.DONE}, ["done"] * len(jobs))
    assert sorted(str(mail["Message-ID"]) for _, mail in kept.mails) == sorted(sent)
    assert set(Counter(said).values()) == {1}
    assert Counter(kind for _, kind in said)["came back"] == ASIDE
    assert (kinds["receipt"], kinds["digest"]) == (COUNT, 1)
    assert figures == Counter(Place(row.desk, row.status, counting.NOBODY) for row in stands)
    assert caplog.messages == []


async def _at_once(posts: list[Post]) -> None:
    await asyncio.gather(*(work.worker(each).drain() for each in posts))


async def _submitted(tx: Tx) -> None:
    given = {"form": "media", "received_at": NOON, "fields": "[]", "facts": json.dumps({"door": "page"})}
    rows = [
        {**given, "once_key": str(n), "answers": json.dumps(ANSWERS | {"email": f"bo@gazette{n}.example"})}
        for n in range(COUNT)
    ]
    await tx.execute(tables.submissions.insert(), rows)


async def _aside(tx: Tx, who: Staff) -> None:
    for id in list(await tx.scalars(sa.select(tables.inquiries.c.id).order_by("id").limit(ASIDE))):
        inquiry = await records.by_id(tx, id)
        assert inquiry
        until = NOON + timedelta(hours=1)
        await changes.wait(tx, inquiry, waits_for="time", until=until, staff_id=who.id, at=NOON)
