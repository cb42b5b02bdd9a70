"""Close: how the inquiry ended, and a word for colleagues."""

from typing import Any

from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, OUTCOMES, Inquiry, Outcome
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in GOING:
        return None
    sees = Text(
        "%(name)s sees on the receipt page that it is closed, not this word.", {"name": scene.inquiry.name}
    )
    chosen = scene.again("close", "outcome")
    outcomes = [
        {"slug": outcome.value, "words": scene.say(text), "chosen": outcome.value == chosen}
        for outcome, text in OUTCOMES.items()
        if outcome is not Outcome.DECLINED
    ]
    return {"sees": scene.say(sees), "reason": scene.again("close", "reason"), "outcomes": outcomes}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    chosen = fields.get("outcome", "")
    if chosen not in {outcome.value for outcome in Outcome}:
        raise Unclear(Text("Choose how it ended"))
    await end(office, visitor, found, Outcome(chosen), words(fields, "reason"))


async def end(office: Office, visitor: Visitor, found: Inquiry, outcome: Outcome, reason: str) -> None:
    """Close it so. A decline tells the sender why, or it is none."""
    if outcome is Outcome.DECLINED and not reason:
        raise Unclear(Text("Write the reason: the sender is told it"))
    await office.database.write(
        changes.close, found, outcome=outcome, reason=reason, staff_id=visitor.who.id, at=visitor.now
    )


ACT = Act("close", "bar", offered, do, Text("Closed."))
