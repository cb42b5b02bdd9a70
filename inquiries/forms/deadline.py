"""Deadline arithmetic: a day and a time on the sender's wall become an instant. Knows no field, no page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from inquiries.forms import zones
from inquiries.wording import Text

FURTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at` is in UTC. `moved` says what daylight saving did to the time as it was written.

    "gap": clocks skip that time, so it moved forward by what they skip. "twice": clocks show it twice, and
    the first that is still ahead was taken.
    """

    at: datetime
    zone: str
    moved: Literal["", "gap", "twice"] = ""


def on_the_wall(day: date, minutes: int, zone: str, *, now: datetime) -> Deadline:
    """The instant at which clocks in `zone` show `minutes` after 00:00 of `day`; see Deadline.moved."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    place = zones.info(zone)
    first, second = wall.replace(tzinfo=place), wall.replace(tzinfo=place, fold=1)
    at = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return Deadline(at, zone)
    # PEP 495: before a gap fold=0 keeps the offset from before, which is exactly "moved forward".
    if at.astimezone(place).replace(tzinfo=None) != wall:
        return Deadline(at, zone, "gap")
    return Deadline(at if at > now else second.astimezone(UTC), zone, "twice")


def local_day(now: datetime, zone: str) -> date:
    """The date on the sender's wall."""
    return now.astimezone(zones.info(zone)).date()


def gone(deadline: Deadline, now: datetime) -> Text:
    """Says back a deadline earlier today that has passed, with the cure."""
    return Text(
        "%(time)s in %(city)s was %(ago)s ago. Choose Tomorrow or a later time",
        {
            "time": deadline.at.astimezone(zones.info(deadline.zone)).strftime("%H:%M"),
            "city": zones.city(deadline.zone),
            "ago": _ago(now - deadline.at),
        },
    )


def _ago(since: timedelta) -> Text:
    hours, minutes = divmod(since // timedelta(minutes=1), 60)
    if hours and minutes:
        return Text("%(hours)s h %(minutes)s min", {"hours": hours, "minutes": minutes})
    if hours:
        return Text("%(hours)s h", {"hours": hours})
    if minutes > 1:
        return Text("%(minutes)s minutes", {"minutes": minutes})
    return Text("a minute")
