"""The arithmetic of a report: shares, percentiles, buckets, hours and weekdays."""

import statistics
from collections import Counter
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.database.tables import EPOCH
from inquiries.inquiry import reporting
from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import Bucket, Share, Verdict
from inquiries.settings import Hours

OTTAWA = "America/Toronto"
LENGTHS = st.lists(st.integers(0, 5000), min_size=1, max_size=60)


def quarter(*when: int) -> int:
    return int((datetime(*when, tzinfo=UTC) - EPOCH).total_seconds()) // 900


@pytest.mark.parametrize(
    ("lengths", "percent", "expected"),
    [
        ([], 50, None),
        ([7], 50, 7),
        ([7], 90, 7),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        ([1, 2, 3, 100], 50, 2),
        ([*range(1, 11)], 90, 9),
        ([*range(1, 12)], 90, 10),
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 60], 90, 5),
        ([5, 5, 5, 5, 5, 5, 5, 5, 60, 60], 90, 60),
        ([3, 1, 2], 100, 3),
    ],
)
def test_percentile_is_the_nearest_rank(lengths: list[int], percent: int, expected: int | None) -> None:
    assert reporting.percentile(Counter(lengths), percent) == expected


@given(LENGTHS)
def test_median_is_the_lower_one_of_the_textbook(lengths: list[int]) -> None:
    assert reporting.percentile(Counter(lengths), 50) == statistics.median_low(lengths)


@given(LENGTHS, st.integers(1, 99))
def test_percentile_occurred_and_splits_the_lengths_as_it_says(lengths: list[int], percent: int) -> None:
    found = reporting.percentile(Counter(lengths), percent)
    assert found in lengths
    assert sum(length <= found for length in lengths) * 100 >= percent * len(lengths)
    assert sum(length < found for length in lengths) * 100 < percent * len(lengths)


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=60))
def test_percentile_lies_beside_what_interpolation_gives(lengths: list[int]) -> None:
    """Both look between the same two ranks, give or take one."""
    between = statistics.quantiles(lengths, n=10, method="inclusive")[-1]
    ordered = sorted(lengths)
    at = max(rank for rank, length in enumerate(ordered) if length <= between)
    near = ordered[max(0, at - 1) : at + 2]
    assert near[0] <= (reporting.percentile(Counter(lengths), 90) or 0) <= near[-1]


def test_a_length_falls_into_one_bucket_and_an_edge_into_the_next() -> None:
    into = reporting.buckets(10, 30)
    assert into == (Bucket(0, 10), Bucket(10, 30), Bucket(30, None))
    assert reporting.sorted_in({0: 1, 9: 2, 10: 4, 29: 8, 30: 16, 99999: 32}, into) == [3, 12, 48]


def test_share_is_of_the_parts_that_lie_within_the_days() -> None:
    period = Period(date(2026, 11, 2), date(2026, 11, 15), OTTAWA)
    counts = {
        (date(2026, 10, 26), Verdict.ANSWERED): 1000,
        (date(2026, 11, 2), Verdict.ANSWERED): 1,
        (date(2026, 11, 2), Verdict.DECLINED): 1,
        (date(2026, 11, 9), Verdict.ANSWERED_LATE): 1,
        (date(2026, 11, 9), Verdict.STILL_OPEN): 1,
        (date(2026, 11, 9), Verdict.DID_NOT_RESPOND): 1,
        (date(2026, 11, 16), Verdict.DID_NOT_RESPOND): 1000,
    }
    found = reporting.share(counts, period)
    assert (found.in_time, found.late, found.total, found.percent) == (2, 2, 5, 40)


@pytest.mark.parametrize(
    ("in_time", "late", "percent"), [(0, 0, None), (1, 0, 100), (199, 1, 99), (0, 3, 0), (47, 3, 94)]
)
def test_percent_is_rounded_down_so_that_a_hundred_means_all(
    in_time: int, late: int, percent: int | None
) -> None:
    assert Share({Verdict.ANSWERED: in_time, Verdict.ANSWERED_LATE: late}).percent == percent


def test_hours_and_weekdays_are_those_of_the_office_summer_and_winter() -> None:
    arrivals = {
        quarter(2026, 10, 31, 13, 15): 1,  # Saturday 9:15, summer
        quarter(2026, 11, 1, 5, 45): 2,  # Sunday 1:45, summer
        quarter(2026, 11, 1, 6, 45): 4,  # Sunday 1:45 again, winter
        quarter(2026, 11, 2, 14, 15): 8,  # Monday 9:15, winter
    }
    week = reporting.in_the_week(arrivals, OTTAWA)
    assert week == {(5, time(9, 15)): 1, (6, time(1, 45)): 6, (0, time(9, 15)): 8}
    assert [(hour, count) for hour, count in enumerate(reporting.by_hour(week)) if count] == [(1, 6), (9, 9)]
    assert reporting.by_weekday(week) == [8, 0, 0, 0, 0, 1, 6]


def test_zones_whose_clocks_differ_by_part_of_an_hour_are_right_to_the_hour() -> None:
    week = reporting.in_the_week({quarter(2026, 11, 24, 3, 30): 1}, "Asia/Kathmandu")  # +5:45
    assert week == {(1, time(9, 15)): 1}


def test_outside_is_what_came_while_the_desk_was_closed() -> None:
    hours = Hours.model_validate({"monday": "9:00-12:00, 13:00-17:00"})
    week = {
        (0, time(8, 45)): 1,
        (0, time(9)): 100,
        (0, time(12)): 2,
        (0, time(13)): 100,
        (0, time(17)): 4,
        (1, time(10)): 8,
    }
    assert reporting.outside(week, hours) == 15
    assert reporting.outside(week, Hours.model_validate({"always": True})) == 0


def test_ages_count_from_the_arrival_and_never_below_nought() -> None:
    now = datetime(2026, 11, 24, 17, 7, tzinfo=UTC)
    arrivals = {quarter(2026, 11, 24, 17): 1, quarter(2026, 11, 23, 17): 2, quarter(2026, 11, 24, 18): 4}
    assert reporting.ages(arrivals, now) == {7: 1, 24 * 60 + 7: 2, 0: 4}
