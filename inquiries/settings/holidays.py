"""Days on which nobody is there, as people list them: "2026-12-25", or "12-25" for every year. Knows no file."""

import re
from dataclasses import dataclass
from datetime import date, datetime

_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_SHAPE = 'should list days like "2026-12-25", or "12-25" for every year'
_LEAP = 2024  # so that 29 February can be listed


@dataclass(frozen=True, slots=True)
class Holidays:
    """Single days, and (month, day) of every year."""

    dates: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.dates or (day.month, day.day) in self.yearly

    def __or__(self, other: "Holidays") -> "Holidays":
        return Holidays(self.dates | other.dates, self.yearly | other.yearly)

    def __bool__(self) -> bool:
        return bool(self.dates or self.yearly)


NONE = Holidays()


def listed(given: object) -> Holidays:
    """Days from a list; TOML's own dates will do as well. Raises ValueError with words for people."""
    if isinstance(given, Holidays):
        return given
    if isinstance(given, dict) and isinstance(
        given.get("dates"), frozenset
    ):  # itself, as a dump of settings has it
        return Holidays(**given)
    if not isinstance(given, list | tuple):
        raise ValueError(_SHAPE)
    days = [_day(entry) for entry in given]
    return Holidays(
        frozenset(day for day in days if isinstance(day, date)),
        frozenset(day for day in days if not isinstance(day, date)),
    )


def _day(entry: object) -> date | tuple[int, int]:
    if isinstance(entry, date) and not isinstance(entry, datetime):
        return entry
    text = entry.strip() if isinstance(entry, str) else ""
    try:
        if yearly := _YEARLY.fullmatch(text):
            found = date(_LEAP, int(yearly[1]), int(yearly[2]))
            return found.month, found.day
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'lists a day that no calendar has: "{text}"') from None
    shown = f', not "{entry}"' if isinstance(entry, str) else ""
    raise ValueError(_SHAPE + shown)
