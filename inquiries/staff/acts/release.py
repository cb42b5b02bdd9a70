"""Release: what was held in quarantine is no spam after all."""

from typing import Any

from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Status
from inquiries.staff.acts.act import Act, Fields, Scene
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    return {} if scene.inquiry.status is Status.QUARANTINED else None


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    await office.database.write(changes.release, found, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("release", "bar", offered, do, Text("Released. The receipt and the notice are on their way."))
