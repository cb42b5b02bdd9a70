"""It is spam: out of the way, and a lesson about its words."""

from typing import Any

from inquiries.database.engine import Tx
from inquiries.inquiry import changes
from inquiries.inquiry.changes.record import BY_SENDER
from inquiries.inquiry.model import Inquiry
from inquiries.spam import learning
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    """Beside Release where it is suspected already, else behind More."""
    if scene.inquiry.is_sealed:
        return None
    if scene.inquiry.is_suspect:
        return {"place": "bar"}
    return {} if scene.inquiry.status in BY_SENDER and scene.inquiry.spam_at is None else None


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    if found.is_sealed:  # who is in danger is no spam
        raise Unclear(Text("Unseal it first"))
    await office.database.write(_do, office.keys.secret, found, visitor)


async def _do(tx: Tx, secret: bytes, found: Inquiry, visitor: Visitor) -> None:
    await changes.call_spam(tx, found, staff_id=visitor.who.id, at=visitor.now)
    await learning.learn(tx, secret, found.id, found.answers, spam=True, at=visitor.now)


ACT = Act("spam", "more", offered, do, Text("Put with the spam. Its words are a lesson for what comes next."))
