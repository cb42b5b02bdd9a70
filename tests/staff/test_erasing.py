"""Erasing on the inquiry: asked twice, for administrators alone, and in the record with no word of it."""

import html

import pytest

from inquiries.app import House
from inquiries.database import tables
from inquiries.erasure import whole
from inquiries.erasure.whole import By
from inquiries.inquiry import records
from tests import opened as made
from tests.opened import media
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened
from tests.staff.streams import listening


@pytest.fixture
async def bo(house: House):
    return await opened(house, "media")


async def test_an_administrator_erases_after_a_page_that_says_what_goes(
    house, dee: Browser, ana: Browser, bo
):
    url = f"/staff/inquiries/{bo.reference}/erase"
    assert url in await (await dee.get(f"/staff/inquiries/{bo.reference}")).text()
    assert url not in await (await ana.get(f"/staff/inquiries/{bo.reference}")).text()
    assert [(await ana.get(url)).status, (await ana.post(url, {"sure": "yes"})).status] == [403, 403]
    asked = html.unescape(await (await dee.get(url)).text())
    assert ("Erase this inquiry?" in asked, bo.outlet in asked) == (True, True)
    assert (await dee.post(url, {})).status == 200
    async with house.database.read() as db:
        assert await records.by_id(db, bo.id) == bo
    answer = await dee.post(url, {"sure": "yes"})
    assert (answer.status, answer.headers["Location"]) == (303, "/staff/erasures?done=1")
    record = html.unescape(await (await dee.get("/staff/erasures")).text())
    assert [bo.reference in record, dee.who.name in record, bo.outlet in record] == [True, True, False]
    assert "Deleted, and not yet off the disk" in record
    async with house.database.read() as db:
        assert await records.by_id(db, bo.id) is None
        (line,) = (await db.execute(tables.erasures.select())).all()
    assert (line.door, line.staff_id) == ("staff", dee.who.id)
    assert [(await dee.get(f"/staff/inquiries/{bo.reference}")).status, (await ana.get(url)).status] == [
        410,
        403,
    ]


async def test_open_pages_are_told_at_once_and_hear_what_comes_after(house, ana: Browser, cy: Browser, bo):
    (other,) = await made.opened(house.database, house.keys, media())
    async with listening(ana, f"?inquiry={other.reference}") as hers, listening(cy) as his:
        by = By("command")
        await house.database.write(whole.erase, house.keys, [other.id], by=by, at=NOON)
        assert [await hers.next(), await his.next()] == [("reload", ""), ("reload", "")]
        # The number of an erased line may be given again.
        await ana.post(f"/staff/inquiries/{bo.reference}/take", {"version": str(bo.version)})
        assert await hers.next() == ("changed", bo.reference)
