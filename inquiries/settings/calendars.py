"""Adds the days of the calendars that settings name to the holidays they list. Reads those files, at the start."""

from datetime import date
from pathlib import Path
from typing import TypeVar

from inquiries import clock
from inquiries.settings.holidays import Holidays
from inquiries.settings.lines import Loc
from inquiries.settings.model import Settings, closing
from inquiries.settings.tables import Desk, Organisation

Of = TypeVar("Of", Organisation, Desk)
AHEAD = 12  # years: longer than any deadline a form takes, and longer than a service runs without a start


class Wrong(Exception):
    """The calendar named at `loc` cannot be used; `words` are a predicate."""

    def __init__(self, loc: Loc, words: str) -> None:
        super().__init__(words)
        self.loc, self.words = loc, words


def read(settings: Settings) -> Settings:
    """The same settings, with what their calendars close. Raises Wrong."""

    def with_days(loc: Loc, of: Of) -> Of:
        if of.holidays_calendar is None:
            return of
        days = _days((*loc, "holidays_calendar"), of.holidays_calendar, settings.timezone)
        return of.model_copy(update={"holidays": of.holidays | Holidays(days)})

    organisation = with_days(("organisation",), settings.organisation)
    desks = {slug: with_days(("desks", slug), desk) for slug, desk in settings.desks.items()}
    return settings.model_copy(update={"organisation": organisation, "desks": closing(organisation, desks)})


def _days(loc: Loc, file: Path, zone: str) -> frozenset[date]:
    # Here, because it takes a quarter of a second that only those pay who have a calendar.
    from inquiries.settings import calendar_file

    this_year = clock.now().year
    try:
        return calendar_file.closed_days(
            file, date(this_year - 1, 1, 1), date(this_year + AHEAD, 12, 31), zone
        )
    except calendar_file.Unreadable as error:
        raise Wrong(loc, f"{error}: {file}") from None
