"""Time zones to choose from, each with its city and the short name its clock has that day. Pure."""

import importlib.resources
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from inquiries.i18n.catalogues import babel_locale, text
from inquiries.wording import Text

Choices = list[tuple[str, list[tuple[str, str]]]]

_SUGGESTED = Text("Suggested")
_REGIONS = {
    "Africa": Text("Africa"),
    "America": Text("Americas"),
    "Antarctica": Text("Antarctica"),
    "Asia": Text("Asia"),
    "Atlantic": Text("Atlantic"),
    "Australia": Text("Australia"),
    "Europe": Text("Europe"),
    "Indian": Text("Indian Ocean"),
    "Pacific": Text("Pacific"),
    "UTC": Text("Universal time"),
}
# Longyearbyen is alone in its region; nobody looks for it under "Arctic".
_MOVED = {"Arctic": "Europe"}


def zone_choices(now: datetime, locale: str = "en", first: Iterable[str] = ()) -> Choices:
    """Groups of (zone, "London (GMT)") for a select: `first` on top, then every zone.tab place by region.

    A zone in `first` stands only there, so it is one entry of a select; it may be an alias ("Asia/Calcutta").
    The short names are those of the day of `now`.
    """
    pinned = list(dict.fromkeys(zone for zone in first if zone))
    day = now.astimezone(UTC).date()
    groups = _by_region(day, locale)
    if not pinned:
        return [(region, list(places)) for region, places in groups]
    noon = _noon(day)
    top = [(zone, _label(zone, noon, locale)) for zone in pinned]
    rest = [(region, [place for place in places if place[0] not in pinned]) for region, places in groups]
    return [(text(_SUGGESTED, locale), top), *((region, places) for region, places in rest if places)]


def known(zone: str) -> bool:
    """Whether this is the name of a zone that a person can be in, as the database of zones writes it."""
    return zone in _names()


@lru_cache(maxsize=4096)
def city(zone: str, locale: str = "en") -> str:
    """ "London" for "Europe/London", in the reader's language where CLDR knows it; "UTC" for UTC."""
    known = str(get_timezone_location(zone, locale=babel_locale(locale), return_city=True))
    return known.rpartition("/")[2]


@lru_cache(maxsize=8)
def _by_region(day: date, locale: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    noon = _noon(day)
    regions: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for zone in _places():
        region = zone.partition("/")[0]
        regions[_MOVED.get(region, region)].append((zone, _label(zone, noon, locale)))
    return tuple(
        (text(_REGIONS[region], locale), tuple(sorted(places, key=lambda place: _plain(place[1]))))
        for region, places in regions.items()
    )


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    # These two are in the database, but say nothing of where somebody is.
    return frozenset(available_timezones()) - {"Factory", "localtime"}


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """One zone per place people name, from zone.tab; the old names of the same places are left out."""
    table = (importlib.resources.files("tzdata.zoneinfo") / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return (*sorted({row[2] for row in rows}), "UTC")


def _label(zone: str, at: datetime, locale: str) -> str:
    place, short = city(zone, locale), _short_name(at.astimezone(ZoneInfo(zone)))
    return place if place == short else f"{place} ({short})"


def _short_name(local: datetime) -> str:
    """ "GMT" or "EST" where people have a name for it, else "UTC+5:30"."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.utcoffset() or timedelta(0)
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "+" if offset >= timedelta(0) else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _plain(label: str) -> str:
    """Sorting key: É beside E."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", label.casefold())
        if not unicodedata.combining(letter)
    )
