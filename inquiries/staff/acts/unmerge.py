"""Take apart: an inquiry that was made a part of this one stands for itself again, as it stood before."""

from typing import Any

from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    if not scene.parts:
        return None
    chosen = scene.again("unmerge", "part")
    return {
        "parts": [{"reference": one.reference, "chosen": one.reference == chosen} for one in scene.parts],
    }


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    async with office.database.read() as db:
        parts = await records.parts(db, found.id)
    part = next((one for one in parts if one.reference == fields.get("part")), None)
    if part is None:
        raise Unclear(Text("Choose a part from the list"))
    await office.database.write(changes.unmerge, part, whole=found, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("unmerge", "more", offered, do, Text("It stands for itself again."))
