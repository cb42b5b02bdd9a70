"""Deadline arithmetic: working time, the clocks of an inquiry, and how much of its time is left. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from inquiries.settings import Desk, Hours, Span

Stretch = tuple[datetime, datetime]

FAR = datetime(9999, 1, 1, tzinfo=UTC)  # sorts what has no deadline behind everything that has one
SOON = timedelta(hours=1)
SOON_SHARE = 0.75
# A desk that opens on no day of so many is treated as always open: nobody could say when it opens again.
_SHUT_FOR_GOOD = 400
_FARTHEST = 40_000  # days, a century: what takes longer is counted in plain time


class State(StrEnum):
    NONE = "none"  # no deadline
    FINE = "fine"
    SOON = "soon"  # an hour or less, or the last quarter of its time
    LATE_TO_START = "start-late"  # the last safe start is over, the deadline is not
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clocks:
    """When to say whether we will answer, when to start at the latest, when to answer, when it runs."""

    respond_intent_at: datetime
    last_safe_start_at: datetime | None
    deadline_at: datetime | None
    publishes_at: datetime | None

    @property
    def due_at(self) -> datetime:
        return self.last_safe_start_at or self.deadline_at or FAR


@dataclass(frozen=True, slots=True)
class Left:
    """`time` until the last safe start, or since the deadline when late; `share` of the time gone, 0 to 100."""

    state: State
    time: timedelta
    share: int


def clocks(
    desk: Desk, zone: str, *, received: datetime, deadline: datetime | None, publishes: datetime | None
) -> Clocks:
    """The clocks of an inquiry that reached `desk`, whose hours are in `zone`, at `received`.

    Whether we will answer is said within the desk's own time, and before half of the time there is has gone.
    """
    intent = later_by_working_time(desk.hours, zone, received, desk.acknowledge_within)
    if deadline is None:
        return Clocks(intent, None, None, publishes)
    start = earlier_by_working_time(desk.hours, zone, deadline, desk.clearance + desk.preparation)
    return Clocks(
        min(intent, _halfway(desk.hours, zone, received, start, deadline)), start, deadline, publishes
    )


def columns(clocks: Clocks, received: datetime) -> dict[str, datetime | None]:
    """Every column of `inquiries` that is a clock. Whoever moves one writes them all, so that none is left behind."""
    return {
        "respond_intent_at": clocks.respond_intent_at,
        "last_safe_start_at": clocks.last_safe_start_at,
        "deadline_at": clocks.deadline_at,
        "publishes_at": clocks.publishes_at,
        "due_at": clocks.due_at,
        "soon_at": soon_at(received, clocks.last_safe_start_at or clocks.deadline_at),
    }


def soon_at(received: datetime, target: datetime | None) -> datetime | None:
    """When the last hour or the last quarter of its time begins, whichever is earlier; None without a deadline."""
    if target is None:
        return None
    return min(target - SOON, received + max(target - received, timedelta(0)) * SOON_SHARE)


def _halfway(hours: Hours, zone: str, received: datetime, start: datetime, deadline: datetime) -> datetime:
    """When half of the desk's open time until the start, else until the deadline, has gone: nobody promises a night.

    With no open time before the deadline it is half of all the time there is; at once if there is none.
    """
    for limit in (start, deadline):
        open_time = _working_time(hours, zone, received, limit)
        if open_time:
            return later_by_working_time(hours, zone, received, open_time / 2)
    return received + max(deadline - received, timedelta(0)) / 2


def instant(text: str | None) -> datetime | None:
    """The instant of an answer as it is kept, ISO 8601; None for none."""
    return datetime.fromisoformat(text) if text else None


def left(received: datetime, start: datetime | None, deadline: datetime | None, now: datetime) -> Left:
    """How an inquiry stands at `now`, by its last safe start and its deadline."""
    if deadline is None:
        return Left(State.NONE, timedelta(0), 0)
    if now >= deadline:
        return Left(State.LATE, now - deadline, 100)
    target = start or deadline
    if now >= target:
        return Left(State.LATE_TO_START, deadline - now, 100)
    share = (now - received) / (target - received) if target > received else 1.0
    soon = soon_at(received, target) or target
    return Left(State.SOON if now >= soon else State.FINE, target - now, max(0, min(100, round(share * 100))))


def is_open(hours: Hours, zone: str, at: datetime) -> bool:
    """Whether a desk with these hours is open at `at`; one without any counts as open."""
    day = at.astimezone(ZoneInfo(zone)).date()
    return not any(hours.week) or any(opened <= at < closed for opened, closed in _day(hours, zone, day))


def next_opening(hours: Hours, zone: str, at: datetime) -> datetime:
    """When the desk is next open: `at` itself while it is."""
    opening = next(_openings(hours, zone, at), None)
    return at if opening is None else max(at, opening[0])


def last_opening(hours: Hours, zone: str, at: datetime) -> Stretch | None:
    """The latest time of opening that begins before `at`; None for a desk that never opens."""
    return next(_openings_backwards(hours, zone, at), None)


def later_by_working_time(hours: Hours, zone: str, start: datetime, length: timedelta) -> datetime:
    """`start` plus so much time in which the desk is open."""
    for opened, closed in _openings(hours, zone, start):
        begin = max(start, opened)
        if begin + length <= closed:
            return begin + length
        length -= closed - begin
        start = closed
    return start + length


def earlier_by_working_time(hours: Hours, zone: str, end: datetime, length: timedelta) -> datetime:
    """`end` minus so much time in which the desk is open."""
    if not length:
        return end
    for opened, closed in _openings_backwards(hours, zone, end):
        finish = min(end, closed)
        if finish - length >= opened:
            return finish - length
        length -= finish - opened
        end = opened
    return end - length


def _working_time(hours: Hours, zone: str, start: datetime, end: datetime) -> timedelta:
    """How long the desk is open between them; nothing when `end` comes first."""
    total = timedelta(0)
    for opened, closed in _openings(hours, zone, start):
        if opened >= end:
            return total
        total += max(min(end, closed) - max(start, opened), timedelta(0))
        start = closed
    return total + max(end - start, timedelta(0))


def _openings(hours: Hours, zone: str, at: datetime) -> Iterator[Stretch]:
    """The stretches of opening that end after `at`, in order, as instants."""
    first = at.astimezone(ZoneInfo(zone)).date()
    for stretches in _days(hours, zone, first, timedelta(days=1)):
        yield from (stretch for stretch in stretches if stretch[1] > at)


def _openings_backwards(hours: Hours, zone: str, at: datetime) -> Iterator[Stretch]:
    """The stretches of opening that begin before `at`, the latest first."""
    last = at.astimezone(ZoneInfo(zone)).date()
    for stretches in _days(hours, zone, last, timedelta(days=-1)):
        yield from (stretch for stretch in reversed(stretches) if stretch[0] < at)


def _days(hours: Hours, zone: str, first: date, step: timedelta) -> Iterator[tuple[Stretch, ...]]:
    """The openings of each day from `first` on, until none come for so long that the desk is shut for good."""
    shut, day = (0 if any(hours.week) else _SHUT_FOR_GOOD), first
    for _ in range(_FARTHEST):
        if shut >= _SHUT_FOR_GOOD:
            return
        stretches = _day(hours, zone, day)
        shut = 0 if stretches else shut + 1
        yield stretches
        day += step


def _day(hours: Hours, zone: str, day: date) -> tuple[Stretch, ...]:
    spans = hours.week[day.weekday()]
    return _stretches(spans, zone, day) if spans and day not in hours.holidays else ()


@lru_cache(maxsize=4096)
def _stretches(spans: tuple[Span, ...], zone: str, day: date) -> tuple[Stretch, ...]:
    local = ZoneInfo(zone)
    midnight = datetime.combine(day, time(0), local)
    offset = midnight.utcoffset() or timedelta(0)
    if offset == (midnight + timedelta(days=1)).replace(fold=1).utcoffset():  # the clocks do not change
        return tuple(
            (_wall(day, span.start, UTC) - offset, _wall(day, span.end, UTC) - offset) for span in spans
        )
    found = tuple(
        (_instant(_wall(day, span.start, local)), _instant(_wall(day, span.end, local))) for span in spans
    )
    # Clocks that go forward can swallow a short stretch.
    return tuple(stretch for stretch in found if stretch[0] < stretch[1])


def _wall(day: date, at: time, zone: tzinfo) -> datetime:
    if at == time.max:
        return datetime.combine(day + timedelta(days=1), time(0), zone)
    return datetime.combine(day, at, zone)


def _instant(local: datetime) -> datetime:
    """When the clock first shows it, or has passed it: a time that is skipped is the moment the clocks go forward."""
    instant = local.astimezone(UTC)
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    if before is None or after is None or before >= after:
        return instant
    low = instant - (after - before)
    while instant - low > timedelta(seconds=1):
        middle = low + (instant - low) // 2
        if middle.astimezone(local.tzinfo).utcoffset() == before:
            low = middle
        else:
            instant = middle
    return instant.replace(microsecond=0)
