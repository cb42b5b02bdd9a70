"""Everybody at once, colleagues, callers and two workers: nothing fails, is lost, doubled or miscounted."""

import asyncio
import json
import random
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import search, tables
from inquiries.database.engine import Tx
from inquiries.inquiry import counting, waiting
from inquiries.inquiry.counting import Place
from inquiries.intake import projector
from inquiries.notify import alarms, digests
from inquiries.outbox.post import Post
from tests.staff.conftest import NOON, Browser, Moment, SignedIn
from tests.staff.inquiries import EVENTS, MEDIA

MANY, TURNS = 60, 4
CALL = {"direction": "in", "text": "Rang", "name": "Bo", "topic": "media/other", "deadline_day": "none"}


async def _submit(tx: Tx, numbers: range) -> None:
    rows = [
        {
            "once_key": f"key {number}",
            "form": "events" if number % 3 == 0 else "media",
            "received_at": NOON - timedelta(hours=1),
            "fields": "[]",
            "answers": json.dumps(
                {**(EVENTS if number % 3 == 0 else MEDIA), "email": f"b{number * 7 % 20}@gazette.example"}
            ),
            "facts": json.dumps({"door": "page"}),
        }
        for number in numbers
    ]
    await tx.execute(tables.submissions.insert(), rows)


async def act(
    browser: Browser, reference: str, version: int, others: list[Browser], luck: random.Random
) -> int:
    one = luck.choice(others)
    assert one.who is not None
    name, more = luck.choice(
        [
            ("take", {}),
            ("assign", {"owner": ""}),
            ("hand-over", {"desk": luck.choice(["media", "events"]), "owner": "", "text": "Please"}),
            ("hand-over", {"desk": luck.choice(["media", "events"]), "owner": str(one.who.id)}),
            ("wait", {}),
            ("snooze", {"until_day": "today", "until_time": "12:10"}),
            ("bring-back", {}),
            ("close", {"outcome": "answered"}),
            ("reopen", {}),
            ("acknowledge", {"text": "I have it"}),
            ("tag", {"tags": f"t{luck.randrange(5)}"}),
            ("note", {"text": "Hm @Dee", "once_key": str(luck.random())}),
        ]
    )
    data = {"version": str(version), **more}
    answer = await browser.post(f"/staff/inquiries/{reference}/{name}", data)
    return answer.status


async def _passes(house: House, post: Post, moment: Moment, until: asyncio.Event) -> None:
    while not until.is_set():
        moment.at += timedelta(seconds=20)
        await projector.open_new(house.database, house.settings, house.keys)
        await waiting.bring_back(house.database)
        await alarms.climb(post)
        await digests.send_due(post)
        await asyncio.sleep(0)


async def _busy(house: House, people: list[Browser], number: int) -> list[int]:
    """What one of sixteen does: some send new ones, some log calls, all act on the same twelve inquiries."""
    luck, statuses = random.Random(number), []
    latest = sa.select(tables.inquiries.c.reference, tables.inquiries.c.version).order_by(
        tables.inquiries.c.id
    )
    for turn in range(TURNS):
        if number < 4:
            start = MANY + (number * TURNS + turn) * 10
            await house.database.write(_submit, range(start, start + 10))
        elif number < 6:
            email = f"b{luck.randrange(20)}@gazette.example"
            call = CALL | {"email": email, "once_key": f"{number} {turn}"}
            statuses.append((await people[0].post("/staff/calls", call)).status)
        async with house.database.read() as db:
            one = luck.choice((await db.execute(latest.limit(12))).all())
        statuses.append(await act(luck.choice(people), one.reference, one.version, people, luck))
    return statuses


async def test_many_at_once(house: House, dee: Browser, signed_in: SignedIn, moment: Moment) -> None:
    people = [dee, await signed_in("Eve Ek", desks=("media", "events"))]
    await house.database.write(_submit, range(MANY))
    await projector.open_new(house.database, house.settings, house.keys)
    over = asyncio.Event()
    working = [asyncio.ensure_future(_passes(house, house.post, moment, over)) for _ in range(2)]
    try:
        answers = await asyncio.gather(*(_busy(house, people, number) for number in range(16)))
    finally:
        over.set()
        await asyncio.gather(*working)
    while await projector.open_new(house.database, house.settings, house.keys):
        pass
    statuses = Counter(status for some in answers for status in some)
    assert statuses.keys() <= {303, 409, 422}
    assert statuses[303] > 16
    owner = sa.func.coalesce(tables.inquiries.c.owner_id, counting.NOBODY)
    columns = (tables.inquiries.c.desk, tables.inquiries.c.status, owner)
    async with house.database.read() as db:
        figures = await counting.figures(db)
        assert figures == Counter(Place(*row) for row in await db.execute(sa.select(*columns)))
        new = tables.submissions.c.state != tables.OPENED
        hits = search.hits(db, search.groups("gazette.example"))
        found = sa.select(sa.func.count()).select_from(hits.table).where(hits.matches)
        one_each = sa.select(sa.func.count()).select_from(tables.persons)
        totals = [await db.scalar(each) for each in (sa.select(sa.func.count()).where(new), found, one_each)]
    assert totals == [0, MANY + 4 * TURNS * 10 + 2 * TURNS, 20]
