"""When somebody's quiet hours end and their digest is due, by the clock on their wall. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inquiries.people.wishes import Quiet

DAY = 24 * 60


def quiet_until(quiet: Quiet, zone: str, now: datetime) -> datetime | None:
    """When the quiet hours end that `now` is in; None outside of them. Those that are all day end never: ask
    `is_all_day` first."""
    days = 1 if quiet.ends <= quiet.starts else 0
    for day in _around(zone, now):
        starts = min(_instants(day, quiet.starts, zone))
        ends = max(_instants(day + timedelta(days=days), quiet.ends, zone))
        if starts <= now < ends:
            return ends
    return None


def is_all_day(quiet: Quiet) -> bool:
    """Whether there is no hour that is not quiet."""
    return quiet.starts == quiet.ends or (quiet.starts == 0 and quiet.ends == DAY)


def last_moment(minutes: int, zone: str, now: datetime) -> tuple[date, datetime]:
    """The last time, up to `now`, that their clock showed so many minutes after midnight; and the day there."""
    found = [(day, max(_instants(day, minutes, zone))) for day in _around(zone, now)]
    return max((day, at) for day, at in found if at <= now)


def _around(zone: str, now: datetime) -> Iterator[date]:
    today = now.astimezone(ZoneInfo(zone)).date()
    for days in (-2, -1, 0, 1):
        yield today + timedelta(days=days)


def _instants(day: date, minutes: int, zone: str) -> tuple[datetime, datetime]:
    """Both instants at which a clock shows this: when summer ends, an hour comes twice. In the hour that is left
    out in spring both are beside it, and what begins or ends in it is a little longer."""
    at = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first, second = (at.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second
