"""Quiet hours and digest times by the clock on the wall: over midnight, when the clocks change, in other zones."""

from datetime import UTC, date, datetime

import pytest

from inquiries.people import wall_clock
from inquiries.people.wishes import Quiet

OTTAWA, LONDON, TOKYO = "America/Toronto", "Europe/London", "Asia/Tokyo"
NIGHT = (22 * 60, 7 * 60)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "zone", "now", "until"),
    [
        (NIGHT, OTTAWA, "2026-11-24T02:59", None),
        (NIGHT, OTTAWA, "2026-11-24T03:00", "2026-11-24T12:00"),  # 22:00 there
        (NIGHT, OTTAWA, "2026-11-24T11:59", "2026-11-24T12:00"),
        (NIGHT, OTTAWA, "2026-11-24T12:00", None),
        (NIGHT, TOKYO, "2026-11-24T13:00", "2026-11-24T22:00"),
        (NIGHT, LONDON, "2026-11-24T12:00", None),
        ((0, 6 * 60), LONDON, "2026-11-24T00:00", "2026-11-24T06:00"),
        ((18 * 60, 24 * 60), LONDON, "2026-11-24T23:59", "2026-11-25T00:00"),
        ((18 * 60, 0), LONDON, "2026-11-24T23:59", "2026-11-25T00:00"),
        ((12 * 60, 13 * 60), LONDON, "2026-11-24T12:30", "2026-11-24T13:00"),
        # The night in which summer ends is an hour longer, the one in which it begins an hour shorter.
        (NIGHT, LONDON, "2026-10-24T21:00", "2026-10-25T07:00"),
        (NIGHT, LONDON, "2026-03-28T22:00", "2026-03-29T06:00"),
        # 01:30 comes twice that night: quiet lasts until the second.
        ((22 * 60, 90), LONDON, "2026-10-25T00:45", "2026-10-25T01:30"),
        ((22 * 60, 90), LONDON, "2026-10-25T01:29", "2026-10-25T01:30"),
        ((22 * 60, 90), LONDON, "2026-10-25T01:30", None),
        # 01:30 never comes that night.
        ((22 * 60, 90), LONDON, "2026-03-29T00:59", "2026-03-29T01:30"),
    ],
)
def test_quiet_hours_end_when_the_clock_on_the_wall_shows_it(
    hours: tuple[int, int], zone: str, now: str, until: str | None
) -> None:
    found = wall_clock.quiet_until(Quiet(*hours, urgent_comes_through=True), zone, utc(now))
    assert found == (utc(until) if until else None)


@pytest.mark.parametrize(
    ("hours", "expected"), [((0, 0), True), ((600, 600), True), ((0, 1440), True), (NIGHT, False)]
)
def test_quiet_that_never_ends_is_known(hours: tuple[int, int], expected: bool) -> None:
    assert wall_clock.is_all_day(Quiet(*hours, urgent_comes_through=False)) is expected


@pytest.mark.parametrize(
    ("minutes", "zone", "now", "day", "at"),
    [
        (510, OTTAWA, "2026-11-24T13:29", "2026-11-23", "2026-11-23T13:30"),
        (510, OTTAWA, "2026-11-24T13:30", "2026-11-24", "2026-11-24T13:30"),
        (510, TOKYO, "2026-11-23T23:30", "2026-11-24", "2026-11-23T23:30"),
        (0, LONDON, "2026-11-24T00:00", "2026-11-24", "2026-11-24T00:00"),
        # In the hour that comes twice, once: the second.
        (90, LONDON, "2026-10-25T00:45", "2026-10-24", "2026-10-24T00:30"),
        (90, LONDON, "2026-10-25T01:30", "2026-10-25", "2026-10-25T01:30"),
    ],
)
def test_a_digest_is_due_once_a_day_there(minutes: int, zone: str, now: str, day: str, at: str) -> None:
    assert wall_clock.last_moment(minutes, zone, utc(now)) == (date.fromisoformat(day), utc(at))
