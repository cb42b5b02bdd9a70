"""Two inquiries from one person as one, and two again: what stays, what is counted, and that nobody is overwritten."""

import asyncio
from datetime import timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry import changes, counting, records
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, again, clocks, media

LATER = NOON + timedelta(minutes=20)


async def events(database: Database, inquiry: Inquiry) -> list[tuple[str, str | None, dict[str, object]]]:
    async with database.read() as db:
        found = await records.events(db, inquiry.id)
    return [(event.kind, event.who, dict(event.facts)) for event in found[2:]]


async def figures(database: Database) -> dict[Place, int]:
    async with database.read() as db:
        return await counting.figures(db)


async def merged(database: Database, goes: Inquiry, into: Inquiry, who: Staff) -> None:
    await database.write(changes.merge, goes, into=into, staff_id=who.id, at=LATER)


async def test_what_must_begin_first_stays_and_of_two_alike_the_older(opened: Opened) -> None:
    later, first, alike = await opened(
        media(clocks=clocks(start=3 * HOUR, deadline=5 * HOUR)),
        media(clocks=clocks()),
        media(clocks=clocks()),
    )
    assert changes.survivor(later, first) == (first, later)
    assert changes.survivor(first, alike) == changes.survivor(alike, first) == (first, alike)


async def test_a_part_leaves_the_lists_and_both_histories_name_the_other(
    database: Database, opened: Opened, ana: Staff
) -> None:
    stays, goes = await opened(media(), media())
    await merged(database, goes, stays, ana)
    part = await again(database, goes)
    assert (part.status, part.merged_into, part.version) == (Status.MERGED, stays.id, 2)
    assert (await again(database, stays)).version == 2
    assert await events(database, goes) == [("merged", "Ana", {"into": stays.reference})]
    assert await events(database, stays) == [("joined", "Ana", {"part": goes.reference})]
    assert await figures(database) == {Place("media", Status.OPEN, 0): 1, Place("media", Status.MERGED, 0): 1}
    async with database.read() as db:
        assert await records.parts(db, stays.id) == (part,)
        assert (await records.whole(db, part)).id == stays.id


async def test_undone_the_part_stands_as_it_stood(database: Database, opened: Opened, ana: Staff) -> None:
    stays, goes = await opened(media(), media(owner_id=ana.id))
    await merged(database, goes, stays, ana)
    part, whole = await again(database, goes), await again(database, stays)
    await database.write(changes.unmerge, part, whole=whole, staff_id=ana.id, at=LATER)
    parted = await again(database, goes)
    assert (parted.status, parted.merged_into, parted.owner) == (Status.OPEN, None, goes.owner)
    assert await events(database, goes) == [
        ("merged", "Ana", {"into": stays.reference}),
        ("unmerged", "Ana", {"from": stays.reference}),
    ]
    assert (await events(database, stays))[1:] == [("parted", "Ana", {"part": goes.reference})]
    places = {Place("media", Status.OPEN, 0): 1, Place("media", Status.OPEN, ana.id): 1}
    assert await figures(database) == places
    async with database.read() as db:
        assert await records.parts(db, stays.id) == ()


async def test_parts_of_parts_belong_to_the_whole_and_come_back_alone(
    database: Database, opened: Opened, ana: Staff
) -> None:
    first, second, third = await opened(media(), media(), media())
    await merged(database, third, second, ana)
    await merged(database, await again(database, second), first, ana)
    async with database.read() as db:
        assert [part.id for part in await records.parts(db, first.id)] == [second.id, third.id]
        assert (await records.whole(db, await again(database, third))).id == first.id


async def test_merged_both_ways_at_once_one_stays(database: Database, opened: Opened, ana: Staff) -> None:
    one, other = await opened(media(), media())
    done = await asyncio.gather(
        merged(database, one, other, ana), merged(database, other, one, ana), return_exceptions=True
    )
    assert sorted(type(result) for result in done if result) == [SomeoneWasFaster]
    statuses = sorted([(await again(database, one)).status, (await again(database, other)).status])
    assert statuses == [Status.OPEN, Status.MERGED]


async def test_what_is_closed_is_not_merged_and_nothing_is_half_done(
    database: Database, opened: Opened, ana: Staff
) -> None:
    open_one, closed = await opened(media(), media())
    await database.write(
        changes.close, closed, outcome=Outcome.ANSWERED, reason="", staff_id=ana.id, at=LATER
    )
    with pytest.raises(SomeoneWasFaster):
        await merged(database, open_one, await again(database, closed), ana)
    assert await again(database, open_one) == open_one
