"""Snoozing, waiting for them and moving the deadline, as somebody does it on the page, and what the page says then."""

from datetime import datetime, timedelta

import pytest

from inquiries.app import House
from inquiries.inquiry import waiting
from inquiries.inquiry.model import Inquiry, Status
from inquiries.people import accounts
from tests.each import each
from tests.opened import again
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.inquiries import opened
from tests.staff.test_acts import act, page

HOUR = timedelta(hours=1)
# Bo wrote at 11:00 in Ottawa; four o'clock in Ottawa is nine in London.
DEADLINE = {"deadline_day": "today", "deadline": "2026-11-24T21:00:00+00:00", "timezone": "Europe/London"}


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media", **DEADLINE)


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"until_day": "today", "until_time": "15:00"}, NOON + 3 * HOUR),
        ({"until_day": "today", "until_time": "3 pm"}, NOON + 3 * HOUR),
        ({"until_day": "today", "until_time": "16:00"}, NOON + 4 * HOUR),
        ({"until_day": "date", "until_date": "2026-11-24", "until_time": "12:01"}, NOON + HOUR / 60),
    ],
)
async def test_what_is_snoozed_says_until_when_and_comes_back_unread(
    ana: Browser, house: House, inquiry: Inquiry, moment: Moment, fields: dict[str, str], until: datetime
) -> None:
    await ana.get(f"/staff/inquiries/{inquiry.reference}")
    assert (await act(ana, inquiry, "snooze", **fields)).status == 303
    assert (await again(house.database, inquiry)).wait_until == until
    said = f"Snoozed until {until - 5 * HOUR:%H:%M}"
    assert said in await page(await ana.get(f"/staff/inquiries/{inquiry.reference}"))
    assert said in await page(await ana.get("/staff/inbox?view=waiting"))
    assert inquiry.reference not in await page(await ana.get("/staff/inbox"))
    moment.at = until
    assert await waiting.bring_back(house.database) == 1
    listed = await page(await ana.get("/staff/inbox"))
    assert (inquiry.reference in listed, "row-unread" in listed) == (True, True)


@each(
    ("fields", "problem"),
    [
        (
            {"until_day": "today", "until_time": "11:59"},
            "11:59 today has passed. Choose a later time",
        ),
        ({"until_day": "today", "until_time": "12:00"}, "12:00 today has passed. Choose a later time"),
        (
            {"until_day": "today", "until_time": "16:01"},
            "16:01 today is after the deadline, 16:00 today. Choose an earlier time",
        ),
        (
            {"until_day": "tomorrow", "until_time": "9:00"},
            "09:00 tomorrow is after the deadline, 16:00 today. Choose an earlier time",
        ),
        ({"until_day": "today", "until_time": "soon"}, "Enter the time it shall come back, like 15:00"),
        ({"until_day": "today"}, "Enter the time it shall come back, like 15:00"),
        ({"until_time": "15:00"}, "Choose the day it shall come back"),
        ({"until_day": "date", "until_time": "15:00"}, "Enter the date as year-month-day, like 2026-11-24"),
        (
            {"until_day": "date", "until_date": "9999-12-31", "until_time": "24:00"},
            "Enter a date within two years",
        ),
    ],
)
async def test_a_time_that_cannot_be_is_refused_in_words_and_stands_there_again(
    ana: Browser, house: House, inquiry: Inquiry, fields: dict[str, str], problem: str
) -> None:
    answer = await act(ana, inquiry, "snooze", **fields)
    said = await page(answer)
    kept = not fields.get("until_time") or f'value="{fields["until_time"]}"' in said
    assert (answer.status, problem in said, kept) == (422, True, True)
    assert await again(house.database, inquiry) == inquiry


async def test_without_a_deadline_it_may_sleep_for_weeks(ana: Browser, house: House) -> None:
    inquiry = await opened(house, "media")
    fields = {"until_day": "date", "until_date": "2027-01-11", "until_time": "9"}
    assert (await act(ana, inquiry, "snooze", **{**fields, "until_time": "9:00"})).status == 303
    at = datetime.fromisoformat("2027-01-11T09:00:00-05:00")
    assert (await again(house.database, inquiry)).wait_until == at


