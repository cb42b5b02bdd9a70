"""Merge: two inquiries of the same person on one desk become one, and the one that must begin first stays."""

from typing import Any

from inquiries.inquiry import changes, persons, records
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

NOT_THERE = Text("Choose an inquiry of the same person from the list")
_SHORT = 60  # characters of a question


def offered(scene: Scene) -> dict[str, Any] | None:
    others = [one for one in scene.others if one.desk == scene.inquiry.desk]
    if scene.inquiry.status not in GOING or not others:
        return None
    chosen = scene.again("merge", "other")
    return {
        "others": [
            {
                "reference": one.reference,
                "words": " ".join(one.question[:_SHORT].split()),
                "chosen": one.reference == chosen,
            }
            for one in others
        ]
    }


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    async with office.database.read() as db:
        theirs = await persons.others_going(db, found, frozenset({found.desk}))
        wanted = next((one for one in theirs if one.reference == fields.get("other")), None)
        id = office.keys.number(wanted.reference) if wanted else None
        other = await records.by_id(db, id, desks=visitor.desks) if id is not None else None
    if other is None:
        raise Unclear(NOT_THERE)
    stays, goes = changes.survivor(found, other)
    await office.database.write(changes.merge, goes, into=stays, staff_id=visitor.who.id, at=visitor.now)


ACT = Act("merge", "more", offered, do, Text("The two are one now. What must begin first stays."))
