"""Untag: take one tag away, where it stands."""

from typing import Any

from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import TAGGED
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    return {"tags": scene.tags} if scene.tags and scene.inquiry.status in TAGGED else None


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    tag = fields.get("tag", "")
    async with office.database.read() as db:
        there = await records.tags(db, found.id)
    if tag not in there:
        raise Unclear(Text("It has no such tag"))
    await office.database.write(changes.untag, found, tag=tag, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("untag", "own", offered, do, Text("The tag is gone."))
