"""Wall time to instant, over both changes of the clocks."""

from datetime import UTC, date, datetime

import pytest

from inquiries.forms import deadline
from inquiries.forms.deadline import Deadline

EARLY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "minutes", "zone", "at", "moved"),
    [
        ((2026, 11, 24), 22 * 60, "Europe/London", (2026, 11, 24, 22, 0), ""),
        ((2026, 7, 24), 22 * 60, "Europe/London", (2026, 7, 24, 21, 0), ""),
        ((2026, 11, 24), 1440, "America/Toronto", (2026, 11, 25, 5, 0), ""),
        ((2026, 11, 24), 16 * 60, "Asia/Kathmandu", (2026, 11, 24, 10, 15), ""),
        ((2026, 3, 8), 150, "America/Toronto", (2026, 3, 8, 7, 30), "gap"),
        ((2026, 3, 8), 180, "America/Toronto", (2026, 3, 8, 7, 0), ""),
        ((2026, 11, 1), 90, "America/Toronto", (2026, 11, 1, 5, 30), "twice"),
        ((2026, 11, 1), 120, "America/Toronto", (2026, 11, 1, 7, 0), ""),
        ((2026, 10, 4), 135, "Australia/Lord_Howe", (2026, 10, 3, 15, 45), "gap"),
    ],
)
def test_a_wall_time_becomes_its_instant(
    day: tuple[int, int, int], minutes: int, zone: str, at: tuple[int, ...], moved: str
) -> None:
    found = deadline.on_the_wall(date(*day), minutes, zone, now=EARLY)
    assert found == Deadline(datetime(*at, tzinfo=UTC), zone, moved)


def test_a_time_shown_twice_takes_the_second_once_the_first_is_gone() -> None:
    now = datetime(2026, 11, 1, 5, 45, tzinfo=UTC)
    found = deadline.on_the_wall(date(2026, 11, 1), 90, "America/Toronto", now=now)
    assert found == Deadline(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "America/Toronto", "twice")


@pytest.mark.parametrize(
    ("minute", "ago"),
    [(0, "a minute"), (1, "a minute"), (20, "20 minutes"), (60, "1 h"), (130, "2 h 10 min")],
)
def test_a_deadline_that_is_gone_is_said_back(minute: int, ago: str) -> None:
    was = Deadline(datetime(2026, 11, 24, 16, tzinfo=UTC), "Europe/London")
    now = datetime(2026, 11, 24, 16 + minute // 60, minute % 60, tzinfo=UTC)
    assert str(deadline.gone(was, now)) == (f"16:00 in London was {ago} ago. Choose Tomorrow or a later time")
