"""Working time and clocks, in Ottawa: the clocks go forward on 14 March 2027 and back on 7 November 2027."""

from datetime import datetime, timedelta

import pytest

from inquiries.inquiry import clocks
from inquiries.inquiry.clocks import FAR, Clocks, Left, State
from inquiries.settings import Desk, Hours
from tests.inquiry.ottawa import ALWAYS, NEVER, NIGHT, OFFICE, SPLIT, SUNDAYS, TINY, ZONE, at, long

# 24 November 2026 is a Tuesday.
WORKING = [
    pytest.param(OFFICE, "2026-11-24 10:00", "2", "2026-11-24 12:00", id="within a day"),
    pytest.param(OFFICE, "2026-11-24 09:00", "8", "2026-11-24 17:00", id="a whole day"),
    pytest.param(OFFICE, "2026-11-24 16:30", "1", "2026-11-25 09:30", id="over a night"),
    pytest.param(OFFICE, "2026-11-27 16:30", "1", "2026-11-30 09:30", id="over a weekend"),
    pytest.param(OFFICE, "2026-11-24 09:00", "24:30", "2026-11-27 09:30", id="days"),
    pytest.param(SPLIT, "2026-11-24 11:30", "1", "2026-11-24 13:30", id="over lunch"),
    pytest.param(SPLIT, "2026-11-24 17:00", "1", "2026-11-25 09:00", id="split day over a night"),
    pytest.param(NIGHT, "2026-11-24 23:00", "2", "2026-11-25 01:00", id="over midnight"),
    pytest.param(NIGHT, "2026-11-24 01:30", "1", "2026-11-24 22:30", id="from night to night"),
    pytest.param(ALWAYS, "2026-11-28 23:00", "30", "2026-11-30 05:00", id="always open"),
    pytest.param(NEVER, "2026-11-28 23:00", "2", "2026-11-29 01:00", id="never open"),
    pytest.param(ALWAYS, "2027-03-14 01:00", "2", "2027-03-14 04:00", id="an hour that is skipped"),
    pytest.param(ALWAYS, "2027-11-07 00:30", "2", "2027-11-07 01:30+", id="an hour that comes twice"),
    pytest.param(SUNDAYS, "2027-03-14 00:00", "23", "2027-03-15 00:00", id="a day of 23 hours"),
    pytest.param(SUNDAYS, "2027-11-07 00:00", "25", "2027-11-08 00:00", id="a day of 25 hours"),
]


def ends(text: str) -> datetime:
    return at(text.rstrip("+"), fold=int(text.endswith("+")))


@pytest.mark.parametrize(("hours", "start", "length", "end"), WORKING)
def test_working_time_forward(hours: Hours, start: str, length: str, end: str) -> None:
    assert clocks.later_by_working_time(hours, ZONE, at(start), long(length)) == ends(end)


@pytest.mark.parametrize(("hours", "start", "length", "end"), WORKING)
def test_working_time_backward(hours: Hours, start: str, length: str, end: str) -> None:
    assert clocks.earlier_by_working_time(hours, ZONE, ends(end), long(length)) == at(start)


@pytest.mark.parametrize(
    ("hours", "start", "length", "end"),
    [
        (OFFICE, "2026-11-24 20:00", "1", "2026-11-25 10:00"),
        (OFFICE, "2026-11-28 12:00", "8", "2026-11-30 17:00"),
        (SPLIT, "2026-11-24 12:30", "0:30", "2026-11-24 13:30"),
        (TINY, "2027-03-08 12:00", "0:30", "2027-03-21 02:45"),
    ],
)
def test_working_time_from_a_shut_desk_begins_when_it_opens(
    hours: Hours, start: str, length: str, end: str
) -> None:
    assert clocks.later_by_working_time(hours, ZONE, at(start), long(length)) == at(end)


@pytest.mark.parametrize(
    ("hours", "end", "length", "start"),
    [
        (OFFICE, "2026-11-24 20:00", "1", "2026-11-24 16:00"),
        (OFFICE, "2026-11-24 08:00", "1", "2026-11-23 16:00"),
        (OFFICE, "2026-11-29 12:00", "1", "2026-11-27 16:00"),
        (OFFICE, "2026-11-24 20:00", "0", "2026-11-24 20:00"),
        (SPLIT, "2026-11-24 13:00", "1", "2026-11-24 11:00"),
    ],
)
def test_working_time_back_from_a_shut_desk_ends_when_it_closed(
    hours: Hours, end: str, length: str, start: str
) -> None:
    assert clocks.earlier_by_working_time(hours, ZONE, at(end), long(length)) == at(start)


@pytest.mark.parametrize(
    ("hours", "when", "is_open", "opens"),
    [
        (OFFICE, "2026-11-24 08:59", False, "2026-11-24 09:00"),
        (OFFICE, "2026-11-24 09:00", True, "2026-11-24 09:00"),
        (OFFICE, "2026-11-24 16:59", True, "2026-11-24 16:59"),
        (OFFICE, "2026-11-24 17:00", False, "2026-11-25 09:00"),
        (OFFICE, "2026-11-27 17:00", False, "2026-11-30 09:00"),
        (SPLIT, "2026-11-24 12:15", False, "2026-11-24 13:00"),
        (NIGHT, "2026-11-24 23:00", True, "2026-11-24 23:00"),
        (NIGHT, "2026-11-27 23:00", True, "2026-11-27 23:00"),
        (ALWAYS, "2026-11-29 03:00", True, "2026-11-29 03:00"),
        (NEVER, "2026-11-29 03:00", True, "2026-11-29 03:00"),
        (SUNDAYS, "2027-03-14 12:00", True, "2027-03-14 12:00"),
        (TINY, "2027-03-13 12:00", False, "2027-03-21 02:15"),
    ],
)
def test_open_or_shut(hours: Hours, when: str, is_open: bool, opens: str) -> None:
    assert (
        clocks.is_open(hours, ZONE, at(when)),
        clocks.next_opening(hours, ZONE, at(when)),
    ) == (is_open, at(opens))


