from datetime import UTC, datetime, timedelta

import pytest

from inquiries.settings import Rate
from inquiries.web import siege
from inquiries.web.siege import LASTS, Siege

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("every", "count", "on"),
    [(SECOND, 4, False), (SECOND, 5, True), (15 * SECOND, 50, False), (14 * SECOND, 50, True)],
)
def test_it_is_on_once_so_many_came_in_so_long(every: timedelta, count: int, on: bool) -> None:
    one = Siege(Rate(5, 60))
    for number in range(count):
        one.arrived(NOON + number * every)
    assert one.is_on(NOON + (count - 1) * every) is on


def test_it_ends_by_itself_and_knows_which_pages_were_drawn_before_it() -> None:
    one = Siege(Rate(2, 60))
    for at in (NOON, NOON + SECOND, NOON + 9 * SECOND):
        one.arrived(at)
    last = NOON + 9 * SECOND + LASTS
    assert [one.is_on(at) for at in (last - SECOND, last, NOON - LASTS)] == [True, False, False]
    assert [one.began_after(NOON + seconds * SECOND) for seconds in (0, 1, 2)] == [True, False, False]


@pytest.mark.parametrize(("above", "on"), [(None, False), (Rate(0, 1), True)])
def test_never_and_always(above: Rate | None, on: bool) -> None:
    one = Siege(above)
    for _ in range(1000):
        one.arrived(NOON)
    assert (one.is_on(NOON), one.began_after(NOON - LASTS)) == (on, False)


def test_a_token_serves_one_use_and_of_very_many_the_oldest_is_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(siege, "MOST", 2)
    one = Siege(Rate(0, 1))
    uses = [("a", "x"), ("a", "x"), ("a", "y"), ("b", "x"), ("c", "x"), ("a", "y")]
    assert [one.first_use(*use) for use in uses] == [True, True, False, True, True, True]
