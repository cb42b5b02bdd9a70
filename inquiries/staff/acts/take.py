"""Take: whoever does it answers for the inquiry from now on."""

from typing import Any

from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    owner = scene.inquiry.owner
    if scene.inquiry.status not in GOING or scene.is_mine:
        return None
    take = Text("Take it over from %(name)s", {"name": owner.name}) if owner else Text("Take it")
    return {"words": scene.say(take), "over": owner is not None}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    me = visitor.who.id
    await office.database.write(changes.assign, found, to=me, staff_id=me, at=visitor.now)


ACT = Act("take", "bar", offered, do, Text("You have it now."))
