"""Days on which nobody is there: listed, from calendars, for everybody and for one desk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inquiries import clock
from inquiries.settings import Settings, holidays
from inquiries.settings.holidays import Holidays

Load = Callable[..., Settings]
Complaint = Callable[..., str]
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20200701
RRULE:FREQ=YEARLY
END:VEVENT
END:VCALENDAR
"""
SHAPE = 'should list days like "2026-12-25", or "12-25" for every year'


def test_days_are_listed_with_and_without_their_year() -> None:
    found = holidays.listed(["2026-12-25", " 02-29", "12-26", date(2027, 1, 1)])
    assert found == Holidays(
        frozenset({date(2026, 12, 25), date(2027, 1, 1)}), frozenset({(2, 29), (12, 26)})
    )
    days = ["2026-12-25", "2027-12-25", "2028-02-29", "2027-12-26", "2026-12-26", "2027-01-01", "2026-01-01"]
    assert [date.fromisoformat(day) in found for day in days] == [True, False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('"12-25"', f"{SHAPE}."),
        ("12", f"{SHAPE}."),
        ('{ "2026-12-25" = "Christmas" }', f"{SHAPE}."),
        ('{ dates = ["2026-12-25"] }', f"{SHAPE}."),
        ("[1225]", f"{SHAPE}."),
        ("[2026-12-25T00:00:00]", f"{SHAPE}."),
        ('["25/12"]', f'{SHAPE}, not "25/12".'),
        ('["2026-W52-5"]', f'{SHAPE}, not "2026-W52-5".'),
        ('["12-26", "02-30"]', 'lists a day that no calendar has: "02-30".'),
        ('["2027-02-29"]', 'lists a day that no calendar has: "2027-02-29".'),
    ],
)
def test_what_is_no_day_is_refused_in_one_line(complaint: Complaint, given: str, words: str) -> None:
    assert complaint(f"[organisation]\nholidays = {given}") == (
        f'inquiries.toml, line 2: "holidays" in [organisation] {words}'
    )


def test_the_organisations_days_close_every_desk_and_a_desk_adds_its_own(load: Load) -> None:
    found = load(
        '[organisation]\nholidays = ["12-25"]\n'
        '[desks.media]\nholidays = ["2026-11-27"]\n'
        "[desks.night]\nhours = { always = true }\n"
        '[desks.help]\nhours = { always = true }\nholidays = ["01-01"]\n'
    )
    assert {slug: desk.hours.holidays for slug, desk in found.desks.items()} == {
        "media": Holidays(frozenset({date(2026, 11, 27)}), frozenset({(12, 25)})),
        "events": Holidays(yearly=frozenset({(12, 25)})),
        "night": Holidays(),
        "help": Holidays(yearly=frozenset({(1, 1)})),
    }


def test_settings_stay_the_same_over_a_dump(load: Load) -> None:
    found = load('[organisation]\nholidays = ["12-25"]\n[desks.media]\nholidays = ["2026-11-27"]')
    for model in (found.organisation, found.desks["media"]):
        assert type(model).model_validate(model.model_dump()) == model


def test_a_calendar_stands_beside_the_settings_and_adds_to_the_list(load: Load, tmp_path: Path) -> None:
    (tmp_path / "days.ics").write_text(CALENDAR)
    found = load(
        '[organisation]\nholidays_calendar = "days.ics"\nholidays = ["12-25"]\n'
        '[desks.events]\nholidays_calendar = "days.ics"\nhours = { always = true }'
    )
    this = clock.now().year
    every = frozenset(date(year, 7, 1) for year in range(this - 1, this + 13))
    media, events = found.desks["media"].hours.holidays, found.desks["events"].hours.holidays
    assert (media, events) == (Holidays(every, frozenset({(12, 25)})), Holidays(every))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '[organisation]\nholidays_calendar = "none.ics"',
            'inquiries.toml, line 2: "holidays_calendar" in [organisation] names a file that cannot be read '
            "(No such file or directory): {folder}/none.ics.",
        ),
        (
            '[desks.media]\nname = "Media"\nholidays_calendar = "inquiries.toml"',
            'inquiries.toml, line 3: "holidays_calendar" in [desks.media] names a file that is no iCalendar: '
            "{folder}/inquiries.toml.",
        ),
        (
            "[organisation]\nholidays_calendar = 3",
            'inquiries.toml, line 2: "holidays_calendar" in [organisation] should be a path in quotes.',
        ),
        (
            '[organisation]\nholiday = ["12-25"]',
            'inquiries.toml, line 2: unknown setting "holiday" in [organisation]. Did you mean "holidays"?',
        ),
        (
            '[desks.media]\nholidays_calender = "x.ics"',
            'inquiries.toml, line 2: unknown setting "holidays_calender" in [desks.media]. '
            'Did you mean "holidays_calendar"?',
        ),
        (
            '[desks.media]\nhours = { weekdays = "9:00-17:00", holidays = ["12-25"] }',
            'inquiries.toml, line 2: unknown setting "holidays" in [desks.media.hours]. '
            "Known here: monday, tuesday, wednesday, thursday, friday, saturday, sunday, weekdays, weekend, always.",
        ),
    ],
)
def test_what_is_wrong_with_holidays_is_one_line(
    complaint: Complaint, tmp_path: Path, text: str, line: str
) -> None:
    assert complaint(text) == line.format(folder=tmp_path)
