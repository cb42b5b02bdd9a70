"""Tag: words of the house's own by which inquiries are found again."""

from typing import Any

from inquiries.inquiry import changes, records
from inquiries.inquiry.changes import TAGGED
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

LONGEST, MOST = 40, 20


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in TAGGED:
        return None
    others = [tag for tag in scene.tags_in_use if tag not in scene.tags]
    return {"tags": scene.again("tag", "tags"), "known": others}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    wanted = tags_of(words(fields, "tags"))
    async with office.database.read() as db:
        there = await records.tags(db, found.id)
    new = [tag for tag in wanted if tag not in there]
    if not new:
        raise Unclear(Text("It has that tag already. Write another"))
    if len(there) + len(new) > MOST:
        raise Unclear(Text("An inquiry has room for %(count)s tags. Write fewer", {"count": MOST}))
    await office.database.write(changes.tag, found, tags=new, staff_id=visitor.who.id, at=visitor.now)


def tags_of(text: str) -> list[str]:
    """ "Budget,  audit 2026" is two tags in small letters, each once."""
    found = dict.fromkeys(" ".join(part.lower().split()) for part in text.split(","))
    tags = [tag for tag in found if tag]
    if not tags:
        raise Unclear(Text("Write a tag, or several with commas between them"))
    for tag in tags:
        if len(tag) > LONGEST:
            values = {"count": len(tag), "limit": LONGEST}
            raise Unclear(Text("A tag has %(count)s characters. Shorten it to %(limit)s", values))
    return tags


ACT = Act("tag", "more", offered, do, Text("Tagged."))
