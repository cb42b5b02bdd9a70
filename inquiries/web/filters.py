"""What every template may use for times and words: the filters and globals, bound to one rendering."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.settings import Settings
from inquiries.wording import Text


@dataclass(frozen=True, slots=True)
class Rendering:
    """Who reads and when: `now` None is a mail, which says dates and never "today"."""

    locale: str
    now: datetime | None


# Set around each render, so that macros imported without context speak the same language.
_rendering: ContextVar[Rendering] = ContextVar("rendering")


@contextmanager
def rendering(locale: str, now: datetime | None) -> Iterator[None]:
    """Filters inside speak `locale` and count from `now`."""
    before = _rendering.set(Rendering(locale, now))
    try:
        yield
    finally:
        _rendering.reset(before)


def gettext(words: str) -> str:
    return catalogues.translations(_rendering.get().locale).gettext(words) if words else ""


def ngettext(one: str, many: str, count: int) -> str:
    return catalogues.translations(_rendering.get().locale).ngettext(one, many, count)


def translated(value: object) -> object:
    """A Text becomes its words wherever it is printed; all else stays as it is."""
    return catalogues.text(value, _rendering.get().locale) if isinstance(value, Text) else value


def filters(settings: Settings) -> dict[str, Callable[..., Any]]:
    """Filters by name. A zone left out is the organisation's own."""
    ours, place = settings.timezone, settings.organisation.place

    def left(value: datetime | timedelta, short: bool = False) -> str:
        current = _rendering.get()
        delta = value - _present() if isinstance(value, datetime) else value
        return say.left(delta, current.locale, short=short)

    def ago(at: datetime) -> str:
        return say.ago(at, _present(), _rendering.get().locale)

    def clock(at: datetime, zone: str = ours) -> str:
        return say.clock(at, zone, _rendering.get().now, _rendering.get().locale)

    def date(at: datetime, zone: str = ours) -> str:
        return say.date(at, zone, _rendering.get().now, _rendering.get().locale)

    def day(at: datetime, zone: str = ours) -> str:
        return say.day(at, zone, _rendering.get().now, _rendering.get().locale)

    def time(at: datetime, zone: str = ours) -> str:
        return say.time(at, zone)

    def both(at: datetime, theirs: str, ours_first: bool = False) -> str:
        return ", ".join(half for half in pair(at, theirs, ours_first) if half)

    def pair(at: datetime, theirs: str, ours_first: bool = False) -> tuple[str, str]:
        current = _rendering.get()
        named = "" if ours_first else place
        return say.pair(
            at, theirs, ours, current.now, place=named, ours_first=ours_first, locale=current.locale
        )

    def city(zone: str) -> str:
        return say.city(zone, _rendering.get().locale)

    return {
        "ago": ago,
        "both": both,
        "city": city,
        "clock": clock,
        "date": date,
        "day": day,
        "iso": iso,
        "left": left,
        "pair": pair,
        "t": words,
        "time": time,
    }


def words(value: Text | str) -> str:
    """A Text, or a str from the settings, in the page's language."""
    return catalogues.text(value, _rendering.get().locale) if isinstance(value, Text) else gettext(value)


def iso(at: datetime) -> str:
    """For <time datetime>: "2026-11-24T22:00:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _present() -> datetime:
    now = _rendering.get().now
    if now is None:
        raise ValueError("a mail states clock times and does not count down")
    return now
