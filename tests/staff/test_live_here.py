"""Who has an inquiry open is told who else comes, writes and goes."""

from datetime import timedelta

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.people import accounts
from tests import opened as made
from tests.opened import events as for_events
from tests.opened import media
from tests.staff.conftest import NOON, Browser
from tests.staff.streams import listening, noted


async def test_who_is_there_is_no_longer_told_once_it_was_handed_away(
    house: House, ana: Browser, cy: Browser, dee: Browser
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, for_events())
    query = f"?inquiry={inquiry.reference}"
    async with listening(cy, query) as his, listening(dee, query) as directors:
        await house.database.write(_comes, inquiry.id, ana.who)
        path = f"/staff/inquiries/{inquiry.reference}/hand-over"
        assert (await dee.post(path, {"version": "1", "desk": "media", "owner": ""})).status == 303
        while await his.next() != ("changed", ""):
            pass
        while await directors.next() != ("changed", inquiry.reference):
            pass
        await house.database.write(_comes, inquiry.id, ana.who, writes=True)
        while await directors.next() != ("here", ""):
            pass
        assert await his.is_silent()


async def test_who_else_is_there_is_told_to_who_has_it_open(house: House, ana: Browser, dee: Browser) -> None:
    open_one, other = await made.opened(house.database, house.keys, media(), media())
    query = f"?inquiry={open_one.reference}"
    async with listening(ana, query) as hers, listening(dee, query) as directors, listening(ana) as list_only:
        await house.database.write(noted, other.id)  # so that both have been looked at
        assert {await hers.next(), await directors.next(), await list_only.next()} == {
            ("changed", other.reference)
        }
        await house.database.write(_comes, open_one.id, dee.who)
        assert await hers.next() == ("here", "")
        await house.database.write(_comes, other.id, dee.who)
        await house.database.write(_comes, open_one.id, dee.who)  # still there: nothing new
        assert [await one.is_silent() for one in (hers, directors, list_only)] == [True] * 3
        await house.database.write(_comes, open_one.id, dee.who, writes=True)
        assert await hers.next() == ("here", "")
        await house.database.write(_drafts, open_one.id, dee.who)
        assert await hers.next() == ("here", "")
        assert [await one.is_silent() for one in (directors, list_only)] == [True] * 2


async def test_who_came_while_the_page_was_on_its_way_is_told_of_too(
    house: House, ana: Browser, dee: Browser
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    await house.database.write(_comes, inquiry.id, dee.who)
    async with listening(ana, f"?inquiry={inquiry.reference}") as hers:
        await house.database.write(_comes, inquiry.id, dee.who)  # a look, at nothing new
        assert await hers.next() == ("here", "")


async def _comes(tx: Tx, id: int, who: accounts.Staff | None, *, writes: bool = False) -> None:
    assert who is not None
    await tx.execute(tables.presence.delete().where(tables.presence.c.inquiry_id == id))
    row = {"inquiry_id": id, "staff_id": who.id, "at": NOON, "until": NOON + timedelta(minutes=1)}
    await tx.execute(tables.presence.insert().values(**row, writing_at=NOON if writes else None))


async def _drafts(tx: Tx, id: int, who: accounts.Staff | None) -> None:
    assert who is not None
    row = {"inquiry_id": id, "staff_id": who.id, "kind": "note", "text": "Not yet", "at": NOON}
    await tx.execute(tables.drafts.insert().values(row))
