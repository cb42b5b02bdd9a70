"""The days a report is about: whole days on somebody's clock, their parts, and the days before. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST = 3660  # days
_MOST_PARTS = 14
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Length(StrEnum):
    """Lengths to choose from, in whole weeks, so that the weeks before are as many."""

    FOUR_WEEKS = "four-weeks"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def weeks(self) -> int:
        return {"four-weeks": 4, "quarter": 13, "year": 52}[self.value]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included, on the clock of `zone`."""

    first: date
    last: date
    zone: str

    @property
    def days(self) -> int:
        return (self.last - self.first) // DAY + 1

    @property
    def start(self) -> datetime:
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        """The instant after it."""
        return self._midnight(self.last + DAY)

    def before(self) -> "Period":
        """As many days, directly before."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length, self.zone)

    def length(self) -> Length | None:
        """Which of the lengths to choose from it is as long as; None for days of one's own."""
        whole = self.first.weekday() == 0
        return next((one for one in Length if whole and one.weeks * 7 == self.days), None)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), ZoneInfo(self.zone)).astimezone(UTC)


def latest(length: Length, now: datetime, zone: str) -> Period:
    """The last whole weeks, Monday to Sunday, that are over at `now`."""
    today = now.astimezone(ZoneInfo(zone)).date()
    last = today - timedelta(days=today.weekday()) - DAY
    return Period(last - timedelta(weeks=length.weeks) + DAY, last, zone)


def parts(period: Period) -> tuple[str, tuple[Period, ...]]:
    """What the parts are called, and the parts: weeks, or the first longer kind of which 14 are enough.

    They begin where weeks, months, quarters and years begin; the first and the last may be cut short.
    """
    for kind in ("week", *_MONTHS):
        edges = _edges(kind, period)
        if len(edges) <= _MOST_PARTS + 1 or kind == "year":
            break
    made = (Period(first, following - DAY, period.zone) for first, following in pairwise(edges))
    return kind, tuple(made)


def _edges(kind: str, period: Period) -> list[date]:
    """The first day of every part, and the day after the last."""
    edges, at = [period.first], _following(kind, period.first)
    while at <= period.last:
        edges.append(at)
        at = _following(kind, at)
    return [*edges, period.last + DAY]


def _following(kind: str, day: date) -> date:
    if kind == "week":
        return day + timedelta(days=7 - day.weekday())
    months = _MONTHS[kind]
    count = day.year * 12 + (day.month - 1) // months * months + months
    return date(count // 12, count % 12 + 1, 1)
