"""Which days an iCalendar file closes. 2026 and 2027 are looked at, from Ottawa."""

from datetime import date
from pathlib import Path

import pytest

from inquiries.settings import calendar_file
from inquiries.settings.calendar_file import Unreadable

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
HEAD, FOOT = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//A Charity//EN\n", "END:VCALENDAR\n"


def write(folder: Path, *events: str) -> Path:
    """A file with these events, each a few properties."""
    file = folder / "holidays.ics"
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    file.write_bytes((HEAD + body + FOOT).replace("\n", "\r\n").encode())
    return file


def closed(folder: Path, *events: str, zone: str = "America/Toronto") -> list[str]:
    days = calendar_file.closed_days(write(folder, *events), FIRST, LAST, zone)
    return [day.isoformat() for day in sorted(days)]


DAY = "DTSTART;VALUE=DATE:"


@pytest.mark.parametrize(
    ("event", "days"),
    [
        pytest.param(f"{DAY}20261225", ["2026-12-25"], id="one day"),
        pytest.param(f"{DAY}20261225\nDTEND;VALUE=DATE:20261226", ["2026-12-25"], id="the end is outside"),
        pytest.param(
            f"{DAY}20261225\nDTEND;VALUE=DATE:20261225", ["2026-12-25"], id="an end that is the start"
        ),
        pytest.param(
            f"{DAY}20261224\nDTEND;VALUE=DATE:20261228",
            ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27"],
            id="several days",
        ),
        pytest.param(f"{DAY}20261225\nDURATION:P2D", ["2026-12-25", "2026-12-26"], id="a length"),
        pytest.param(
            f"{DAY}20251230\nDURATION:P1W", [f"2026-01-0{n}" for n in range(1, 6)], id="began before"
        ),
        pytest.param(f"{DAY}20271231\nDURATION:P9999D", ["2027-12-31"], id="ends long after"),
        pytest.param(f"{DAY}19001225\nRRULE:FREQ=YEARLY", ["2026-12-25", "2027-12-25"], id="every year"),
        pytest.param(
            f"{DAY}20000101\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=MO;BYMONTHDAY=18,19,20,21,22,23,24",
            ["2026-05-18", "2027-05-24"],
            id="the Monday before 25 May",
        ),
        pytest.param(
            f"{DAY}20200907\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO",
            ["2026-09-07", "2027-09-06"],
            id="Labour Day",
        ),
        pytest.param(f"{DAY}20261225\nRRULE:FREQ=YEARLY;UNTIL=20270101", ["2026-12-25"], id="until"),
        pytest.param(
            f"{DAY}20261225\nRRULE:FREQ=YEARLY;UNTIL=20271225",
            ["2026-12-25", "2027-12-25"],
            id="until and with",
        ),
        pytest.param(f"{DAY}20261225\nRRULE:FREQ=YEARLY;COUNT=1", ["2026-12-25"], id="so many times"),
        pytest.param(
            f"{DAY}20240102\nRRULE:FREQ=WEEKLY;COUNT=106\nEXDATE;VALUE=DATE:20251230",
            ["2026-01-06"],
            id="counted from its start, less what is taken out",
        ),
        pytest.param(
            f"{DAY}20251225\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20261225",
            ["2027-12-25"],
            id="not that year",
        ),
        pytest.param(
            f"{DAY}20260101\nRDATE;VALUE=DATE:20260201,20260301\nRDATE;VALUE=DATE:20260401\n"
            "EXDATE;VALUE=DATE:20260101\nEXDATE;VALUE=DATE:20260301",
            ["2026-02-01", "2026-04-01"],
            id="days listed in several lines",
        ),
        pytest.param(
            f"{DAY}20261225\nTRANSP:TRANSPARENT", ["2026-12-25"], id="shown as free: holidays often are"
        ),
        pytest.param(f"{DAY}20261225\nSTATUS:CANCELLED", [], id="cancelled"),
        pytest.param(
            "DTSTART:20261225T090000\nDTEND:20261225T170000", [], id="an office day is no whole day"
        ),
        pytest.param(
            "DTSTART:20261225T000000\nDTEND:20261226T000000", ["2026-12-25"], id="from midnight to midnight"
        ),
        pytest.param(
            "DTSTART:20261224T120000\nDTEND:20261227T090000", ["2026-12-25", "2026-12-26"], id="two between"
        ),
        pytest.param("DTSTART:20261225T010000\nDTEND:20261226T010000", [], id="a day long, but no day whole"),
        pytest.param("DTSTART:20261225T000000Z\nDTEND:20261226T000000Z", [], id="a day in Greenwich"),
        pytest.param(
            "DTSTART:20261225T050000Z\nDTEND:20261226T050000Z", ["2026-12-25"], id="our day, by Greenwich"
        ),
        pytest.param(
            "DTSTART;TZID=America/Toronto:20270314T000000\nDTEND;TZID=America/Toronto:20270315T000000",
            ["2027-03-14"],
            id="a day of 23 hours",
        ),
        pytest.param("DTSTART:20261225T090000\nDURATION:PT1H\nRRULE:FREQ=HOURLY", [], id="timed"),
        pytest.param(
            "DTSTART;TZID=America/Toronto:20251225T000000\nDURATION:P1D\nRRULE:FREQ=YEARLY;UNTIL=20261225T050000Z",
            ["2026-12-25"],
            id="until, by Greenwich",
        ),
    ],
)
def test_an_event_closes_the_days_it_covers_whole(tmp_path: Path, event: str, days: list[str]) -> None:
    assert closed(tmp_path, event) == days


