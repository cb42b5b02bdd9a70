from datetime import UTC, datetime, timedelta

import pytest

from inquiries.i18n import catalogues, say

# Tuesday 24 November 2026, 15:40 in Ottawa, 20:40 in London.
NOW = datetime(2026, 11, 24, 20, 40, tzinfo=UTC)
OTTAWA, LONDON = "America/Toronto", "Europe/London"


def at(hour: int, minute: int = 0, day: int = 24, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "long", "short"),
    [
        (0, "under 1 min", "under 1 min"),
        (59, "under 1 min", "under 1 min"),
        (60, "1 min", "1 min"),
        (25 * 60 + 59, "25 min", "25 min"),
        (3600, "1 h", "1 h 00"),
        (2 * 3600 + 5 * 60, "2 h 5 min", "2 h 05"),
        (2 * 3600 + 40 * 60, "2 h 40 min", "2 h 40"),
        (10 * 3600 - 1, "9 h 59 min", "9 h 59"),
        (10 * 3600, "10 h", "10 h"),
        (15 * 3600 + 59 * 60, "15 h", "15 h"),
        (24 * 3600 - 1, "23 h", "23 h"),
        (24 * 3600, "1 day", "1 day"),
        (5 * 86400 + 80000, "5 days", "5 days"),
        (-40 * 60, "40 min", "40 min"),
        (-40 * 60 - 59, "40 min", "40 min"),
    ],
)
def test_left_rounds_down_and_says_lateness_without_a_sign(seconds: int, long: str, short: str) -> None:
    delta = timedelta(seconds=seconds)
    assert (say.left(delta), say.left(delta, short=True)) == (long, short)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "under 1 min"),
        (59, "59 min"),
        (180, "3 h"),
        (1619, "26 h 59 min"),
        (2879, "47 h 59 min"),
        (2880, "2 days"),
    ],
)
def test_a_deadline_within_two_days_is_said_to_the_minute(minutes: int, said: str) -> None:
    assert say.until(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize("locale", [*catalogues.WHOLE, *catalogues.PUBLIC])
def test_no_length_of_time_ends_a_sentence_before_its_full_stop(locale: str) -> None:
    lengths = [timedelta(minutes=minutes) for minutes in (0, 5, 60, 65, 1440, 2880)]
    assert [said for length in lengths if (said := say.left(length, locale)).endswith(".")] == []


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        (at(22), OTTAWA, "17:00 today"),
        (at(22), LONDON, "22:00 today"),
        (at(4, 59, day=25), OTTAWA, "23:59 today"),
        (at(5, 0, day=25), OTTAWA, "00:00 tomorrow"),
        (at(15, 0, day=25), OTTAWA, "10:00 tomorrow"),
        (at(4, 59), OTTAWA, "23:59 yesterday"),
        (at(14, 0, day=26), OTTAWA, "Thu 26 Nov, 09:00"),
        (at(14, 0, day=22), OTTAWA, "Sun 22 Nov, 09:00"),
        (at(5, 0, day=1, month=1, year=2027), OTTAWA, "Fri 1 Jan 2027, 00:00"),
        (at(4, 59, day=1, month=1, year=2027), OTTAWA, "Thu 31 Dec, 23:59"),
        (at(22), "Asia/Kolkata", "03:30 today"),
        (at(22), "Pacific/Chatham", "11:45 today"),
    ],
)
def test_clock_counts_midnights_in_the_zone_it_speaks_of(instant: datetime, zone: str, expected: str) -> None:
    assert say.clock(instant, zone, NOW) == expected


def test_clock_without_now_names_the_date_because_mail_is_read_later() -> None:
    assert say.clock(at(22), OTTAWA, None) == "Tue 24 Nov 2026, 17:00"


def test_the_hour_that_comes_twice_says_which_one() -> None:
    first, second = at(5, 30, day=1), at(6, 30, day=1)
    now = at(0, 0, day=1)
    assert [say.clock(first, OTTAWA, now), say.clock(second, OTTAWA, now)] == [
        "01:30 EDT tomorrow",
        "01:30 EST tomorrow",
    ]
    assert say.clock(at(7, 0, day=1), OTTAWA, now) == "02:00 tomorrow"


