"""The days of a report in words, and the choice of others. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date

from inquiries.i18n import catalogues
from inquiries.inquiry import period as periods
from inquiries.inquiry.period import Length, Period
from inquiries.settings import Settings
from inquiries.staff.office import Visitor
from inquiries.wording import Text

URL = "/staff/reports"
CHOICES = {
    Length.FOUR_WEEKS: Text("Last four weeks"),
    Length.QUARTER: Text("Last 13 weeks, a quarter"),
    Length.YEAR: Text("Last 52 weeks, a year"),
}
_LENGTHS = {
    Length.FOUR_WEEKS: Text("four weeks"),
    Length.QUARTER: Text("13 weeks"),
    Length.YEAR: Text("52 weeks"),
}
_BEFORE = {
    Length.FOUR_WEEKS: Text("The four weeks before"),
    Length.QUARTER: Text("The 13 weeks before"),
    Length.YEAR: Text("The 52 weeks before"),
}
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST, _LATEST = date(1971, 1, 1), date(9000, 1, 1)
_INSTEAD = Text("These are the last four weeks instead.")


def asked(query: Mapping[str, str], visitor: Visitor, zone: str) -> tuple[Period, Text | None]:
    """The period an address asks for; the last four weeks where it makes no sense, with words that say so."""
    wanted, first, last = (query.get(name, "").strip() for name in ("period", "from", "to"))
    default = periods.latest(Length.FOUR_WEEKS, visitor.now, zone)
    if not first and not last:
        known = wanted in {length.value for length in Length}
        return (periods.latest(Length(wanted), visitor.now, zone) if known else default), None
    days = [_date(typed) for typed in (first, last)]
    problem = _problem(days, (first, last))
    if problem or days[0] is None or days[1] is None:
        return default, problem
    return Period(days[0], days[1], zone), None


def _problem(days: list[date | None], typed: tuple[str, str]) -> Text | None:
    for day, words in zip(days, typed, strict=True):
        if day is None and words:
            return Text(
                "“%(typed)s” is not a day we know; write it like 2026-10-26. %(instead)s",
                {"typed": words[:40], "instead": _INSTEAD},
            )
    first, last = days
    if first is None or last is None:
        return Text("Enter both the first day and the last. %(instead)s", {"instead": _INSTEAD})
    if last < first:
        return Text("The first day comes after the last; swap them. %(instead)s", {"instead": _INSTEAD})
    if (last - first).days >= periods.LONGEST:
        return Text("Choose ten years or less. %(instead)s", {"instead": _INSTEAD})
    return None


def _date(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed) if _WRITTEN.fullmatch(typed) else None
    except ValueError:
        return None
    return day if day and _EARLIEST <= day <= _LATEST else None


def said(period: Period, visitor: Visitor) -> Text:
    """ "26 October to 22 November, four weeks"."""
    length = period.length()
    days = _LENGTHS[length] if length else _days(period.days, visitor)
    values = {"first": day(period.first, visitor), "last": day(period.last, visitor), "length": days}
    if period.first == period.last:
        return Text("%(first)s", values)
    return Text("%(first)s to %(last)s, %(length)s", values)


def before(period: Period, visitor: Visitor) -> Text:
    """ "The four weeks before", "The 3 days before"."""
    length = period.length()
    if length:
        return _BEFORE[length]
    return Text("The %(days)s before", {"days": _days(period.days, visitor)})


def day(at: date, visitor: Visitor, *, short: bool = False) -> str:
    """ "26 October", `short` "26 Oct"; with its year in another year."""
    pattern = ("d MMM" if short else "d MMMM") + ("" if at.year == visitor.now.year else " y")
    return format_date(at, pattern, locale=catalogues.babel_locale(visitor.locale))


def part(kind: str, one: Period, visitor: Visitor) -> str:
    """What a part of the period is called: "26 Oct", "Oct", "Q4", "2026"."""
    if kind == "week":
        return format_date(one.first, "d MMM", locale=catalogues.babel_locale(visitor.locale))
    pattern = {"month": "LLL", "quarter": "QQQ", "year": "y"}[kind]
    return format_date(one.first, pattern, locale=catalogues.babel_locale(visitor.locale))


def choice(
    period: Period, desk: str | None, visitor: Visitor, settings: Settings, desks: Collection[str]
) -> dict[str, Any]:
    """The form that asks for another period or desk, and the addresses of the usual ones."""
    latest = {one: periods.latest(one, visitor.now, period.zone) for one in Length}
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "usual": [
            {"words": words, "url": _url(URL, desk, period=one.value), "current": latest[one] == period}
            for one, words in CHOICES.items()
        ],
        "desks": [
            {"slug": slug, "name": found.name, "chosen": slug == desk}
            for slug, found in settings.desks.items()
            if slug in desks
        ],
        "csv_url": _url(
            f"{URL}.csv", desk, **{"from": period.first.isoformat(), "to": period.last.isoformat()}
        ),
    }


def _url(path: str, desk: str | None, **query: str) -> str:
    return f"{path}?{urlencode(query | ({'desk': desk} if desk else {}))}"


def _days(count: int, visitor: Visitor) -> str:
    words = catalogues.translations(visitor.locale)
    return words.ngettext("%(days)s day", "%(days)s days", count) % {"days": count}