def test_an_instance_that_was_moved_or_taken_out_is_not_where_it_was(tmp_path: Path) -> None:
    series = f"UID:a\n{DAY}20251225\nRRULE:FREQ=YEARLY"
    moved = f"UID:a\nRECURRENCE-ID;VALUE=DATE:20261225\n{DAY}20261228"
    out = f"UID:a\nSTATUS:CANCELLED\nRECURRENCE-ID;VALUE=DATE:20271225\n{DAY}20271225"
    other = f"UID:b\n{DAY}20270701"
    assert closed(tmp_path, series, moved, out, other) == ["2026-12-28", "2027-07-01"]


def test_a_day_is_one_of_the_organisations_own(tmp_path: Path) -> None:
    event = "DTSTART;TZID=Asia/Kolkata:20261225T000000\nDURATION:P1D"
    assert closed(tmp_path, event, zone="Asia/Kolkata") == ["2026-12-25"]
    assert closed(tmp_path, event, zone="America/Toronto") == []


def test_a_calendar_may_be_empty_begin_with_a_mark_or_be_several(tmp_path: Path) -> None:
    assert closed(tmp_path) == []
    file = write(tmp_path, f"{DAY}20261225")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes() + file.read_bytes().replace(b"1225", b"1226"))
    found = calendar_file.closed_days(file, FIRST, LAST, "UTC")
    assert found == {date(2026, 12, 25), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("SUMMARY:Lantern\n Day", 'names a calendar in which the event "LanternDay" has no start'),
        ("DTSTART:2026-12-25", "names a calendar in which an event has a DTSTART that is no date"),
        ("DTSTART:20261225\nDTEND:soon", "names a calendar in which an event has a DTEND that is no date"),
        (f"{DAY}20261325", "names a calendar in which an event has a DTSTART that is no date"),
        (
            f"{DAY}20261225\nRRULE:FREQ=SOMETIMES",
            "names a calendar in which an event repeats by a rule that is none",
        ),
        (
            f"{DAY}20261225\nRRULE:FREQ=SECONDLY",
            "names a calendar in which an event should repeat by the day, week, month or year",
        ),
        (
            f"{DAY}20261225\nRRULE:FREQ=DAILY;INTERVAL=0",
            "names a calendar in which an event should repeat by the day, week, month or year",
        ),
        (f"{DAY}99991231\nSUMMARY:End", 'names a calendar in which the event "End" cannot be followed ('),
    ],
)
def test_an_event_that_cannot_be_followed_is_named(tmp_path: Path, event: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        closed(tmp_path, event)
    assert str(refused.value).startswith(words)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"BEGIN:VCALENDAR\r\n\xff", b"BEGIN:VCALENDAR\r\nfoo bar\r\n"]
)
def test_what_is_no_calendar_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.ics").write_bytes(content)
    with pytest.raises(Unreadable, match=r"^names a file that is no iCalendar$"):
        calendar_file.closed_days(tmp_path / "x.ics", FIRST, LAST, "UTC")


def test_a_file_that_is_not_there_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreadable, match=r"cannot be read \(No such file or directory\)"):
        calendar_file.closed_days(tmp_path / "none.ics", FIRST, LAST, "UTC")
    monkeypatch.setattr(calendar_file, "MOST_EVENTS", 1)
    with pytest.raises(Unreadable, match="more than 1 events"):
        closed(tmp_path, f"{DAY}20261225", f"{DAY}20261226")
    file = write(tmp_path)
    file.write_bytes(file.read_bytes().ljust(calendar_file.LARGEST + 1))
    with pytest.raises(Unreadable, match="more than 1 MB"):
        calendar_file.closed_days(file, FIRST, LAST, "UTC")


def test_rules_that_never_come_true_do_not_hold_up_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = f"{DAY}99000101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert closed(tmp_path, never) == []
    monkeypatch.setattr(calendar_file, "LONGEST", 0.05)
    with pytest.raises(Unreadable, match="take too long to follow"):
        closed(tmp_path, *[never] * 50)