def test_the_hour_that_is_skipped_is_jumped_over() -> None:
    now = at(0, 0, day=8, month=3)
    minutes = [at(6, 59, day=8, month=3), at(7, 0, day=8, month=3)]
    assert [say.time(minute, OTTAWA) for minute in minutes] == ["01:59", "03:00"]
    assert say.left(minutes[1] - minutes[0]) == "1 min"
    assert say.clock(minutes[1], OTTAWA, now) == "03:00 tomorrow"


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (at(22), "Today, Tuesday 24 November"),
        (at(22, day=25), "Tomorrow, Wednesday 25 November"),
        (at(22, day=23), "Yesterday, Monday 23 November"),
        (at(22, day=26), "Thursday 26 November"),
        (at(22, day=4, month=1, year=2027), "Monday 4 January 2027"),
    ],
)
def test_day_heads_a_group_of_rows(instant: datetime, expected: str) -> None:
    assert say.day(instant, OTTAWA, NOW) == expected


def test_in_full_is_never_today_because_it_is_read_tomorrow() -> None:
    assert say.in_full(at(22), OTTAWA, OTTAWA, NOW) == "17:00 on Tuesday 24 November"
    new_year = at(4, 59, day=1, month=1, year=2027)
    assert say.in_full(new_year, LONDON, OTTAWA, NOW) == "04:59 on Friday 1 January 2027 (London time)"
    assert (
        say.in_full(new_year, LONDON, OTTAWA, NOW, "de") == "Freitag 1. Januar 2027, 04:59 (Zeit in London)"
    )


def test_date_gives_the_year_only_when_it_is_another() -> None:
    dates = [say.date(at(12, day=4, month=6, year=year), OTTAWA, NOW) for year in (2026, 2025)]
    assert dates == ["4 Jun", "4 Jun 2025"]


@pytest.mark.parametrize(
    ("instant", "theirs", "now", "ours_first", "expected"),
    [
        (at(22), LONDON, NOW, False, "22:00 today in London, 17:00 here in Ottawa"),
        (at(22), LONDON, NOW, True, "17:00 today here in Ottawa, 22:00 in London"),
        (at(2, day=25), LONDON, NOW, False, "02:00 tomorrow in London, 21:00 on Tue 24 Nov here in Ottawa"),
        (at(2, day=25), LONDON, NOW, True, "21:00 today here in Ottawa, 02:00 on Wed 25 Nov in London"),
        (at(14, day=26), LONDON, NOW, False, "Thu 26 Nov, 14:00 in London, 09:00 here in Ottawa"),
        (at(22), LONDON, None, False, "Tue 24 Nov 2026, 22:00 in London, 17:00 here in Ottawa"),
        (at(22), OTTAWA, NOW, False, "17:00 today in Ottawa"),
        (at(22), "America/New_York", NOW, False, "17:00 today in New York and here in Ottawa"),
        (at(22), "Asia/Tokyo", NOW, False, "07:00 today in Tokyo, 17:00 on Tue 24 Nov here in Ottawa"),
    ],
)
def test_both_clocks_are_said_whenever_they_differ(
    instant: datetime, theirs: str, now: datetime | None, ours_first: bool, expected: str
) -> None:
    assert say.both(instant, theirs, OTTAWA, now, place="Ottawa", ours_first=ours_first) == expected


def test_clocks_that_agree_in_winter_are_both_said_when_only_one_has_changed() -> None:
    # Europe leaves summer time a week before North America.
    between = at(16, day=28, month=10)
    assert say.both(between, LONDON, OTTAWA, at(12, day=28, month=10), place="Ottawa") == (
        "16:00 today in London, 12:00 here in Ottawa"
    )


def test_both_without_a_place_says_plain_here() -> None:
    assert say.both(at(22), LONDON, OTTAWA, NOW, place="") == "22:00 today in London, 17:00 here"
    assert say.both(at(22), OTTAWA, OTTAWA, NOW, place="") == "17:00 today"


def test_french_speaks_french_and_keeps_the_24_hour_clock(french: str) -> None:
    assert [
        say.left(timedelta(days=1), french),
        say.left(timedelta(days=2), french),
        say.clock(at(14, day=26), OTTAWA, NOW, french),
        say.day(at(22), OTTAWA, NOW, french),
        say.both(at(22), LONDON, OTTAWA, NOW, place="Ottawa", locale=french),
    ] == [
        "1 jour",
        "2 jours",
        "jeu. 26 nov., 09:00",
        "Aujourd’hui, mardi 24 novembre",
        "aujourd’hui à 22:00 à Londres, 17:00 ici à Ottawa",
    ]
