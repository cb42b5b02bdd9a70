"""Snooze: out of sight until a time, and back by itself."""

from datetime import date, datetime, timedelta
from typing import Any

from inquiries.forms import clock_time, dates, deadline
from inquiries.i18n import say
from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

DAYS = {"today": Text("Today"), "tomorrow": Text("Tomorrow"), "date": Text("Another date")}


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in GOING:
        return None
    day = scene.again("snooze", "until_day", "today")
    return {
        "days": [
            {"slug": slug, "words": scene.say(text), "chosen": slug == day} for slug, text in DAYS.items()
        ],
        "until_date": scene.again("snooze", "until_date"),
        "until_time": scene.again("snooze", "until_time"),
    }


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    until = until_of(office, visitor, found, fields)
    await office.database.write(
        changes.wait, found, waits_for="time", until=until, staff_id=visitor.who.id, at=visitor.now
    )


def until_of(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> datetime:
    """The instant that was meant, on the clock of whoever asks; still to come, and not beyond the deadline."""
    zone, now = visitor.zone, visitor.now
    minutes = clock_time.read(fields.get("until_time", "").strip())
    if isinstance(minutes, Text):
        raise Unclear(Text("Enter the time it shall come back, like 15:00 or 3 pm"))
    until = deadline.on_the_wall(_day(fields, deadline.local_day(now, zone)), minutes, zone, now=now).at
    when = say.clock(until, zone, now, visitor.locale)
    if until <= now:
        raise Unclear(Text("%(time)s has passed. Choose a later time", {"time": when}))
    if found.deadline_at is not None and until > found.deadline_at:
        last = {"time": when, "deadline": say.clock(found.deadline_at, zone, now, visitor.locale)}
        raise Unclear(Text("%(time)s is after the deadline, %(deadline)s. Choose an earlier time", last))
    return until


def _day(fields: Fields, today: date) -> date:
    match fields.get("until_day"):
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "date":
            day = dates.day(fields.get("until_date", "").strip())
            if day is None:
                raise Unclear(Text("Enter the date as year-month-day, like 2026-11-24"))
            if abs(day - today) > deadline.FURTHEST:  # the first year of all has no instant east of Greenwich
                raise Unclear(Text("Enter a date within two years"))
            return day
    raise Unclear(Text("Choose the day it shall come back"))


ACT = Act("snooze", "more", offered, do, Text("Snoozed. It comes back by itself."))
