"""Wait for them: it is their turn, and the inquiry comes back before it is too late."""

from typing import Any

from inquiries.i18n import say
from inquiries.inquiry import changes, planning
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    inquiry, visitor = scene.inquiry, scene.visitor
    if inquiry.status not in GOING or inquiry.waits_for == "them":
        return None
    until = planning.no_later_than(inquiry.last_safe_start_at, inquiry.deadline_at, visitor.now)
    if until is None:
        return {"words": scene.say(Text("It waits until somebody brings it back."))}
    when = say.clock(until, visitor.zone, visitor.now, visitor.locale)
    return {"words": scene.say(Text("It comes back by itself: %(time)s at the latest.", {"time": when}))}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    until = planning.no_later_than(found.last_safe_start_at, found.deadline_at, visitor.now)
    await office.database.write(
        changes.wait, found, waits_for="them", until=until, staff_id=visitor.who.id, at=visitor.now
    )


ACT = Act("wait", "more", offered, do, Text("It waits for them now."))
