"""Bring back: what waits is open again before its time."""

from typing import Any

from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Status
from inquiries.staff.acts.act import Act, Fields, Scene
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    return {} if scene.inquiry.status is Status.WAITING else None


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    await office.database.write(changes.resume, found, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("bring-back", "bar", offered, do, Text("It is back among the open ones."))
