"""Times on staff pages: by the clock of whoever looks, with the journalist's beside it where it shows another."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry.model import Inquiry
from inquiries.people import accounts
from tests import opened as made
from tests.opened import media
from tests.staff.conftest import Browser, Moment


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    """At noon in Ottawa, from London, for 16:00 in Ottawa."""
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def reads(house: House, browser: Browser, zone: str) -> None:
    assert browser.who is not None
    await house.database.write(accounts.set_timezone, browser.who.id, zone)


async def strip(browser: Browser, inquiry: Inquiry) -> list[tuple[str, ...]]:
    """Label, time and note of each clock."""
    page = await (await browser.get(f"/staff/inquiries/{inquiry.reference}")).text()
    clocks = re.findall(r'<div class="clock(?: clock-main)?" .*?</div>', page, re.DOTALL)
    pattern = r'<dt>(.*?)</dt>.*?<time datetime="[^"]*">(.*?)</time>(?:.*?clock-note">(.*?)</dd>)?'
    return [re.findall(pattern, clock, re.DOTALL)[0] for clock in clocks]


async def bar(browser: Browser) -> list[str]:
    page = await (await browser.get("/staff/inbox?view=open")).text()
    return re.findall(r'<span class="bar-\w+">(.*?)</span>', page)


@pytest.mark.parametrize(
    ("zone", "words", "expected"),
    [
        ("", ["12:00 in Ottawa", "12:00"], ["13:00", "14:00", "16:00", "18:00 in London", "21:00 in London"]),
        (
            "America/Vancouver",
            ["09:00 in Vancouver", "09:00"],
            ["10:00", "11:00", "13:00", "18:00 in London", "21:00 in London"],
        ),
        ("Europe/London", ["17:00 in London", "17:00"], ["18:00", "19:00", "21:00", "", ""]),
        (
            "Asia/Kathmandu",
            ["22:45 in Kathmandu", "22:45"],
            ["23:45", "00:45 tomorrow", "02:45 tomorrow", "18:00 in London", "21:00 on Tue 24 Nov in London"],
        ),
    ],
)
async def test_every_clock_is_the_viewers_own(
    ana: Browser, house: House, inquiry: Inquiry, zone: str, words: list[str], expected: list[str]
) -> None:
    await reads(house, ana, zone)
    say_if, start, answer, there_say_if, there_answer = expected
    assert await bar(ana) == words
    assert await strip(ana, inquiry) == [
        ("Say if we will", say_if, there_say_if),
        ("Start by", start, "then 2 h to prepare and clear"),
        ("Answer by", answer, there_answer),
    ]


async def test_rows_and_headings_of_the_list_are_in_the_viewers_zone(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await reads(house, ana, "Asia/Kathmandu")
    page = await (await ana.get("/staff/inbox?view=open")).text()
    for said in ("Tomorrow, Wednesday 25 November", "arrived 22:45", "02:45 tomorrow"):
        assert said in page


async def test_back_by_is_read_by_the_viewers_clock(
    ana: Browser, house: House, inquiry: Inquiry, moment: Moment
) -> None:
    await reads(house, ana, "Europe/London")
    fields = {"version": "1", "text": "Mine", "back_by": "20:00"}
    assert (await ana.post(f"/staff/inquiries/{inquiry.reference}/acknowledge", fields)).status == 303
    async with house.database.read() as db:
        kept = await db.scalar(sa.select(tables.inquiries.c.back_by))
    assert kept == moment.at + timedelta(hours=3)


async def test_a_zone_the_machine_no_longer_knows_is_read_as_ours(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    async def forget(tx: Tx) -> None:
        await tx.execute(tables.staff.update().values(timezone="Atlantis/Capital"))

    await house.database.write(forget)
    assert await bar(ana) == ["12:00 in Ottawa", "12:00"]
