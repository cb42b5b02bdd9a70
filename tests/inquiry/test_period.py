"""The days of a report: the usual ones, their parts, the days before, on a clock that changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from inquiries.inquiry import period as periods
from inquiries.inquiry.period import Length, Period

OTTAWA = "America/Toronto"
TUESDAY = datetime(2026, 11, 24, 17, tzinfo=UTC)


def days(first: str, last: str, zone: str = OTTAWA) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), zone)


@pytest.mark.parametrize(
    ("length", "first"),
    [
        (Length.FOUR_WEEKS, "2026-10-26"),
        (Length.QUARTER, "2026-08-24"),
        (Length.YEAR, "2025-11-24"),
    ],
)
def test_the_usual_lengths_end_with_the_last_whole_week(length: Length, first: str) -> None:
    found = periods.latest(length, TUESDAY, OTTAWA)
    assert found == days(first, "2026-11-22")
    assert found.length() is length


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 11, 23, 4, 59, tzinfo=UTC), "2026-11-15"),  # Sunday, 23:59 in Ottawa
        (datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "2026-11-22"),
    ],
)
def test_a_week_is_whole_when_its_sunday_is_over_here(now: datetime, last: str) -> None:
    assert periods.latest(Length.FOUR_WEEKS, now, OTTAWA).last == date.fromisoformat(last)


def test_days_begin_and_end_at_midnight_summer_and_winter() -> None:
    found = days("2026-11-01", "2026-11-01")  # the clocks go back: 25 hours
    assert (found.start, found.end) == (
        datetime(2026, 11, 1, 4, tzinfo=UTC),
        datetime(2026, 11, 2, 5, tzinfo=UTC),
    )
    assert found.days == 1


def test_the_days_before_are_as_many() -> None:
    assert days("2026-10-26", "2026-11-22").before() == days("2026-09-28", "2026-10-25")
    assert days("2026-11-03", "2026-11-03").before() == days("2026-11-02", "2026-11-02")


def test_days_of_ones_own_have_no_name() -> None:
    assert days("2026-10-27", "2026-11-23").length() is None
    assert days("2026-10-26", "2026-11-21").length() is None


@pytest.mark.parametrize(
    ("period", "kind", "firsts"),
    [
        (
            days("2026-10-26", "2026-11-22"),
            "week",
            ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"],
        ),
        (days("2026-10-28", "2026-11-03"), "week", ["2026-10-28", "2026-11-02"]),
        (days("2026-11-24", "2026-11-24"), "week", ["2026-11-24"]),
        (
            days("2026-01-15", "2026-06-02"),
            "month",
            ["2026-01-15", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"],
        ),
        (
            days("2025-05-02", "2026-11-30"),
            "quarter",
            [
                "2025-05-02",
                "2025-07-01",
                "2025-10-01",
                "2026-01-01",
                "2026-04-01",
                "2026-07-01",
                "2026-10-01",
            ],
        ),
        (
            days("2020-12-31", "2026-01-01"),
            "year",
            ["2020-12-31", *(f"{year}-01-01" for year in range(2021, 2027))],
        ),
    ],
)
def test_parts_begin_where_weeks_months_quarters_and_years_do(
    period: Period, kind: str, firsts: list[str]
) -> None:
    found, parts = periods.parts(period)
    assert (found, [part.first.isoformat() for part in parts]) == (kind, firsts)
    assert parts[-1].last == period.last
    assert sum(part.days for part in parts) == period.days


@pytest.mark.parametrize("length", Length)
def test_there_are_never_more_parts_than_there_is_room_for(length: Length) -> None:
    for offset in range(0, 400, 13):
        period = periods.latest(length, TUESDAY + timedelta(days=offset), OTTAWA)
        assert len(periods.parts(period)[1]) <= 14
