"""Decline: we will not answer, and the sender is told why."""

from typing import Any

from inquiries.inquiry.model import GOING, Inquiry, Outcome
from inquiries.staff.acts import close
from inquiries.staff.acts.act import Act, Fields, Scene, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in GOING:
        return None
    sees = Text("%(name)s sees the reason on the receipt page.", {"name": scene.inquiry.name})
    return {"sees": scene.say(sees), "reason": scene.again("decline", "reason")}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    await close.end(office, visitor, found, Outcome.DECLINED, words(fields, "reason"))


ACT = Act("decline", "bar", offered, do, Text("Declined. The sender sees the reason now."))
