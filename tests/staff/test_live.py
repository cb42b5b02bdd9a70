"""Open pages are told that something changed: whose business it is, all of it, and for as long as they may know."""

import asyncio
from datetime import timedelta

import pytest

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Database, Tx
from inquiries.inquiry import changes, latest
from inquiries.inquiry.changes.record import record
from inquiries.staff import live
from tests import opened as made
from tests.each import each
from tests.opened import events as for_events
from tests.opened import media
from tests.staff.conftest import NOON, Browser
from tests.staff.streams import Stream, Told, listening, noted


async def newest(house: House) -> int:
    async with house.database.read() as db:
        return await latest.newest(db)


async def told(stream: Stream, count: int) -> set[Told]:
    """The first events that come, with a name in each for every inquiry."""
    found: set[Told] = set()
    while len(found) < count:
        name, data = await stream.next() or ("end", "")
        found |= {(name, reference) for reference in data.split(" ")}
    return found


async def test_what_happens_to_an_inquiry_is_told_to_who_sees_its_desk(
    house: House, ana: Browser, cy: Browser
) -> None:
    async with listening(ana) as hers, listening(cy) as his:
        (ours,) = await made.opened(house.database, house.keys, media())
        assert await hers.next() == ("changed", ours.reference)
        assert hers.last_id == str(await newest(house))
        await ana.post(f"/staff/inquiries/{ours.reference}/take", {"version": "1"})
        assert await hers.next() == ("changed", ours.reference)
        assert await his.is_silent()
        (theirs,) = await made.opened(house.database, house.keys, for_events())
        assert await his.next() == ("changed", theirs.reference)
        assert await hers.is_silent()


async def test_who_loses_an_inquiry_to_another_desk_is_told_without_its_name(
    house: House, ana: Browser, cy: Browser
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())

    async def hand_over(tx: Tx) -> None:
        await changes.record.change(tx, inquiry, (inquiry.status,), {"desk": "events"})
        await record(tx, inquiry.id, "handed over", None, NOON, {"from": "media"})

    async with listening(ana) as hers, listening(cy) as his:
        await house.database.write(hand_over)
        assert [await hers.next(), await his.next()] == [("changed", ""), ("changed", inquiry.reference)]


async def test_what_became_of_a_mail_is_told_too(
    house: House, ana: Browser, dee: Browser, cy: Browser
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    async with listening(ana) as hers, listening(dee) as directors, listening(cy) as his:
        await house.database.write(_tried, inquiry.id, "notification")
        assert [await hers.next(), await directors.next()] == [("changed", inquiry.reference)] * 2
        await house.database.write(_tried, None, "test")
        assert await directors.next() == ("changed", "")
        assert await hers.is_silent()
        assert await his.is_silent()


async def test_what_another_process_commits_is_found_by_looking(
    house: House, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.05)
    other = Database(house.settings.database_url)
    async with listening(ana) as hers:
        (inquiry,) = await made.opened(other, house.keys, media())
        assert await hers.next() == ("changed", inquiry.reference)
    await other.dispose()


async def test_nothing_is_missed_of_200_changes_at_once(
    house: House, ana: Browser, cy: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MANY", 200)
    inquiries = await made.opened(house.database, house.keys, *(media() for _ in range(200)))

    turn = asyncio.Semaphore(12)  # as many as the server has connections for at once

    async def note(number: int, id: int) -> None:
        async with turn:
            await house.database.write(noted, id, slow=number % 10 == 0)

    async with listening(ana) as hers, listening(cy) as his:
        gathered = asyncio.gather(*(note(number, one.id) for number, one in enumerate(inquiries)))
        assert await told(hers, 200) == {("changed", one.reference) for one in inquiries}
        await gathered
        assert await his.is_silent()


async def test_very_many_changes_at_once_are_said_without_names(house: House, ana: Browser) -> None:
    async with listening(ana) as hers:
        await made.opened(house.database, house.keys, *(media() for _ in range(live.MANY + 1)))
        assert await hers.next() == ("reload", "")


async def test_a_line_committed_behind_a_later_one_is_told(house: House, ana: Browser) -> None:
    slow, quick = await made.opened(house.database, house.keys, media(), media())
    if house.database.is_sqlite:  # one writer: there is no behind
        return
    held, go_on = asyncio.Event(), asyncio.Event()

    async def waits(tx: Tx) -> None:
        await record(tx, slow.id, "noted", None, NOON)
        held.set()
        await go_on.wait()

    async with listening(ana) as hers:
        writing = asyncio.ensure_future(house.database.write(waits))
        await held.wait()
        await house.database.write(noted, quick.id)
        assert await hers.next() == ("changed", quick.reference)
        go_on.set()
        await writing
        assert await hers.next() == ("changed", slow.reference)


async def test_a_page_is_told_what_came_while_it_was_not_listening(
    house: House, ana: Browser, cy: Browser
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media(received_at=NOON - timedelta(hours=1)))
    before = await newest(house)
    await house.database.write(noted, inquiry.id, at=NOON - timedelta(minutes=1))
    for query, last_id in ((f"?since={before}", ""), ("?since=0", str(before))):
        async with listening(ana, query, last_id) as hers:
            assert await hers.next() == ("changed", inquiry.reference)
            assert hers.last_id != ""
        async with listening(cy, query, last_id) as his:
            assert await his.is_silent()
    async with listening(ana, f"?since={before + 1}") as hers:
        assert await hers.is_silent()


@each("since", ["999999999", "-1", "x", "٣", "9" * 40])
async def test_a_number_that_makes_no_sense_is_answered_with_reload(ana: Browser, since: str) -> None:
    async with (
        listening(ana, last_id=since) if since.isascii() else listening(ana, f"?since={since}") as hers
    ):
        assert await hers.next() == ("reload", "")


async def test_a_history_that_became_shorter_says_reload(house: House, ana: Browser) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())

    async def erase(tx: Tx) -> None:
        await tx.execute(tables.history.delete())

    async with listening(ana) as hers:
        await house.database.write(erase)
        assert await hers.next() == ("reload", "")
        await house.database.write(noted, inquiry.id)
        assert await hers.next() == ("changed", inquiry.reference)


async def test_an_inquiry_of_another_desk_cannot_be_watched(house: House, ana: Browser, cy: Browser) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    assert (await cy.get(f"/staff/live?inquiry={inquiry.reference}")).status == 404
    assert (await cy.get("/staff/live?inquiry=M7K-4QX2")).status == 404


async def _tried(tx: Tx, inquiry_id: int | None, kind: str) -> None:
    job = tables.jobs.insert().values(
        kind="deliver", key=f"{kind} {inquiry_id}", payload="{}", next_try_at=NOON, created_at=NOON
    )
    job_id = (await tx.execute(job.returning(tables.jobs.c.id))).scalar_one()
    mail = {"channel": "email", "kind": kind, "recipient": "a@b.example", "message_id": kind}
    await tx.execute(
        tables.deliveries.insert().values(**mail, job_id=job_id, inquiry_id=inquiry_id, created_at=NOON)
    )
    await tx.execute(tables.attempts.insert().values(job_id=job_id, at=NOON, result="done", said="ok"))
