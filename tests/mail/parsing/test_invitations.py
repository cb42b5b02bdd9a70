"""Invitations in one line."""

import pytest

from inquiries.mail.parsing import invitations


def calendar(*lines: str, method: str = "REQUEST") -> str:
    event = ["BEGIN:VEVENT", *lines, "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Another", "END:VEVENT"]
    return "\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", *event, "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            (
                "SUMMARY:Interview\\, live",
                "DTSTART:20261202T140000Z",
                "DTEND:20261202T150000Z",
                "LOCATION:Room 5",
            ),
            "Invitation: Interview, live · 2026-12-02 14:00–15:00 UTC · Room 5",
        ),
        (
            (
                "SUMMARY;LANGUAGE=de:Gespräch",
                'DTSTART;TZID="Europe/Berlin":20261202T140000',
                "DTEND:20261203T010000",
            ),
            "Invitation: Gespräch · 2026-12-02 14:00–2026-12-03 01:00 (Europe/Berlin)",
        ),
        (("SUMMARY:Open\n  day", "DTSTART;VALUE=DATE:20261202"), "Invitation: Open day · 2026-12-02"),
        (("SUMMARY:Some time", "DTSTART:soon"), "Invitation: Some time"),
        (("UID:1",), ""),
    ],
)
def test_event_is_said_in_one_line(lines, said):
    assert invitations.line(calendar(*lines)) == said


def test_cancelled_event_is_called_so():
    assert invitations.line(calendar("SUMMARY:Interview", method="CANCEL")) == "Cancelled event: Interview"


def test_what_is_no_calendar_says_nothing():
    assert invitations.line("Hello\n" * 10) == ""
