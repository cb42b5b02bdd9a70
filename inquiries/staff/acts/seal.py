"""Seal: somebody may be in danger, so from now on only the safeguarding leads see it."""

from typing import Any

from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Status
from inquiries.staff.acts.act import Act, Fields, Scene, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.is_sealed or scene.inquiry.status is Status.MERGED:
        return None
    return {"reason": scene.again("seal", "reason"), "stays": scene.visitor.who.leads}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    reason = words(fields, "reason")
    await office.database.write(changes.seal, found, reason=reason, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("seal", "more", offered, do, Text("Sealed. The safeguarding leads are told."))
