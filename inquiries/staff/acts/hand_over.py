"""Hand over: a colleague, another desk or both go on with it, and read a private word first."""

from typing import Any

from inquiries.inquiry import changes, planning
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.people import accounts, permissions
from inquiries.people.accounts import Staff
from inquiries.staff.acts import assign
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    inquiry, desks = scene.inquiry, scene.office.settings.desks
    if inquiry.status not in GOING or inquiry.is_sealed:
        return None
    desk = scene.again("hand-over", "desk", inquiry.desk)
    owner = scene.again("hand-over", "owner", str(inquiry.owner.id) if inquiry.owner else "")
    nobody = {"id": "", "name": scene.say(Text("Nobody yet")), "desks": "", "chosen": not owner}
    people = [
        {"id": one.id, "name": one.name, "desks": assign.desks_of(one, scene), "chosen": str(one.id) == owner}
        for one in scene.everybody
        if any(permissions.may_see(one, slug) for slug in desks)
    ]
    return {
        "desks": [
            {"slug": slug, "name": scene.say(Text(one.name)), "chosen": slug == desk}
            for slug, one in desks.items()
        ],
        "people": [nobody, *people],
        "text": scene.again("hand-over", "text"),
    }


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    desk, word = fields.get("desk", found.desk), words(fields, "text")
    if found.is_sealed:
        raise Unclear(Text("Unseal it first"))
    if desk not in office.settings.desks and desk != found.desk:
        raise Unclear(Text("Choose a desk from the list"))
    person = await _chosen(office, fields.get("owner", ""))
    before = found.owner.id if found.owner else None
    to = person.id if person else None
    if (desk, to) == (found.desk, before):
        raise Unclear(Text("Choose a colleague or another desk"))
    if person and not permissions.may_see(person, desk):
        if to != before:
            there = Text(office.settings.desk(desk).name)
            text = Text(
                "%(name)s does not work on the %(desk)s desk. Choose somebody who does",
                {"name": person.name, "desk": there},
            )
            raise Unclear(text)
        to = None  # who had it until now cannot follow it there
    planned = planning.anew(office.settings, found, desk=desk, deadline=found.deadline_at)
    await office.database.write(
        changes.hand_over,
        found,
        to=to,
        desk=desk,
        clocks=planned,
        wait_until=planning.comes_back(found, planned, visitor.now),
        word=word,
        staff_id=visitor.who.id,
        at=visitor.now,
    )


async def _chosen(office: Office, wanted: str) -> Staff | None:
    if not wanted:
        return None
    person = None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 16:
        async with office.database.read() as db:
            person = await accounts.by_id(db, int(wanted))
    if person is None:
        raise Unclear(Text("Choose somebody from the list"))
    return person


ACT = Act("hand-over", "more", offered, do, Text("Handed over."))
