"""How the house stands: every figure, how many queries that takes, and from which index each is answered."""

from datetime import timedelta

import pytest

from inquiries.database.engine import Database, Tx
from inquiries.database.tables import mails, submissions
from inquiries.inquiry.canaries import Standing
from inquiries.inquiry.reference import Keys
from inquiries.outbox import deliveries
from inquiries.outcome import Done, Refused, TryLater
from inquiries.queue import jobs, kinds
from inquiries.watch import figures
from inquiries.watch.backlog import Queue
from inquiries.watch.figures import Desk, Figures
from tests.inquiry.test_list_cost import plans, statements
from tests.opened import HOUR, NOON, clocks, events, media, opened

KEYS = Keys(b"k" * 32)
NOW = NOON + 3 * HOUR
MINUTE = timedelta(minutes=1)
SMALL = ("SCAN anon_1", "SCAN counters", "SCAN canaries")  # what is read whole, or from the end
LATE = clocks(NOON - 9 * HOUR)
AHEAD = clocks(NOW)


async def test_empty_house_has_nothing_to_tell(database: Database) -> None:
    async with database.read() as db:
        found = await figures.read(db, NOW)
    nothing = timedelta(0)
    states = {"waiting": 0, "failing": 0, "dead": 0, "delivered": 0}
    assert found == Figures((), nothing, 0, {}, {}, states, nothing, 0, 0, Standing())


async def test_every_figure_is_told(database: Database) -> None:
    await opened(
        database,
        KEYS,
        media(clocks=LATE),
        media(clocks=clocks(NOON + 1.5 * HOUR)),
        media(clocks=AHEAD, suspicion="a box"),
        events(clocks=AHEAD, owner_id=None),
    )
    for name in ("arrived", "failing", "dead"):
        await database.write(_mail, name)
    await database.write(_try, Done(), Refused("no such user"))
    await database.write(_mail, "later")
    await database.write(_aside)
    async with database.read() as db:
        found = await figures.read(db, NOW)
    assert found.standing == {("media", "open"): 2, ("media", "quarantined"): 1, ("events", "open"): 1}
    assert found.desks == {"media": Desk(late=1, soon=1, unacknowledged=2), "events": Desk(0, 0, 0)}
    assert found.deliveries == {"waiting": 1, "failing": 1, "dead": 1, "delivered": 1}
    assert (found.undelivered, found.dead, found.held, found.set_aside) == (10 * MINUTE, 1, 1, 1)
    by_kind = {queue.kind: queue for queue in found.queues}
    assert by_kind[kinds.DELIVER] == Queue(kinds.DELIVER, due=2, running=0, later=0, since=10 * MINUTE)


@pytest.mark.only("sqlite", "its planner says aloud what it reads")
async def test_figures_take_the_same_few_queries_and_each_has_an_index(database: Database) -> None:
    async def look() -> None:
        async with database.read() as db:
            await figures.read(db, NOW)

    before = await statements(database, look)
    await opened(database, KEYS, *(media() for _ in range(60)))
    heard = await statements(database, look)
    assert len(heard) == len(before) == 11
    for plan in await plans(database, heard):
        scans = [line for line in plan.splitlines() if line.startswith("SCAN") and "INDEX" not in line]
        assert [line for line in scans if line not in SMALL] == [], plan


async def _mail(tx: Tx, name: str) -> None:
    await deliveries.add(
        tx,
        kind="test",
        recipient=f"{name}@gazette.example",
        recipient_name="",
        inquiry_id=None,
        domain="charity.example",
        key=name,
        at=NOW - 10 * MINUTE,
    )


async def _try(tx: Tx, first: Done, last: Refused) -> None:
    """One arrives, one is put off twice and waits again, one dies."""
    taken = await jobs.claim(
        tx, lease="us", now=NOW, until=NOW + MINUTE, limit=50, room={"email:gazette.example": 9}
    )
    arrived, failing, dead = (job for job in taken if job.kind == kinds.DELIVER)
    await jobs.finish(tx, arrived, first, now=NOW)
    await jobs.finish(tx, dead, last, now=NOW)
    await jobs.finish(tx, failing, TryLater("busy", timedelta(0)), now=NOW - MINUTE)
    again = await jobs.claim(tx, lease="us", now=NOW, until=NOW + MINUTE, limit=50)
    for job in again:
        await jobs.finish(tx, job, TryLater("busy", timedelta(0)), now=NOW - 10 * MINUTE)


async def _aside(tx: Tx) -> None:
    row = {"once_key": "one", "form": "media", "received_at": NOON, "state": 2}
    await tx.execute(submissions.insert().values(row | {"fields": "[]", "answers": "{}", "facts": "{}"}))
    mail = {"received_at": NOON, "door": "lmtp", "digest": "one", "size": 1, "state": 2, "raw": b"-"}
    await tx.execute(mails.insert().values(mail))