async def test_what_waits_for_them_comes_back_at_the_last_safe_start(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert inquiry.last_safe_start_at is not None
    assert (await act(ana, inquiry, "wait")).status == 303
    waits = await again(house.database, inquiry)
    assert (waits.status, waits.waits_for, waits.wait_until) == (
        Status.WAITING,
        "them",
        inquiry.last_safe_start_at,
    )
    said = await page(await ana.get(f"/staff/inquiries/{inquiry.reference}"))
    assert "Waiting for them, until 15:00 at the latest" in said
    assert 'data-state="fine"' in said
    for name, fields in (("acknowledge", {}), ("take", {}), ("assign", {"owner": ""})):
        assert (await act(ana, await again(house.database, inquiry), name, **fields)).status == 303
    assert (await again(house.database, inquiry)).status is Status.WAITING
    assert (await act(ana, await again(house.database, inquiry), "close", outcome="answered")).status == 303
    closed = await again(house.database, inquiry)
    assert (closed.status, closed.waits_for, closed.wait_until) == (Status.CLOSED, "", None)


async def test_what_has_no_deadline_waits_until_somebody_brings_it_back(
    ana: Browser, house: House, moment: Moment
) -> None:
    inquiry = await opened(house, "media")
    await act(ana, inquiry, "wait")
    moment.at = NOON + 1000 * HOUR
    assert await waiting.bring_back(house.database) == 0
    moment.at = NOON
    assert (await act(ana, await again(house.database, inquiry), "bring-back")).status == 303
    assert (await again(house.database, inquiry)).status is Status.OPEN


MOVED = {
    "deadline_date": "2026-11-25",
    "deadline_time": "10:30",
    "timezone": "Europe/London",
    "asked_by": "Bo by phone",
}


async def test_a_moved_deadline_is_read_on_their_clock_and_said_in_the_history(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert (await act(ana, inquiry, "move-deadline", **MOVED)).status == 303
    moved = await again(house.database, inquiry)
    assert moved.deadline_at == datetime.fromisoformat("2026-11-25T10:30:00+00:00")
    assert moved.due_at == moved.last_safe_start_at != inquiry.last_safe_start_at
    said = await page(await ana.get(f"/staff/inquiries/{inquiry.reference}"))
    told = "Ana Alves moved the deadline from 24 Nov 16:00 to 25 Nov 05:30; Bo by phone asked for it"
    assert told in said
    none = {"deadline_day": "none", "asked_by": "Bo"}
    assert (await act(ana, moved, "move-deadline", **none)).status == 303
    assert (await again(house.database, inquiry)).deadline_at is None
    said = await page(await ana.get(f"/staff/inquiries/{inquiry.reference}"))
    assert "Ana Alves moved the deadline from 25 Nov 05:30 to none; Bo asked for it" in said


async def test_a_deadline_that_moves_takes_the_return_with_it(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await act(ana, inquiry, "wait")
    await act(ana, await again(house.database, inquiry), "move-deadline", **MOVED)
    moved = await again(house.database, inquiry)
    assert (moved.status, moved.wait_until) == (Status.WAITING, moved.last_safe_start_at)


@each(
    ("changed", "problem"),
    [
        ({"asked_by": " "}, "Write who asked for it"),
        ({"asked_by": "x" * 201}, "This has 201 characters. Shorten it to 200"),
        ({"deadline_time": "noonish"}, "Enter the time of your deadline, like 16:30 or 4:30 pm"),
        ({"deadline_date": "2026-11-23"}, "2026-11-23 has passed. Enter a later date"),
        ({"deadline_date": ""}, "Enter the date of your deadline as year-month-day"),
        ({"timezone": "Mars/Base"}, "Choose a time zone from the list"),
        ({"deadline_date": "2026-11-24", "deadline_time": "21:00"}, "That is the deadline it has."),
    ],
)
async def test_a_deadline_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    ana: Browser, house: House, inquiry: Inquiry, changed: dict[str, str], problem: str
) -> None:
    answer = await act(ana, inquiry, "move-deadline", **{**MOVED, **changed})
    said = await page(answer)
    assert (answer.status, problem in said) == (422, True)
    assert f'value="{(MOVED | changed)["asked_by"]}"' in said
    assert await again(house.database, inquiry) == inquiry


@each("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_at_an_end_of_the_calendar_is_refused_on_every_clock(
    ana: Browser, house: House, inquiry: Inquiry, day: str
) -> None:
    assert ana.who is not None
    for zone in ("Asia/Tokyo", "America/Toronto"):
        await house.database.write(accounts.set_timezone, ana.who.id, zone)
        for time in ("00:01", "23:59"):
            answer = await act(ana, inquiry, "snooze", until_day="date", until_date=day, until_time=time)
            assert (answer.status, "Enter a date within two years" in await answer.text()) == (422, True)
