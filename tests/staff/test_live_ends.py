"""A stream lasts as long as its reader may read, counts as no visit, and never stands in the way of a stop."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import StorageUnavailable, Tx
from inquiries.people import accounts, sessions
from inquiries.staff import live
from inquiries.web import events
from tests import opened as made
from tests.opened import media
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.streams import listening


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.1)


@pytest.mark.usefixtures("soon")
async def test_a_stream_ends_with_the_session(
    house: House, ana: Browser, cy: Browser, dee: Browser, moment: Moment
) -> None:
    assert cy.who is not None
    async with listening(ana) as hers, listening(cy) as his, listening(dee) as directors:
        await ana.post("/staff/logout")
        assert [await hers.next(), await hers.next()] == [("signed-out", ""), None]
        await house.database.write(accounts.disable, cy.who.id, NOON)
        assert [await his.next(), await his.next()] == [("signed-out", ""), None]
        assert await directors.is_silent()
        moment.at = NOON + sessions.IDLE
        assert [await directors.next(), await directors.next()] == [("signed-out", ""), None]


@pytest.mark.usefixtures("soon")
async def test_a_stream_begins_anew_when_the_desks_are_others(house: House, cy: Browser) -> None:
    assert cy.who is not None
    row = {"staff_id": cy.who.id, "desk": "media"}

    async def also_media(tx: Tx) -> None:
        await tx.execute(tables.staff_desks.insert().values(row))

    async with listening(cy) as his:
        await house.database.write(also_media)
        assert [await his.next(), await his.next()] == [("reload", ""), None]
    async with listening(cy) as his:
        (inquiry,) = await made.opened(house.database, house.keys, media())
        assert await his.next() == ("changed", inquiry.reference)


async def test_streams_and_refreshes_do_not_keep_a_session_alive(
    house: House, ana: Browser, moment: Moment
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    moment.at = NOON + timedelta(hours=6)
    async with listening(ana):
        await ana.get("/staff/inbox", headers={"X-Refresh": "1"})
        page = await ana.get(f"/staff/inquiries/{inquiry.reference}", headers={"X-Refresh": "1"})
    async with house.database.read() as db:
        seen_at = await db.scalar(sa.select(tables.sessions.c.seen_at))
        looked = (await db.execute(sa.select(tables.seen))).all()
    assert (page.status, seen_at, looked) == (200, NOON, [])
    await ana.get(f"/staff/inquiries/{inquiry.reference}")
    async with house.database.read() as db:
        seen_at = await db.scalar(sa.select(tables.sessions.c.seen_at))
        looked = (await db.execute(sa.select(tables.seen.c.inquiry_id))).all()
    assert (seen_at, [tuple(row) for row in looked]) == (moment.at, [(inquiry.id,)])


async def test_a_ninth_window_ends_the_first(ana: Browser) -> None:
    async with listening(ana) as first:
        rest = [await ana.get("/staff/live") for _ in range(events.MOST)]
        assert [await first.next(), await first.next()] == [("enough", ""), None]
        for answer in rest:
            answer.close()


async def test_all_streams_end_at_once_when_the_application_stops(ana: Browser) -> None:
    async with listening(ana) as hers:
        await ana.client.app.shutdown()  # type: ignore[union-attr]
        assert await hers.next(seconds=1) is None


async def test_head_answers_without_a_stream(ana: Browser) -> None:
    answer = await ana.client.head("/staff/live")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")


async def test_nobody_is_looked_for_while_no_page_is_open(
    house: House, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    look = live.Live.look

    async def counted(self: live.Live) -> None:
        looks.append(1)
        await look(self)

    monkeypatch.setattr(live.Live, "look", counted)
    await made.opened(house.database, house.keys, media())
    await asyncio.sleep(0.2)
    assert looks == []


async def test_a_look_that_fails_is_followed_by_another(
    house: House, ana: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [RuntimeError("once"), StorageUnavailable("the disk is full")]
    look = live.Live.look

    async def failing(self: live.Live) -> None:
        if failures:
            raise failures.pop(0)
        await look(self)

    monkeypatch.setattr(live.Live, "look", failing)
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(live, "AGAIN_SECONDS", 0.05)
    async with listening(ana) as hers:
        (inquiry,) = await made.opened(house.database, house.keys, media())
        assert await hers.next() == ("changed", inquiry.reference)
    assert [record.getMessage() for record in caplog.records if record.name == live.__name__] == [
        "Open pages could not be told what changed",
        "Open pages are told nothing for now: the disk is full",
    ]
