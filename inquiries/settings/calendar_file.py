"""The days an iCalendar file (RFC 5545) closes. Bounded: no file, however large or odd, holds up the start for long."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import chain, takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from dateutil import rrule
from icalendar.cal.component import Component

LARGEST = 1_000_000  # bytes
MOST_EVENTS = 5_000
LONGEST = 5.0  # seconds in which every rule must have been followed
_DAY = timedelta(days=1)
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
# What the two libraries raise for values they cannot follow.
_ODD = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


class Unreadable(Exception):
    """Not a calendar to go by; the message is a predicate: "names a file that is no iCalendar"."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days somebody may ask for, and by when the answer must be there; `zone` is where the desks are."""

    first: date
    last: date
    zone: ZoneInfo
    until: float


def closed_days(file: Path, first: date, last: date, zone: str) -> frozenset[date]:
    """The days from `first` to `last` that an event of `file` covers whole, by the clock of `zone`.

    All-day events close their days, and so do timed ones for each day they cover from midnight to midnight.
    What is cancelled closes nothing. Raises Unreadable.
    """
    window = Window(first, last, ZoneInfo(zone), time.monotonic() + LONGEST)
    events = _events(file)
    moved = [(_text(event, "UID"), at) for event in events if (at := _value(event, "RECURRENCE-ID"))]
    days: set[date] = set()
    for event in events:
        if _text(event, "STATUS").upper() == "CANCELLED":
            continue
        try:
            days.update(_days(event, moved, window))
        except _ODD as error:
            reason = " ".join(str(error).split())[:100]
            raise Unreadable(f"{_about(event)} cannot be followed ({reason})") from None
    return frozenset(days)


def _events(file: Path) -> list[Component]:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"names a file that cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise Unreadable(f"names a calendar of more than {LARGEST // 1_000_000} MB")
    try:
        if b"BEGIN:VCALENDAR" not in content.upper():
            raise ValueError
        calendars = icalendar.Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
    except (*_ODD, RecursionError):
        raise Unreadable("names a file that is no iCalendar") from None
    events = list(chain.from_iterable(calendar.walk("VEVENT") for calendar in calendars))
    if len(events) > MOST_EVENTS:
        raise Unreadable(f"names a calendar with more than {MOST_EVENTS} events")
    return events


def _days(event: Component, moved: list[tuple[str, date]], window: Window) -> Iterator[date]:
    start = _value(event, "DTSTART")
    if start is None:
        raise Unreadable(f"{_about(event)} has no start")
    length = _length(event, start)
    timed = isinstance(start, datetime)
    if timed and length < timedelta(hours=23):  # no day is shorter, not even the one in spring
        return
    zone = (start.tzinfo if isinstance(start, datetime) else None) or window.zone
    uid, out = _text(event, "UID"), list(_dates(event, "EXDATE"))
    if "RECURRENCE-ID" not in event:  # the series itself, without the days that were moved or taken out
        out += [at for owner, at in moved if owner == uid]
    skipped = {_wall(at, zone) for at in out}
    for at in _starts(event, _wall(start, zone), zone, window):
        if time.monotonic() > window.until:
            raise Unreadable("names a calendar whose rules take too long to follow")
        if at in skipped:
            continue
        if not timed:
            yield from _between(at.date(), at.date() + max(length, _DAY), window)
        else:
            begins = at.replace(tzinfo=zone).astimezone(window.zone)
            ends = (at + length).replace(tzinfo=zone).astimezone(window.zone)
            from_midnight = begins.date() + (_DAY if begins.time() != datetime.min.time() else timedelta(0))
            yield from _between(from_midnight, ends.date(), window)


def _starts(event: Component, first: datetime, zone: tzinfo, window: Window) -> Iterator[datetime]:
    """When it happens, by the clock it was written for; far enough to have left the window behind."""
    end = datetime.combine(window.last, datetime.max.time())
    yield first
    yield from (_wall(at, zone) for at in _dates(event, "RDATE"))
    for recur in _all(event, "RRULE"):
        if not isinstance(recur, icalendar.vRecur):
            raise Unreadable(f"{_about(event)} repeats by a rule that is none")
        if recur.get("FREQ", [""])[0] not in _FREQUENCIES or recur.get("INTERVAL", [1])[0] < 1:
            raise Unreadable(f"{_about(event)} should repeat by the day, week, month or year")
        last = min((end, *(_until(at, zone) for at in recur.get("UNTIL", []))))
        without_end: Any = icalendar.vRecur({name: value for name, value in recur.items() if name != "UNTIL"})
        rule = rrule.rrulestr(without_end.to_ical().decode(), dtstart=first)
        yield from takewhile(last.__ge__, rule)


def _until(at: date, zone: tzinfo) -> datetime:
    return _wall(at, zone) if isinstance(at, datetime) else datetime.combine(at, datetime.max.time())


def _length(event: Component, start: date) -> timedelta:
    """How long it takes by the clock on the wall; without an end an all-day event is a day long (3.6.1)."""
    end = _value(event, "DTEND")
    if end is not None:
        zone = getattr(start, "tzinfo", None) or UTC
        return _wall(end, zone) - _wall(start, zone)
    length: Any = event.get("DURATION")
    whole = timedelta(0) if isinstance(start, datetime) else _DAY
    return length.dt if length is not None else whole


def _between(first: date, end: date, window: Window) -> Iterator[date]:
    """The days of the window from `first` to before `end`."""
    day, end = max(first, window.first), min(end, window.last + _DAY)
    while day < end:
        yield day
        day += _DAY


def _value(event: Component, name: str) -> Any:
    """A date or a datetime; None where the event has none."""
    given = event.get(name)
    try:
        value = None if given is None else given.dt
    except _ODD:
        value = given
    if value is not None and not isinstance(value, date):
        raise Unreadable(f"{_about(event)} has a {name} that is no date")
    return value


def _dates(event: Component, name: str) -> Iterator[date]:
    """Every date of a property that may be given several times; of a period its beginning."""
    for given in _all(event, name):
        for one in given.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def _all(event: Component, name: str) -> list[Any]:
    given = event.get(name, [])
    return given if isinstance(given, list) else [given]


def _wall(at: date, zone: tzinfo) -> datetime:
    """What a clock of `zone` shows, naive: all-day events begin at midnight, floating ones mean any clock."""
    if not isinstance(at, datetime):
        return datetime.combine(at, datetime.min.time())
    return (at.astimezone(zone) if at.tzinfo else at).replace(tzinfo=None)


def _text(event: Component, name: str) -> str:
    return str(event.get(name, ""))


def _about(event: Component) -> str:
    """Which event, in words."""
    name = " ".join(_text(event, "SUMMARY").split())[:60]
    return f'names a calendar in which the event "{name}"' if name else "names a calendar in which an event"
