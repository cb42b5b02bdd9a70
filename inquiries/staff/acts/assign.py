"""Assign: somebody who may see the inquiry answers for it, or nobody."""

from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import changes
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.people import accounts, permissions
from inquiries.people.accounts import Staff
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    if scene.inquiry.status not in GOING:
        return None
    owner = scene.inquiry.owner
    nobody = {"id": "", "name": scene.say(Text("Nobody")), "desks": "", "current": owner is None}
    return {
        "people": [
            nobody,
            *(
                {
                    "id": person.id,
                    "name": person.name,
                    "desks": desks_of(person, scene),
                    "current": owner is not None and owner.id == person.id,
                }
                for person in scene.colleagues
            ),
        ]
    }


def desks_of(person: Staff, scene: Scene) -> str:
    """ "Media, Events" """
    words = catalogues.translations(scene.visitor.locale)
    desks = scene.office.settings.desks.items()
    return ", ".join(words.gettext(desk.name) for slug, desk in desks if slug in person.desks)


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    to = await chosen(office, fields.get("owner", ""), found.desk)
    await office.database.write(changes.assign, found, to=to, staff_id=visitor.who.id, at=visitor.now)


async def chosen(office: Office, wanted: str, desk: str) -> int | None:
    """The id of somebody who may see `desk`, None for nobody."""
    if not wanted:
        return None
    person = None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 16:
        async with office.database.read() as db:
            person = await accounts.by_id(db, int(wanted))
    if person is None or not permissions.may_see(person, desk):
        raise Unclear(Text("Choose somebody from the list"))
    return person.id


ACT = Act("assign", "bar", offered, do, Text("Assigned."))