MEDIA = Desk.model_validate(
    {"slug": "media", "name": "Media", "clearance": "30m", "preparation": "30m", "acknowledge_within": "1h"}
)


@pytest.mark.parametrize(
    ("received", "deadline", "intent", "start"),
    [
        pytest.param("2026-11-24 10:00", None, "2026-11-24 11:00", None, id="no deadline"),
        pytest.param("2026-11-24 16:30", None, "2026-11-25 09:30", None, id="no deadline, late"),
        pytest.param(
            "2026-11-24 10:00", "2026-11-24 17:00", "2026-11-24 11:00", "2026-11-24 16:00", id="plenty"
        ),
        pytest.param(
            "2026-11-24 14:00", "2026-11-24 16:00", "2026-11-24 14:30", "2026-11-24 15:00", id="half of it"
        ),
        pytest.param(
            "2026-11-24 14:00", "2026-11-24 14:40", "2026-11-24 14:20", "2026-11-24 13:40", id="start is over"
        ),
        pytest.param(
            "2026-11-24 16:40",
            "2026-11-25 12:00",
            "2026-11-25 09:40",
            "2026-11-25 11:00",
            id="over the night",
        ),
        pytest.param(
            "2026-11-24 20:00",
            "2026-11-25 10:30",
            "2026-11-25 09:15",
            "2026-11-25 09:30",
            id="half of the morning",
        ),
        pytest.param(
            "2026-11-24 20:00",
            "2026-11-25 10:00",
            "2026-11-25 09:30",
            "2026-11-25 09:00",
            id="start at the opening",
        ),
        pytest.param(
            "2026-11-24 20:00",
            "2026-11-25 09:30",
            "2026-11-25 09:15",
            "2026-11-24 16:30",
            id="opens just before",
        ),
        pytest.param(
            "2026-11-24 20:00",
            "2026-11-24 23:00",
            "2026-11-24 21:30",
            "2026-11-24 16:00",
            id="shut throughout",
        ),
        pytest.param(
            "2026-11-27 16:00", "2026-11-30 09:00", "2026-11-27 16:30", "2026-11-27 16:00", id="weekend"
        ),
        pytest.param(
            "2026-11-24 12:00",
            "2026-11-24 11:00",
            "2026-11-24 12:00",
            "2026-11-24 10:00",
            id="over before it came",
        ),
        pytest.param(
            "2026-11-24 12:00",
            "2026-11-24 12:00",
            "2026-11-24 12:00",
            "2026-11-24 11:00",
            id="due as it came",
        ),
    ],
)
def test_the_clocks_of_an_inquiry(
    received: str, deadline: str | None, intent: str, start: str | None
) -> None:
    runs = at("2026-12-01 06:00")
    found = clocks.clocks(
        MEDIA, ZONE, received=at(received), deadline=deadline and at(deadline), publishes=runs
    )
    assert found == Clocks(at(intent), start and at(start), deadline and at(deadline), runs)


def test_what_is_due_is_the_start_else_the_deadline_else_far_away() -> None:
    now = at("2026-11-24 10:00")
    assert [
        Clocks(now, now, FAR, None).due_at,
        Clocks(now, None, now, None).due_at,
        Clocks(now, None, None, now).due_at,
    ] == [now, now, FAR]


@pytest.mark.parametrize(
    ("now", "state", "time", "share"),
    [
        ("10:00", State.FINE, "4", 0),
        ("11:00", State.FINE, "3", 25),
        ("12:59", State.FINE, "1:01", 75),
        ("13:00", State.SOON, "1", 75),
        ("13:59", State.SOON, "0:01", 100),
        ("14:00", State.LATE_TO_START, "1", 100),
        ("14:59", State.LATE_TO_START, "0:01", 100),
        ("15:00", State.LATE, "0", 100),
        ("15:01", State.LATE, "0:01", 100),
    ],
)
def test_how_an_inquiry_stands_to_the_minute(now: str, state: State, time: str, share: int) -> None:
    day = "2026-11-24 "
    received, start, deadline = at(day + "10:00"), at(day + "14:00"), at(day + "15:00")
    assert clocks.left(received, start, deadline, at(day + now)) == Left(state, long(time), share)


@pytest.mark.parametrize(
    ("now", "state", "share"), [("2026-11-27 09:59", State.FINE, 75), ("2026-11-27 10:01", State.SOON, 75)]
)
def test_the_last_quarter_of_a_long_time_is_soon(now: str, state: State, share: int) -> None:
    found = clocks.left(at("2026-11-24 10:00"), None, at("2026-11-28 10:00"), at(now))
    assert (found.state, found.share) == (state, share)


def test_no_deadline_is_never_late() -> None:
    now = at("2026-11-24 10:00")
    assert clocks.left(now, None, None, now + timedelta(days=400)) == Left(State.NONE, timedelta(0), 0)


def test_a_clock_set_back_shows_no_share_below_nothing() -> None:
    received = at("2026-11-24 10:00")
    found = clocks.left(received, None, received + timedelta(hours=9), received - timedelta(hours=1))
    assert found == Left(State.FINE, timedelta(hours=10), 0)
