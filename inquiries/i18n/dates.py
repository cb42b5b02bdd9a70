"""Days written as a language writes them, day first. Pure."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from inquiries.i18n.catalogues import babel_locale


def written(day: date, pattern: str, locale: str) -> str:
    """`pattern` as CLDR has it, "EEE d MMM": "Tue 24 Nov", and where a language sets a point, "Di. 24. Nov."."""
    return format_date(day, _pointed(pattern, locale), locale=babel_locale(locale))


@lru_cache(maxsize=256)
def _pointed(pattern: str, locale: str) -> str:
    has_point = "d. MMM" in babel_locale(locale).date_formats["long"].pattern
    return pattern.replace("d MMM", "d. MMM") if has_point else pattern
