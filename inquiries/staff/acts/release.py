"""Release: what was held in quarantine is no spam after all, and a lesson about its words."""

from typing import Any

from inquiries.database.engine import Tx
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Status
from inquiries.spam import learning
from inquiries.staff.acts.act import Act, Fields, Scene
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    return {} if scene.inquiry.status is Status.QUARANTINED else None


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    await office.database.write(_do, office.keys.secret, found, visitor)


async def _do(tx: Tx, secret: bytes, found: Inquiry, visitor: Visitor) -> None:
    await changes.release(tx, found, staff_id=visitor.who.id, at=visitor.now)
    await learning.learn(tx, secret, found.id, found.answers, spam=False, at=visitor.now)


ACT = Act(
    "release", "bar", offered, do, Text("Released. What was held back, receipt and notice, is on its way.")
)
