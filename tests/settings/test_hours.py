"""Opening hours and lengths of time as written."""

from datetime import time, timedelta

import pytest

from inquiries.settings import hours
from inquiries.settings.hours import Span

EXAMPLE = 'should give Monday as text like "8:30-17:30" or "9:00-12:00, 13:00-17:00"'


def test_weekdays_stand_for_five_days_and_a_day_of_its_own_wins() -> None:
    day = (Span(time(8, 30), time(17, 30)),)
    short = (Span(time(8, 30), time(12)), Span(time(13), time(16)))
    given = {
        "weekdays": "8:30-17:30",
        "friday": "8.30 – 12:00, 13:00-16:00",
        "tuesday": "closed",
        "weekend": "",
    }
    assert hours.week(given) == (day, (), day, day, short, (), ())


def test_always_is_every_day_to_midnight() -> None:
    assert hours.week({"always": True}) == ((Span(time(0), time.max),),) * 7


def test_a_night_is_two_spans() -> None:
    night = (Span(time(0), time(6)), Span(time(22), time.max))
    assert hours.week({"saturday": "0:00-6:00, 22:00-24:00"}) == ((), (), (), (), (), night, ())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"monday": "9-5"}, EXAMPLE),
        ({"monday": 9}, EXAMPLE),
        ({"monday": "9:00-12:00,"}, EXAMPLE),
        ({"monday": "9:00-25:00"}, "should use times from 0:00 to 24:00 on Monday"),
        ({"monday": "9:60-17:00"}, "should use times from 0:00 to 24:00 on Monday"),
        (
            {"monday": "22:00-6:00"},
            "should close after it opens on Monday (a night is two spans: until 24:00, and from 0:00)",
        ),
        (
            {"monday": "9:00-13:00, 12:00-17:00"},
            "should list the hours of Monday in order and without overlap",
        ),
        (
            {"always": True, "monday": "9:00-12:00"},
            'should have "always = true" alone, or days with their hours',
        ),
        ({"always": False}, 'should have "always = true" alone, or days with their hours'),
    ],
)
def test_wrong_hours_are_refused_with_the_cure(given: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match="should") as refused:
        hours.week(given)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("1h 30min", timedelta(hours=1, minutes=30)),
        ("2H", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("90s", timedelta(seconds=90)),
        ("0", timedelta(0)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta) -> None:
    assert hours.duration(text) == length


@pytest.mark.parametrize("text", ["", "30", "m", "half an hour", "-5m", "1.5h", "30m2h"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="should be a length of time"):
        hours.duration(text)
