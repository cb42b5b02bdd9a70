from datetime import UTC, date, datetime

import pytest

from inquiries.inquiry import contacts
from inquiries.inquiry.contacts import Contacts
from inquiries.settings import Contact, Desk, Settings, holidays
from inquiries.settings.holidays import Holidays

OPEN = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)  # Tuesday, 14:20 in Ottawa
NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # the same day, 22:00
DEE = Contact(name="Dee Oduya", phone="613-555-0142", desk="media")
CY = Contact(name="Cy Marsh", desk="events")
DUTY = Contact(name="Duty officer", phone="613-555-0178", desk="media")
SETTINGS = Settings.model_validate(
    {"timezone": "America/Toronto", "organisation": {"place": "Ottawa"}, "people": [DEE, CY]}
)


def desk(hours: dict[str, object]) -> Desk:
    return Desk.model_validate({"slug": "media", "name": "Media", "hours": hours})


def off(given: dict[str, object], shut: Holidays) -> Desk:
    """A desk with these hours that stays closed on these days."""
    open_desk = desk(given)
    return open_desk.model_copy(update={"hours": open_desk.hours.model_copy(update={"holidays": shut})})


def beside(hours: dict[str, object], now: datetime = OPEN) -> tuple[str, str]:
    found = contacts.contacts(SETTINGS, desk(hours), now=now, locale="en")
    return found.hours, found.state


def test_only_the_desks_own_people_stand_beside_its_form() -> None:
    media = SETTINGS.desks["media"].model_copy(update={"email": "press@c.example", "duty": DUTY})
    assert contacts.contacts(SETTINGS, media, now=OPEN, locale="en") == Contacts(
        desk="Media",
        people=(DEE,),
        hours="Monday to Friday, 9:00 to 17:00 in Ottawa",
        state="Open now.",
        mailbox="press@c.example",
        duty=DUTY,
        rings=DEE,
    )


@pytest.mark.parametrize(
    ("now", "people", "duty", "rings"),
    [
        (OPEN, [CY, DEE], DUTY, DEE),
        (NIGHT, [DEE], DUTY, DUTY),
        (NIGHT, [DEE], None, None),
        (OPEN, [], DUTY, DUTY),
        (NIGHT, [CY], None, None),
    ],
)
def test_whose_phone_is_answered_now_depends_on_the_hour(now, people, duty, rings) -> None:
    settings = SETTINGS.model_copy(update={"people": tuple(people)})
    media = settings.desks["media"].model_copy(update={"duty": duty})
    assert contacts.contacts(settings, media, now=now, locale="en").rings == rings


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"weekdays": "8:30-17:30"}, "Monday to Friday, 8:30 to 17:30 in Ottawa"),
        (
            {"weekdays": "8:30-12:00, 13:00-17:00"},
            "Monday to Friday, 8:30 to 12:00 and 13:00 to 17:00 in Ottawa",
        ),
        (
            {"monday": "9:00-17:00", "friday": "9:00-15:00"},
            "Monday, 9:00 to 17:00; Friday, 9:00 to 15:00 in Ottawa",
        ),
        ({"weekdays": "9:00-24:00"}, "Monday to Friday, 9:00 to 24:00 in Ottawa"),
        ({"always": True}, "Day and night, every day"),
        ({"weekdays": "closed"}, "By appointment"),
    ],
)
def test_hours_are_said_with_like_days_together(hours: dict[str, object], said: str) -> None:
    assert beside(hours)[0] == said


@pytest.mark.parametrize(
    ("hours", "now", "state"),
    [
        ({"weekdays": "9:00-17:00"}, OPEN, "Open now."),
        ({"weekdays": "9:00-14:00"}, OPEN, "Opens 09:00 tomorrow."),
        ({"weekdays": "16:00-17:00"}, OPEN, "Opens 16:00 today."),
        ({"friday": "9:00-17:00"}, OPEN, "Opens Fri 27 Nov, 09:00."),
        ({"always": True}, OPEN, "Open now."),
        ({"weekdays": "closed"}, OPEN, ""),
    ],
)
def test_whether_somebody_is_there(hours: dict[str, object], now: datetime, state: str) -> None:
    assert beside(hours, now)[1] == state


def test_the_script_gets_the_hours_padded() -> None:
    shut = Holidays(
        frozenset({date(2026, 11, 22), date(2027, 3, 26), date(2026, 11, 23)}), frozenset({(1, 1)})
    )
    media = off({"weekdays": "8:30-12:00, 13:00-24:00"}, shut)
    day = [["08:30", "12:00"], ["13:00", "24:00"]]
    assert contacts.script_hours(media, "America/Toronto", OPEN) == {
        "zone": "America/Toronto",
        "week": [day] * 5 + [[], []],
        "closed": ["2026-11-23", "2027-03-26", "01-01"],
    }


def days(*given: str) -> Holidays:
    return holidays.listed(given)


@pytest.mark.parametrize(
    ("hours", "shut", "said", "state"),
    [
        ({"weekdays": "9:00-17:00"}, days("2026-11-27"), "; closed Fri 27 Nov", "Open now."),
        ({"weekdays": "9:00-17:00"}, days("11-24"), "; closed Tue 24 Nov", "Opens 09:00 tomorrow."),
        (
            {"weekdays": "9:00-17:00"},
            days("11-24", "11-25", "2026-12-01"),
            "; closed Tue 24 Nov to Wed 25 Nov and Tue 1 Dec",
            "Opens Thu 26 Nov, 09:00.",
        ),
        (
            {"weekdays": "9:00-17:00"},
            days("2026-11-27", "2026-11-30"),
            "; closed Fri 27 Nov to Mon 30 Nov",
            "Open now.",
        ),
        ({"weekdays": "9:00-17:00"}, days("2026-11-28"), "", "Open now."),  # a Saturday
        ({"weekdays": "9:00-17:00"}, days("2026-12-08"), "", "Open now."),  # in two weeks
        ({"weekdays": "9:00-17:00"}, days("2026-11-23"), "", "Open now."),  # yesterday
        ({"always": True}, days("11-24"), "; closed Tue 24 Nov", "Opens 00:00 tomorrow."),
    ],
)
def test_the_holidays_of_the_next_two_weeks_are_said(
    hours: dict[str, object], shut: Holidays, said: str, state: str
) -> None:
    found = contacts.contacts(SETTINGS, off(hours, shut), now=OPEN, locale="en")
    assert (found.hours, found.state) == (beside(hours)[0] + said, state)


def test_a_desk_that_is_always_open_but_for_holidays_has_a_phone_for_them() -> None:
    always = {"always": True}
    shut, never = (
        off(always, shut).model_copy(update={"duty": DUTY}) for shut in (days("12-25"), Holidays())
    )
    found = [contacts.contacts(SETTINGS, one, now=OPEN, locale="en").duty for one in (shut, never)]
    assert found == [DUTY, None]


def test_today_is_the_organisations() -> None:
    night = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert contacts.today_and_tomorrow(night, "America/Toronto", "en") == {
        "today": "Tue 24 Nov",
        "tomorrow": "Wed 25 Nov",
    }
