"""Working time over days on which nobody is there, over long lengths, and over the nights when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inquiries.inquiry import clocks
from inquiries.settings import Hours
from inquiries.settings.holidays import Holidays
from tests.inquiry.ottawa import ALWAYS, OFFICE, SUNDAYS, ZONE, at, long


def without(hours: Hours, first: str, days: int) -> Hours:
    """The same hours, but closed for so many days from `first` on."""
    shut = frozenset(date.fromisoformat(first) + timedelta(days=n) for n in range(days))
    return hours.model_copy(update={"holidays": Holidays(shut)})


CHRISTMAS = without(OFFICE, "2026-12-24", 9)
SABBATICAL = without(OFFICE, "2027-01-04", 394)
FOR_GOOD = without(OFFICE, "2027-01-04", 401)


@pytest.mark.parametrize(
    ("hours", "start", "length", "end"),
    [
        # 1 January 2027 is a Friday, 2 February 2028 a Wednesday.
        pytest.param(CHRISTMAS, "2026-12-23 16:00", "2", "2027-01-04 10:00", id="over the holidays"),
        pytest.param(CHRISTMAS, "2026-12-22 09:00", "24", "2027-01-04 17:00", id="days around the holidays"),
        pytest.param(SABBATICAL, "2027-01-01 16:00", "2", "2028-02-02 10:00", id="over a year"),
        pytest.param(OFFICE, "2026-11-24 09:00", "800", "2027-04-12 17:00", id="a hundred days"),
        pytest.param(SUNDAYS, "2026-11-29 00:00", "240", "2027-01-31 24:00", id="ten Sundays"),
    ],
)
def test_working_time_over_days_on_which_nobody_is_there(
    hours: Hours, start: str, length: str, end: str
) -> None:
    closing = at(end.replace(" 24:00", " 00:00")) + timedelta(days=end.endswith("24:00"))
    assert clocks.later_by_working_time(hours, ZONE, at(start), long(length)) == closing
    assert clocks.earlier_by_working_time(hours, ZONE, closing, long(length)) == at(start)


def test_a_desk_that_never_opens_again_counts_all_time_from_then_on() -> None:
    start, last = at("2027-01-01 16:00"), at("2027-01-01 17:00")
    assert clocks.later_by_working_time(FOR_GOOD, ZONE, start, timedelta(hours=3)) == last + timedelta(
        hours=2
    )
    back = at("2028-02-07 09:00")
    begins = without(OFFICE, "2020-01-01", 2958)
    assert clocks.earlier_by_working_time(begins, ZONE, back + timedelta(hours=1), timedelta(hours=3)) == (
        back - timedelta(hours=2)
    )
    assert not clocks.is_open(FOR_GOOD, ZONE, at("2027-01-05 10:00"))
    assert clocks.next_opening(FOR_GOOD, ZONE, last) == last


@pytest.mark.parametrize(
    ("hours", "when", "is_open", "opens"),
    [
        (CHRISTMAS, "2026-12-23 16:59", True, "2026-12-23 16:59"),
        (CHRISTMAS, "2026-12-23 17:00", False, "2027-01-04 09:00"),
        (CHRISTMAS, "2026-12-28 10:00", False, "2027-01-04 09:00"),
        (SABBATICAL, "2027-01-04 09:00", False, "2028-02-02 09:00"),
        (without(ALWAYS, "2026-12-25", 1), "2026-12-25 00:00", False, "2026-12-26 00:00"),
        (without(ALWAYS, "2026-12-25", 1), "2026-12-24 23:59", True, "2026-12-24 23:59"),
    ],
)
def test_a_holiday_is_shut_from_midnight_to_midnight(
    hours: Hours, when: str, is_open: bool, opens: str
) -> None:
    assert (clocks.is_open(hours, ZONE, at(when)), clocks.next_opening(hours, ZONE, at(when))) == (
        is_open,
        at(opens),
    )


SMALL_HOURS = Hours.model_validate({"sunday": "1:00-2:30, 2:45-5:00"})


def test_a_time_that_is_skipped_is_the_moment_the_clocks_go_forward() -> None:
    """On 14 March, 02:00 is 03:00: the first stretch ends and the second begins then, and no minute counts twice."""
    assert clocks.later_by_working_time(SMALL_HOURS, ZONE, at("2027-03-14 01:00"), long("2")) == at(
        "2027-03-14 04:00"
    )
    assert clocks.earlier_by_working_time(SMALL_HOURS, ZONE, at("2027-03-14 05:00"), long("3")) == at(
        "2027-03-14 01:00"
    )


@pytest.mark.parametrize(
    ("zone", "start", "length", "end"),
    [
        ("Europe/London", "2027-03-28T00:00", "5", "2027-03-28T06:00"),
        ("Europe/London", "2026-10-25T00:00", "5", "2026-10-25T04:00"),
        ("Australia/Lord_Howe", "2027-04-04T00:00", "5", "2027-04-04T04:30"),
        ("Asia/Kathmandu", "2026-11-29T00:00", "5", "2026-11-29T05:00"),
        ("America/Havana", "2027-03-14T01:00", "5", "2027-03-14T06:00"),
    ],
)
def test_sunday_is_worked_by_the_clock_of_the_place(zone: str, start: str, length: str, end: str) -> None:
    begins, ends = (
        datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for text in (start, end)
    )
    assert clocks.later_by_working_time(SUNDAYS, zone, begins, long(length)) == ends
    assert clocks.earlier_by_working_time(SUNDAYS, zone, ends, long(length)) == begins
