"""Desks in Ottawa and its clock, for tests of working time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from inquiries.settings import Hours

ZONE = "America/Toronto"
OFFICE = Hours()
SPLIT = Hours.model_validate({"weekdays": "8:30-12:00, 13:00-17:30"})
NIGHT = Hours.model_validate({"weekdays": "0:00-2:00, 22:00-24:00"})
ALWAYS = Hours.model_validate({"always": True})
NEVER = Hours.model_validate({"weekdays": "closed"})
SUNDAYS = Hours.model_validate({"sunday": "0:00-24:00"})
TINY = Hours.model_validate({"sunday": "2:15-3:00"})


def at(text: str, fold: int = 0) -> datetime:
    """The instant at which a clock in Ottawa shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE), fold=fold).astimezone(UTC)


def long(text: str) -> timedelta:
    hours, _, minutes = text.partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes or 0))
