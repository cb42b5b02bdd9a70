"""Working time against a desk that somebody watches minute by minute, across daylight saving in both directions."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inquiries.inquiry import clocks
from inquiries.settings import Hours, Span
from inquiries.settings.holidays import Holidays

MINUTE = timedelta(minutes=1)
# A zone and the day its clocks change, forward and back; Lord Howe's by half an hour, Havana's at midnight.
CHANGES = [
    ("America/Toronto", date(2027, 3, 14)),
    ("America/Toronto", date(2026, 11, 1)),
    ("America/St_Johns", date(2027, 3, 14)),
    ("Europe/London", date(2027, 3, 28)),
    ("Europe/London", date(2026, 10, 25)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("America/Havana", date(2027, 3, 14)),
    ("America/Havana", date(2026, 11, 1)),
    ("Asia/Kolkata", date(2027, 3, 14)),
    ("Asia/Kathmandu", date(2026, 12, 31)),
    ("UTC", date(2028, 2, 29)),
]


def spans(quarters: set[int]) -> tuple[Span, ...]:
    """From the first to the second, from the third to the fourth …; 96 is 24:00, and one that is left over nothing."""
    marks = sorted(quarters)
    times = [time.max if mark == 96 else time(mark // 4, mark % 4 * 15) for mark in marks]
    return tuple(Span(*times[at : at + 2]) for at in range(0, len(times) - 1, 2))


# No, one, two or three stretches, on quarters of an hour. Often in the small hours. Made once: what is made in a draw
# is looked through in each, which took half of all the time.
SMALL, ANY_TIME = (st.sets(one | st.just(96), max_size=6) for one in (st.integers(0, 14), st.integers(0, 96)))
WEEKS = st.tuples(*[st.one_of(SMALL, ANY_TIME).map(spans)] * 7)
DAYS, DAYS_OFF = st.sampled_from(CHANGES), st.sets(st.integers(-4, 6), max_size=3)


@st.composite
def desks(draw: st.DrawFn) -> tuple[Hours, str, date]:
    """Hours with holidays, their zone, and a day on which its clocks may change."""
    zone, day = draw(DAYS)
    week = draw(WEEKS)
    shut = frozenset(day + timedelta(days=n) for n in draw(DAYS_OFF))
    return Hours(week=week, holidays=Holidays(shut)), zone, day


@cache
def wall(zone: str, day: date) -> tuple[datetime, list[tuple[date, time]]]:
    """From four days before to six days after: the first minute, and what the clock shows in each."""
    local = ZoneInfo(zone)
    first = datetime.combine(day - timedelta(days=4), time(), local).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=7), time(), local).astimezone(UTC)
    shown = ((first + n * MINUTE).astimezone(local) for n in range((last - first) // MINUTE))
    return first, [(at.date(), at.time()) for at in shown]


def watched(hours: Hours, zone: str, day: date) -> tuple[datetime, list[bool]]:
    """The first minute, and whether the desk is open, minute by minute.

    Whoever opens it does so when the clock first shows the time or has passed it, and closes it in the same way.
    """
    first, minutes = wall(zone, day)
    states, seen, to_come, today, is_open = [], set[time](), list[time](), None, False
    for date_shown, time_shown in minutes:
        if date_shown != today:
            today, seen, is_open = date_shown, set(), False
            spans = () if today in hours.holidays else hours.week[today.weekday()]
            to_come = sorted({mark for span in spans for mark in span})
        while to_come and to_come[0] <= time_shown:
            seen.add(to_come.pop(0))
            is_open = any(span.start in seen and span.end not in seen for span in spans)
        states.append(is_open)
    return first, states


@settings(max_examples=60, deadline=None)
@given(desks(), st.integers(0, 11 * 24 * 60 - 61))
def test_whether_it_is_open_and_when_it_opens_is_what_the_watch_says(
    desk: tuple[Hours, str, date], after: int
) -> None:
    hours, zone, day = desk
    assume(any(hours.week))
    first, states = watched(hours, zone, day)
    assume(after < len(states))
    at = first + after * MINUTE
    assert clocks.is_open(hours, zone, at) is states[after]
    if True in states[after:]:
        assert clocks.next_opening(hours, zone, at) == first + states.index(True, after) * MINUTE
    assert [clocks.is_open(hours, zone, first + n * MINUTE) for n in range(0, len(states), 15)] == states[
        ::15
    ]


@settings(max_examples=60, deadline=None)
@given(desks(), st.integers(0, 10 * 24 * 60), st.integers(0, 40 * 60))
def test_working_time_both_ways_is_what_the_watch_counts(
    desk: tuple[Hours, str, date], after: int, length: int
) -> None:
    hours, zone, day = desk
    assume(any(hours.week))
    first, states = watched(hours, zone, day)
    assume(after < len(states))
    at, worked = first + after * MINUTE, timedelta(minutes=length)
    later = [n for n, is_open in enumerate(states) if is_open and n >= after][:length]
    if length and len(later) == length:
        assert clocks.later_by_working_time(hours, zone, at, worked) == first + (later[-1] + 1) * MINUTE
    before = [n for n, is_open in enumerate(states) if is_open and n < after][-length:]
    if length and len(before) == length:
        assert clocks.earlier_by_working_time(hours, zone, at, worked) == first + before[0] * MINUTE
    end = first + len(states) * MINUTE
    assert clocks._working_time(hours, zone, at, end) == MINUTE * sum(states[after:])


INSTANTS = st.integers(0, 800 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + n * MINUTE)
LENGTHS = st.integers(1, 60 * 60).map(lambda n: n * MINUTE)


@settings(max_examples=200, deadline=None)
@given(desks(), INSTANTS, LENGTHS)
def test_there_and_back_again_is_where_the_desk_opened(
    desk: tuple[Hours, str, date], at: datetime, length: timedelta
) -> None:
    hours, zone, _ = desk
    there = clocks.later_by_working_time(hours, zone, at, length)
    assert there >= at + length
    assert clocks.earlier_by_working_time(hours, zone, there, length) == clocks.next_opening(hours, zone, at)
    assert clocks._working_time(hours, zone, at, there) == length


@settings(max_examples=200, deadline=None)
@given(desks(), st.lists(INSTANTS, min_size=2, max_size=4), st.lists(LENGTHS, min_size=2, max_size=4))
def test_later_and_longer_never_come_earlier(
    desk: tuple[Hours, str, date], instants: list[datetime], lengths: list[timedelta]
) -> None:
    hours, zone, _ = desk
    for length in lengths:
        ends = [clocks.later_by_working_time(hours, zone, at, length) for at in sorted(instants)]
        starts = [clocks.earlier_by_working_time(hours, zone, at, length) for at in sorted(instants)]
        assert (ends, starts) == (sorted(ends), sorted(starts))
    for at in instants:
        ends = [clocks.later_by_working_time(hours, zone, at, length) for length in sorted(lengths)]
        starts = [clocks.earlier_by_working_time(hours, zone, at, length) for length in sorted(lengths)]
        assert all(earlier <= later for earlier, later in pairwise(ends))
        assert all(earlier >= later for earlier, later in pairwise(starts))


@settings(max_examples=200, deadline=None)
@given(desks(), INSTANTS, LENGTHS)
def test_nobody_starts_or_ends_in_closed_time(
    desk: tuple[Hours, str, date], at: datetime, length: timedelta
) -> None:
    hours, zone, _ = desk
    assume(any(hours.week))
    assert clocks.is_open(hours, zone, clocks.earlier_by_working_time(hours, zone, at, length))
    assert clocks.is_open(hours, zone, clocks.later_by_working_time(hours, zone, at, length) - MINUTE)
