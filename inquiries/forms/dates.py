"""Dates, and moments with or without an offset, in ISO 8601: what date boxes and programs send."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from inquiries.forms import zones
from inquiries.forms.field import Field, Moment
from inquiries.wording import Text

LIMIT = 64
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII
)


def coming_date(name: str, label: Text, *, hint: Text | None = None) -> Field:
    """An optional date, today or later where the organisation is."""
    wrong = Text("Enter the date as year-month-day, like 2027-05-30, or leave it empty")
    return Field(name, label, "date", wrong, _coming, hint, True, LIMIT)


def local_moment(name: str, label: Text, *, wrong: Text, hint: Text | None = None) -> Field:
    """An optional date and time, in the sender's zone unless it says its offset. The answer is in UTC."""
    return Field(name, label, "datetime", wrong, _in_utc, hint, True, LIMIT)


def day(text: str) -> date | None:
    """The date, or None for anything but an ISO date."""
    text = unicodedata.normalize("NFKC", text)
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """The date and time to the second, aware only if it said its offset; or None if it is neither."""
    found = _INSTANT.fullmatch(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    on, at, offset = found.groups()
    try:
        return datetime.fromisoformat(f"{on}T{at}{(offset or '').upper()}").replace(microsecond=0)
    except ValueError:
        return None


def canonical(at: datetime) -> str:
    """How answers keep an instant: ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _coming(field: Field, text: str, asked: Moment) -> str | Text:
    found = day(text)
    if found is None:
        return field.missing
    today = asked.now.astimezone(zones.info(asked.zone)).date()
    if found < today:
        return Text("%(date)s has passed. Enter a later date, or leave it empty", {"date": found.isoformat()})
    if found > today + timedelta(days=3660):
        return Text("Check the year of the date: %(year)s is far ahead", {"year": str(found.year)})
    return found.isoformat()


def _in_utc(field: Field, text: str, asked: Moment) -> str | Text:
    found = moment(text)
    if found is None:
        return field.missing
    # Date boxes let a year be typed short: 0026. It also keeps the sum below within the calendar.
    if not 2000 <= found.year <= asked.now.year + 5:
        return Text(
            "Check the year in “%(field)s”: %(year)s", {"field": field.label, "year": str(found.year)}
        )
    return canonical(found if found.tzinfo else found.replace(tzinfo=zones.info(asked.zone)))
