"""A moment still to come, as a form asks for it: a day, a date if it is another, a time by their own clock. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inquiries.forms import clock_time, dates, deadline
from inquiries.i18n import say
from inquiries.staff.acts.act import Fields, Unclear
from inquiries.staff.office import Visitor
from inquiries.wording import Text

DAYS: Mapping[str, Text] = {
    "today": Text("Today"),
    "tomorrow": Text("Tomorrow"),
    "date": Text("Another date"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """How the boxes begin, "until" for until_day, until_date and until_time; and what is said of an empty one."""

    boxes: str
    no_day: Text
    no_time: Text


def read(visitor: Visitor, fields: Fields, asking: Asking, now: datetime) -> datetime:
    """The instant that was meant, on the clock of whoever asks. Raises Unclear."""
    zone, box = visitor.zone, f"{asking.boxes}_time"
    minutes = clock_time.read(fields.get(box, "").strip())
    if isinstance(minutes, Text):
        raise Unclear(asking.no_time, box)
    day = _day(fields, asking, deadline.local_day(now, zone))
    at = deadline.on_the_wall(day, minutes, zone, now=now).at
    if at <= now:
        when = {"time": say.clock(at, zone, now, visitor.locale)}
        raise Unclear(Text("%(time)s has passed. Choose a later time", when), box)
    return at


def _day(fields: Fields, asking: Asking, today: date) -> date:
    match fields.get(f"{asking.boxes}_day"):
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "date":
            box = f"{asking.boxes}_date"
            day = dates.day(fields.get(box, "").strip())
            if day is None:
                raise Unclear(Text("Enter the date as year-month-day, like 2026-11-24"), box)
            if abs(day - today) > deadline.FURTHEST:  # the first year of all has no instant east of Greenwich
                raise Unclear(Text("Enter a date within two years"), box)
            return day
    raise Unclear(asking.no_day, f"{asking.boxes}_day")
