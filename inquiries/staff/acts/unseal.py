"""Unseal: it is no cry for help after all, and its desk has it at once."""

from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import changes, planning
from inquiries.inquiry.model import Inquiry, Status
from inquiries.staff.acts.act import Act, Fields, Scene, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    inquiry = scene.inquiry
    if not inquiry.is_sealed or inquiry.status is Status.MERGED:
        return None
    desk = scene.office.settings.desk(inquiry.front)
    return {"desk": catalogues.text(Text(desk.name), scene.visitor.locale)}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    planned = planning.anew(office.settings, found, desk=found.front, deadline=found.deadline_at)
    reason = words(fields, "reason")
    await office.database.write(
        changes.unseal, found, clocks=planned, reason=reason, staff_id=visitor.who.id, at=visitor.now
    )


ACT = Act("unseal", "bar", offered, do, Text("Unsealed. Its desk is told."))
