"""Snooze: out of sight until a time, and back by itself."""

from datetime import datetime
from typing import Any

from inquiries.i18n import say
from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts import wall_time
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

ASKING = wall_time.Asking(
    "until",
    Text("Choose the day it shall come back"),
    Text("Enter the time it shall come back, like 15:00 or 3 pm"),
)


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in GOING:
        return None
    day = scene.again("snooze", "until_day", "today")
    return {
        "days": [
            {"slug": slug, "words": scene.say(text), "chosen": slug == day}
            for slug, text in wall_time.DAYS.items()
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
    """Still to come, and not beyond the deadline."""
    zone, now = visitor.zone, visitor.now
    until = wall_time.read(visitor, fields, ASKING, now)
    if found.deadline_at is not None and until > found.deadline_at:
        when = say.clock(until, zone, now, visitor.locale)
        last = {"time": when, "deadline": say.clock(found.deadline_at, zone, now, visitor.locale)}
        raise Unclear(Text("%(time)s is after the deadline, %(deadline)s. Choose an earlier time", last))
    return until


ACT = Act("snooze", "more", offered, do, Text("Snoozed. It comes back by itself."))
