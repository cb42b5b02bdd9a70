"""A time of day as people write it: 16:30, 4.30 pm, 16h30, 1630, noon. Knows no day and no zone."""

import re
import unicodedata

from inquiries.wording import Text

UNREADABLE = Text("Enter the time of your deadline, like 16:30 or 4:30 pm")
# The one word that names two times; a wrong guess would be a day out.
MIDNIGHT = Text("Enter midnight as 23:59 for the end of that day, or 00:00 for its start")

_SPLIT = re.compile(r"(\d{1,2})\s?[:.h]\s?(\d\d)(?:[:.]\d\d(?:\.\d+)?)?\s?(am|pm|h)?")
_WHOLE_HOUR = re.compile(r"(\d{1,2})\s?()(am|pm|h)")
_TOGETHER = re.compile(r"(\d{1,2})(\d\d)\s?(am|pm|h)?")
_NOON = {"noon", "12 noon", "midday", "midi"}
_MIDNIGHT = {"midnight", "12 midnight", "minuit"}


def read(text: str) -> int | Text:
    """Minutes after 00:00 of the day, 1440 for 24:00; or the cure. Seconds are dropped."""
    words = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if words in _NOON:
        return 12 * 60
    if words in _MIDNIGHT:
        return MIDNIGHT
    words = words.replace("a.m.", "am").replace("p.m.", "pm").replace("a.m", "am").replace("p.m", "pm")
    for shape in (_SPLIT, _TOGETHER, _WHOLE_HOUR):
        if found := shape.fullmatch(words):
            hours, minutes, half = found.groups()
            return _minutes(int(hours), int(minutes or 0), half)
    return UNREADABLE


def _minutes(hours: int, minutes: int, half: str | None) -> int | Text:
    if half in ("am", "pm") and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "pm" else 0)
    elif half == "am" or (half == "pm" and hours == 0):
        return UNREADABLE
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        return UNREADABLE
    return hours * 60 + minutes
