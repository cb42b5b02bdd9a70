"""Time zones by IANA name. The list is read once, when a form is made; names from strangers open no file."""

import zoneinfo
from functools import cache
from zoneinfo import ZoneInfo

from inquiries.forms.field import Field, Moment
from inquiries.wording import Text

_NOT_PLACES = {"factory", "localtime"}  # in the database, but they name no zone a person can be in


def timezone(name: str, label: Text, *, hint: Text | None = None) -> Field:
    """An optional zone; without one the organisation's is used. The page supplies the choices."""
    unknown = Text("Choose a time zone from the list, like Europe/London")
    return Field(name, label, "select", unknown, _read, hint, True, 64)


@cache
def known() -> dict[str, str]:
    """Every IANA name by its lower-case spelling."""
    names = {name.lower(): name for name in zoneinfo.available_timezones()}
    return {lower: name for lower, name in names.items() if lower not in _NOT_PLACES}


@cache
def info(name: str) -> ZoneInfo:
    """The zone behind a known name, kept: the standard library keeps only eight."""
    return ZoneInfo(name)


def city(name: str) -> str:
    """The place a zone is called after: "New York" for America/New_York."""
    return name.rpartition("/")[2].replace("_", " ")


def _read(field: Field, text: str, moment: Moment) -> str | Text:
    return known().get(text.lower(), field.missing)
