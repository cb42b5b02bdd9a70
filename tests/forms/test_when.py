"""The deadline group: day, date, time, zone and publication read together. Now is 20:40 in London."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from inquiries.forms import when
from inquiries.forms.field import Moment

from .conftest import NOW

LONDON = {"timezone": "Europe/London"}
TIME_CURE = "Enter the time of your deadline, like 16:30 or 4:30 pm"
DATE_CURE = "Enter the date of your deadline as year-month-day, like 2026-11-24"
INSTANT_CURE = "Give the deadline with its offset from UTC, like 2026-11-24T16:30:00-05:00"


def read(given: Mapping[str, object], now: datetime = NOW) -> object:
    """The answers; or the problems, in words."""
    answers, problems = when.read((), given, Moment(now, "America/Toronto"))
    return [(problem.field, str(problem.text)) for problem in problems] or answers


def test_today_is_a_day_in_the_senders_zone() -> None:
    given = {"deadline_day": "today", "deadline_time": "22:00", "timezone": "Europe/London"}
    assert read(given) == {
        "deadline_day": "today",
        "deadline": "2026-11-24T22:00:00+00:00",
        "timezone": "Europe/London",
    }


@pytest.mark.parametrize(("day", "at"), [("today", "2026-11-25T00:30"), ("tomorrow", "2026-11-26T00:30")])
def test_where_it_is_already_the_next_day_that_day_is_today(day: str, at: str) -> None:
    given = {"deadline_day": day, "deadline_time": "9:30", "timezone": "asia/tokyo"}
    expected = {"deadline_day": day, "deadline": f"{at}:00+00:00", "timezone": "Asia/Tokyo"}
    assert read(given) == expected


@pytest.mark.parametrize("zone", [None, "", "  "])
def test_without_a_zone_the_organisations_is_used(zone: object) -> None:
    given = {"deadline_day": "today", "deadline_time": "5 pm", "timezone": zone}
    assert read(given) == {
        "deadline_day": "today",
        "deadline": "2026-11-24T22:00:00+00:00",
        "timezone": "America/Toronto",
    }


def test_another_date_is_taken_as_iso() -> None:
    given = LONDON | {"deadline_day": "date", "deadline_date": "2027-07-01", "deadline_time": "12:00"}
    assert read(given) == {
        "deadline_day": "date",
        "deadline": "2027-07-01T11:00:00+00:00",
        "timezone": "Europe/London",
    }


@pytest.mark.parametrize("junk", ["10ish", "31 June", ""])
def test_no_deadline_ignores_time_date_and_zone_whatever_words_they_hold(junk: object) -> None:
    given = {"deadline_date": junk, "deadline_time": junk, "timezone": junk, "deadline": junk}
    assert read(given | {"deadline_day": "none"}) == {"deadline_day": "none", "timezone": "America/Toronto"}


@pytest.mark.parametrize("junk", ["\0", 7, ["x"], "9" * 500])
def test_boxes_that_are_not_asked_must_hold_words_all_the_same(junk: object) -> None:
    given = LONDON | {"deadline_date": junk, "deadline_time": "22:00"}
    found = [
        [field for field, _ in read(given | {"deadline_day": day})] for day in ("none", "today", "tomorrow")
    ]
    assert found == [["deadline_date"]] * 3


@pytest.mark.parametrize("day", [None, "", "someday", "Today"])
def test_without_a_day_only_the_choice_is_asked_for(day: object) -> None:
    given = {"deadline_day": day, "deadline_time": "10ish"}
    assert read(given) == [("deadline_day", "Choose when an answer is still useful")]


@pytest.mark.parametrize(
    "name", ["deadline_day", "deadline_time", "timezone", "publishes_at", "deadline_date"]
)
@pytest.mark.parametrize("value", [3, ["today"], {}, "\0", "\ud800"], ids=ascii)
def test_what_is_no_text_is_told_at_its_field(name: str, value: object) -> None:
    given = {"deadline_day": "date", "deadline_date": "2026-12-01", "deadline_time": "noon"}
    problems = read(given | {name: value})
    assert isinstance(problems, list)
    assert [field for field, _ in problems] == [name]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"deadline_day": "today"}, [("deadline_time", TIME_CURE)]),
        ({"deadline_day": "today", "deadline_time": "10ish"}, [("deadline_time", TIME_CURE)]),
        (
            {"deadline_day": "today", "deadline_time": "20:20"},
            [("deadline_time", "20:20 in London was 20 minutes ago. Choose Tomorrow or a later time")],
        ),
        ({"deadline_day": "date"}, [("deadline_date", DATE_CURE), ("deadline_time", TIME_CURE)]),
        (
            {"deadline_day": "date", "deadline_date": "24 Nov 2026", "deadline_time": "noon"},
            [("deadline_date", DATE_CURE)],
        ),
        (
            {"deadline_day": "date", "deadline_date": "2026-02-30", "deadline_time": "noon"},
            [("deadline_date", DATE_CURE)],
        ),
        (
            {"deadline_day": "date", "deadline_date": "2026-11-23", "deadline_time": "noon"},
            [("deadline_date", "2026-11-23 has passed. Enter a later date")],
        ),
        (
            {"deadline_day": "date", "deadline_date": "9999-12-31", "deadline_time": "24:00"},
            [("deadline_date", "Enter a date within two years")],
        ),
        (
            {"deadline_day": "today", "deadline_time": "22:00", "timezone": "Mars/Phobos"},
            [("timezone", "Choose a time zone from the list, like Europe/London")],
        ),
        (
            {"deadline_day": "today", "deadline_time": "x", "timezone": "../UTC", "publishes_at": "soon"},
            [
                ("deadline_time", TIME_CURE),
                ("timezone", "Choose a time zone from the list, like Europe/London"),
                ("publishes_at", "Enter when it runs as date and time, like 2026-11-24 23:30"),
            ],
        ),
    ],
)
def test_each_slip_is_told_at_its_own_field_in_page_order(
    given: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    assert read(LONDON | given) == problems


@pytest.mark.parametrize(
    ("now", "given", "at", "moved"),
    [
        ((2026, 3, 7, 12), ("tomorrow", "02:30"), "2026-03-08T07:30:00+00:00", "gap"),
        ((2026, 11, 1, 3), ("tomorrow", "01:30"), "2026-11-01T05:30:00+00:00", "twice"),
    ],
)
def test_what_daylight_saving_did_is_recorded(
    now: tuple[int, ...], given: tuple[str, str], at: str, moved: str
) -> None:
    asked: dict[str, object] = {"deadline_day": given[0], "deadline_time": given[1]}
    assert read(asked, datetime(*now, tzinfo=UTC)) == {
        "deadline_day": given[0],
        "deadline": at,
        "deadline_moved": moved,
        "timezone": "America/Toronto",
    }


@pytest.mark.parametrize(
    "instant", ["2026-11-24T17:30:00-05:00", "2026-11-24 22:30Z", "2026-11-24T22:30:00.9+0000"]
)
def test_a_program_may_give_one_instant(instant: str) -> None:
    assert read({"deadline": instant}) == {
        "deadline_day": "date",
        "deadline": "2026-11-24T22:30:00+00:00",
        "timezone": "America/Toronto",
    }


@pytest.mark.parametrize(
    ("instant", "cure"),
    [
        ("2026-11-24T22:30:00", INSTANT_CURE),
        ("next week", INSTANT_CURE),
        ("2026-13-24T22:30Z", INSTANT_CURE),
        (1795557000, "Send “Deadline” as text"),
        ("2026-11-24T15:39:59-05:00", "2026-11-24T15:39:59-05:00 has passed. Give a later deadline"),
        ("0001-01-01T00:00+14:00", "0001-01-01T00:00:00+14:00 has passed. Give a later deadline"),
        ("9999-12-31T23:59-12:00", "Give a deadline within two years"),
    ],
)
def test_an_instant_that_cannot_be_one_is_told_at_deadline(instant: object, cure: str) -> None:
    assert read({"deadline": instant}) == [("deadline", cure)]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-24T23:30", "2026-11-24T23:30:00+00:00"),
        ("2026-07-24 23:30:15", "2026-07-24T22:30:15+00:00"),
        ("2026-11-24T23:30-05:00", "2026-11-25T04:30:00+00:00"),
        ("2026-11-20T08:00", "2026-11-20T08:00:00+00:00"),
    ],
)
def test_publication_is_in_the_senders_zone_and_may_be_before_the_deadline(typed: str, at: str) -> None:
    answers = {"deadline_day": "none", "timezone": "Europe/London", "publishes_at": at}
    assert read(LONDON | {"deadline_day": "none", "publishes_at": typed}) == answers


@pytest.mark.parametrize("typed", ["0026-11-24T23:30", "9999-12-31T23:59-12:00"])
def test_a_year_typed_short_is_asked_again(typed: str) -> None:
    cure = f"Check the year in “When does it run?”: {int(typed[:4])}"
    assert read({"deadline_day": "none", "publishes_at": typed}) == [("publishes_at", cure)]


def test_a_zone_that_publication_needs_is_not_guessed() -> None:
    given = {"deadline_day": "none", "timezone": "Mars/Phobos", "publishes_at": "2026-11-24T23:30"}
    assert read(given) == [("timezone", "Choose a time zone from the list, like Europe/London")]
