"""Edit the deadline: another one or none, and who asked for it. Every clock moves with it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from inquiries.forms import when
from inquiries.forms.field import LINE, Moment
from inquiries.forms.problem import Problem
from inquiries.i18n import say
from inquiries.inquiry import changes, planning
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

_BOXES = ("deadline_day", "deadline_date", "deadline_time", "timezone")


def offered(scene: Scene) -> dict[str, Any] | None:
    inquiry = scene.inquiry
    if inquiry.status not in GOING:
        return None
    local = inquiry.deadline_at.astimezone(ZoneInfo(inquiry.zone)) if inquiry.deadline_at else None
    zone = scene.again("move-deadline", "timezone", inquiry.zone)
    ours = (scene.visitor.zone, scene.office.settings.timezone)
    return {
        "none": scene.again("move-deadline", "deadline_day") == "none",
        "date": scene.again("move-deadline", "deadline_date", f"{local:%Y-%m-%d}" if local else ""),
        "time": scene.again("move-deadline", "deadline_time", f"{local:%H:%M}" if local else ""),
        "zones": [
            {"name": name, "words": say.city(name, scene.visitor.locale), "chosen": name == zone}
            for name in dict.fromkeys((inquiry.zone, *ours))
        ],
        "asked_by": scene.again("move-deadline", "asked_by"),
    }


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    deadline = deadline_of(found, fields, visitor.now)
    if deadline == found.deadline_at:
        raise Unclear(Text("That is the deadline it has. Enter another one"))
    asked_by = " ".join(words(fields, "asked_by").split())
    if not asked_by:
        raise Unclear(Text("Write who asked for it, like Bo Reyes by phone"))
    if len(asked_by) > LINE:
        values = {"count": len(asked_by), "limit": LINE}
        raise Unclear(Text("This has %(count)s characters. Shorten it to %(limit)s", values))
    planned = planning.anew(office.settings, found, desk=found.desk, deadline=deadline)
    await office.database.write(
        changes.move_deadline,
        found,
        clocks=planned,
        wait_until=planning.comes_back(found, planned, visitor.now),
        asked_by=asked_by,
        staff_id=visitor.who.id,
        at=visitor.now,
    )


def deadline_of(found: Inquiry, fields: Fields, now: datetime) -> datetime | None:
    """What the boxes say, by the rules of the public form: None for no deadline."""
    given = {name: fields.get(name, "") for name in _BOXES}
    deadline = when.anew(given, Moment(now, found.zone))
    if isinstance(deadline, Problem):
        raise Unclear(deadline.text)
    return deadline


ACT = Act("move-deadline", "more", offered, do, Text("The deadline has moved, and every clock with it."))
