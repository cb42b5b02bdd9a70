"""Opening hours and lengths of time as people write them in a file. Knows nothing of desks or dates."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from itertools import pairwise
from typing import NamedTuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = (*DAYS, "weekdays", "weekend", "always")

_SPAN = re.compile(r"(\d{1,2})[:.](\d\d)\s*[-–]\s*(\d{1,2})[:.](\d\d)")
_DURATION = re.compile(r"(?:(\d{1,4})d)?\s*(?:(\d{1,4})h)?\s*(?:(\d{1,4})m(?:in)?)?\s*(?:(\d{1,4})s)?")


class Span(NamedTuple):
    """One stretch of opening within a day, local time. An `end` of `time.max` means midnight, 24:00."""

    start: time
    end: time


Week = tuple[tuple[Span, ...], ...]

OFFICE: Week = ((Span(time(9), time(17)),),) * 5 + ((), ())
ALWAYS: Week = ((Span(time(0), time.max),),) * 7


def week(given: Mapping[str, object]) -> Week:
    """Seven days, Monday first, from `{"monday": "8:30-17:30", …}`; days left out are closed.

    A day's own word wins over "weekdays" and "weekend". Raises ValueError with words for people.
    """
    if "always" in given:
        if given["always"] is not True or len(given) > 1:
            raise ValueError('should have "always = true" alone, or days with their hours')
        return ALWAYS
    groups = ("weekdays",) * 5 + ("weekend",) * 2
    return tuple(
        _day(day.capitalize(), given.get(day, given.get(group, "")))
        for day, group in zip(DAYS, groups, strict=True)
    )


def duration(text: str) -> timedelta:
    """ "30m", "2h", "1h30m", "1d" (24 hours), "90s". Raises ValueError with words for people."""
    found = _DURATION.fullmatch(text.strip().lower())
    if text.strip() == "0":
        return timedelta(0)
    if found is None or not any(found.groups()):
        raise ValueError('should be a length of time like "30m", "2h" or "1h30m"')
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _day(day: str, given: object) -> tuple[Span, ...]:
    if not isinstance(given, str):
        raise ValueError(f'should give {day} as text like "8:30-17:30" or "9:00-12:00, 13:00-17:00"')
    if given.strip().lower() in ("", "closed"):
        return ()
    spans = tuple(_span(day, part.strip()) for part in given.split(","))
    for earlier, later in pairwise(spans):
        if later.start < earlier.end:
            raise ValueError(f"should list the hours of {day} in order and without overlap")
    return spans


def _span(day: str, text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f'should give {day} as text like "8:30-17:30" or "9:00-12:00, 13:00-17:00"')
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in found.groups())
    start, end = _time(day, start_hour, start_minute), _time(day, end_hour, end_minute)
    if end <= start:
        raise ValueError(
            f"should close after it opens on {day} (a night is two spans: until 24:00, and from 0:00)"
        )
    return Span(start, end)


def _time(day: str, hour: int, minute: int) -> time:
    if (hour, minute) == (24, 0):
        return time.max
    if hour > 23 or minute > 59:
        raise ValueError(f"should use times from 0:00 to 24:00 on {day}")
    return time(hour, minute)
