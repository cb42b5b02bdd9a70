"""Times of day as people write them."""

import pytest

from inquiries.forms import clock_time


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        *[("16:30", "16:30"), ("4:30 pm", "16:30"), ("4.30 p.m.", "16:30"), ("4pm", "16:00")],
        *[("4 PM", "16:00"), ("16h30", "16:30"), ("16 h 30", "16:30"), ("16h", "16:00"), ("16.30", "16:30")],
        *[("1630", "16:30"), ("930", "09:30"), ("9:05", "09:05"), ("0:00", "00:00"), ("12 am", "00:00")],
        *[("12:30 pm", "12:30"), ("noon", "12:00"), ("Midi", "12:00"), ("24:00", "24:00")],
        *[("１６：３０", "16:30"), ("16:30:00", "16:30"), ("1630h", "16:30"), ("430pm", "16:30")],
        *[("16:30 pm", "16:30"), ("16:30:59.123", "16:30")],
    ],
)
def test_a_time_is_read_in_any_sane_form(typed: str, clock: str) -> None:
    hours, minutes = clock.split(":")
    assert clock_time.read(typed) == int(hours) * 60 + int(minutes)


@pytest.mark.parametrize(
    "typed",
    ["10ish", "4", "16", "25:00", "24:01", "12:60", "16 am", "0 pm", "4:3", "soon", "99999", "2400h1", ":30"],
)
def test_what_could_be_more_than_one_time_is_asked_again(typed: str) -> None:
    assert str(clock_time.read(typed)) == "Enter the time of your deadline, like 16:30 or 4:30 pm"


@pytest.mark.parametrize("typed", ["midnight", "12 Midnight", "minuit"])
def test_midnight_is_asked_again_because_a_day_has_two(typed: str) -> None:
    cure = "Enter midnight as 23:59 for the end of that day, or 00:00 for its start"
    assert str(clock_time.read(typed)) == cure
