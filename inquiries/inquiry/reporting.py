"""What a report says of its figures: what was in time, percentiles, buckets, hours and weekdays. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from inquiries.database.tables import EPOCH
from inquiries.inquiry.period import Period
from inquiries.settings import Hours

QUARTER_HOUR = 900  # seconds; the clocks of every zone agree on where one begins


class Verdict(StrEnum):
    """What became of an inquiry with a deadline, by its last outcome and the deadline it has now."""

    ANSWERED = "answered"
    DECLINED = "declined"
    ANSWERED_LATE = "answered late"
    DECLINED_LATE = "declined late"
    STILL_OPEN = "still open"  # and the deadline is over
    DID_NOT_RESPOND = "did not respond"


IN_TIME = frozenset({Verdict.ANSWERED, Verdict.DECLINED})
LATE = (Verdict.ANSWERED_LATE, Verdict.DECLINED_LATE, Verdict.STILL_OPEN)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were in time, and what each of them came to."""

    verdicts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())

    @property
    def in_time(self) -> int:
        return sum(self.verdicts.get(verdict, 0) for verdict in IN_TIME)

    @property
    def late(self) -> int:
        return sum(self.verdicts.get(verdict, 0) for verdict in LATE)

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means every one; None of nothing."""
        return self.in_time * 100 // self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted. Times of day are quarters of an hour since 1970, lengths of time whole minutes.

    `verdicts` by the first day of the part of the period (period.parts) that the deadline fell in; all else
    is of inquiries that arrived, but for `ages`, which holds when each that is open now did.
    """

    verdicts: Mapping[tuple[date, Verdict], int] = field(default_factory=dict)
    arrivals: Mapping[int, int] = field(default_factory=dict)
    topics: Mapping[tuple[str, str], int] = field(default_factory=dict)
    outlets: Mapping[str, int] = field(default_factory=dict)
    acknowledged: Mapping[int, int] = field(default_factory=dict)
    answered: Mapping[int, int] = field(default_factory=dict)
    declined: Mapping[str, int] = field(default_factory=dict)
    declined_in_all: int = 0
    ages: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Lengths of time from `least` minutes up to, not including, `most`; None: without end."""

    least: int
    most: int | None


def buckets(*edges: int) -> tuple[Bucket, ...]:
    """From nought to the first edge, on to the second, and so on without end."""
    return tuple(Bucket(least, most) for least, most in zip((0, *edges), (*edges, None), strict=True))


HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
ACKNOWLEDGED = buckets(10, 30, HOUR, 4 * HOUR)
ANSWERED = buckets(HOUR, 4 * HOUR, DAY, 3 * DAY)
AGES = buckets(DAY, 3 * DAY, WEEK, 4 * WEEK)


def share(verdicts: Mapping[tuple[date, Verdict], int], period: Period) -> Share:
    """Of the inquiries whose deadline fell within the period, which is a part or made of several."""
    counted: Counter[Verdict] = Counter()
    for (first, verdict), count in verdicts.items():
        if period.first <= first <= period.last:
            counted[verdict] += count
    return Share(dict(counted))


def percentile(lengths: Mapping[int, int], percent: int) -> int | None:
    """The nearest rank: the shortest length that at least `percent` of a hundred do not exceed; None of nothing.

    `lengths` says how often each occurs. Always one that did occur, nothing between two. Of an even number
    the median is the shorter of the two in the middle.
    """
    rank = -(-sum(lengths.values()) * percent // 100)
    for length in sorted(lengths):
        rank -= lengths[length]
        if rank <= 0:
            return length
    return None


def sorted_in(lengths: Mapping[int, int], into: Iterable[Bucket]) -> list[int]:
    """How many fall into each bucket."""
    return [
        sum(
            count
            for length, count in lengths.items()
            if bucket.least <= length and (bucket.most is None or length < bucket.most)
        )
        for bucket in into
    ]


def ages(arrivals: Mapping[int, int], now: datetime) -> dict[int, int]:
    """How old they are, in minutes: how many are of which age."""
    found: Counter[int] = Counter()
    for quarter, count in arrivals.items():
        found[max(0, (now - instant(quarter)) // timedelta(minutes=1))] += count
    return dict(found)


def in_the_week(arrivals: Mapping[int, int], zone: str) -> dict[tuple[int, time], int]:
    """How many arrived on which weekday, Monday being 0, at which quarter of an hour there, summer and winter."""
    there, counted = ZoneInfo(zone), Counter[tuple[int, time]]()
    for quarter, count in arrivals.items():
        at = instant(quarter).astimezone(there)
        counted[at.weekday(), at.time()] += count
    return dict(counted)


def by_hour(week: Mapping[tuple[int, time], int]) -> list[int]:
    """Of `in_the_week`, how many in each hour of the day."""
    counted = [0] * 24
    for (_, at), count in week.items():
        counted[at.hour] += count
    return counted


def by_weekday(week: Mapping[tuple[int, time], int]) -> list[int]:
    """Of `in_the_week`, how many on each day, Monday first."""
    counted = [0] * 7
    for (day, _), count in week.items():
        counted[day] += count
    return counted


def outside(week: Mapping[tuple[int, time], int], hours: Hours) -> int:
    """Of `in_the_week`, how many arrived outside these hours."""
    return sum(
        count
        for (day, at), count in week.items()
        if not any(span.start <= at < span.end for span in hours.week[day])
    )


def instant(quarter: int) -> datetime:
    """When a quarter of an hour begins."""
    return EPOCH + timedelta(seconds=quarter * QUARTER_HOUR)
