"""Deadline arithmetic: working time, the clocks of an inquiry, and how much of its time is left. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from inquiries.settings import Desk, Hours

FAR = datetime(9999, 1, 1, tzinfo=UTC)  # sorts what has no deadline behind everything that has one
SOON = timedelta(hours=1)
SOON_SHARE = 0.75
_SEARCH_DAYS = 62  # a desk that opens on no day of two months is treated as always open


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

    With no open time before the deadline it is half of all the time there is.
    """
    for limit in (start, deadline):
        open_time = _working_time(hours, zone, received, limit)
        if open_time:
            return later_by_working_time(hours, zone, received, open_time / 2)
    return received + (deadline - received) / 2


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
    """Whether a desk with these hours is open at `at`."""
    opening = next(_openings(hours, zone, at), None)
    return opening is None or opening[0] <= at


def next_opening(hours: Hours, zone: str, at: datetime) -> datetime:
    """When the desk is next open: `at` itself while it is."""
    opening = next(_openings(hours, zone, at), None)
    return at if opening is None else max(at, opening[0])


def later_by_working_time(hours: Hours, zone: str, start: datetime, length: timedelta) -> datetime:
    """`start` plus so much time in which the desk is open."""
    for opened, closed in _openings(hours, zone, start):
        begin = max(start, opened)
        if begin + length <= closed:
            return begin + length
        length -= closed - begin
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
    return end - length


def _working_time(hours: Hours, zone: str, start: datetime, end: datetime) -> timedelta:
    """How long the desk is open between them; nothing when `end` comes first."""
    if not any(hours.week):
        return max(end - start, timedelta(0))
    total = timedelta(0)
    for opened, closed in _openings(hours, zone, start):
        if opened >= end:
            break
        total += max(min(end, closed) - max(start, opened), timedelta(0))
    return total


def _openings(hours: Hours, zone: str, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of opening that end after `at`, in order, as instants."""
    first = at.astimezone(ZoneInfo(zone)).date()
    for offset in range(_SEARCH_DAYS):
        for stretch in _day(hours, zone, first + timedelta(days=offset)):
            if stretch[1] > at:
                yield stretch


def _openings_backwards(hours: Hours, zone: str, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of opening that begin before `at`, the latest first."""
    last = at.astimezone(ZoneInfo(zone)).date()
    for offset in range(_SEARCH_DAYS):
        for stretch in reversed(_day(hours, zone, last - timedelta(days=offset))):
            if stretch[0] < at:
                yield stretch


def _day(hours: Hours, zone: str, day: date) -> list[tuple[datetime, datetime]]:
    local = ZoneInfo(zone)

    def instant(at: time) -> datetime:
        midnight = day + timedelta(days=1)
        whole = datetime.combine(midnight, time(0)) if at == time.max else datetime.combine(day, at)
        return whole.replace(tzinfo=local).astimezone(UTC)

    stretches = [(instant(span.start), instant(span.end)) for span in hours.week[day.weekday()]]
    # Clocks that go forward can swallow a short stretch.
    return [stretch for stretch in stretches if stretch[0] < stretch[1]]
