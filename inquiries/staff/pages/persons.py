"""A person: their addresses, how their inquiries went, what colleagues noted. For desks they have written to."""

from dataclasses import replace
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues
from inquiries.inquiry import earlier, letters, namesakes, persons, remarks
from inquiries.inquiry.earlier import FAR_BACK, Whose
from inquiries.inquiry.persons import Person
from inquiries.staff import admit, frame
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.words import person_card, went
from inquiries.staff.words.person_card import Filled, Known
from inquiries.wording import Text

NOTHING_FILLED = Filled()
NOTICES = {
    "join": Text("They are one person now."),
    "split": Text("The address is a person of its own again."),
    "verify": Text("The address counts as verified."),
    "unverify": Text("The address counts as not verified."),
    "remark": Text("Your note is kept."),
}


async def person(request: web.Request) -> web.Response:
    """The page; one who was joined to another is shown there."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    asked = int(request.match_info["id"])
    found = await load(office, visitor, asked)
    if found.id != asked:
        return admit.see_other(went.person_url(found.id))
    return await page(request, found, notice=notice(request, visitor))


async def load(office: Office, visitor: Visitor, id: int) -> Person:
    """The person, if they have written to a desk of this visitor's; to everybody else they do not exist."""
    async with office.database.read() as db:
        found = await persons.by_id(db, id, desks=visitor.desks)
    if found is None:
        raise web.HTTPNotFound
    return found


async def page(
    request: web.Request,
    found: Person,
    *,
    notice: str = "",
    filled: Filled = NOTHING_FILLED,
    status: int = 200,
) -> web.Response:
    """The page as it is now, with what was typed into a form that could not be done."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        now = await persons.by_id(db, found.id, desks=visitor.desks)
        if now is None:
            raise web.HTTPNotFound
        theirs, about = earlier.of_person(now), remarks.on_person(now.id)
        mine = [one.email.lower() for one in now.addresses]
        known = replace(await whole(request, db, theirs, about), bounced=await letters.bounced(db, mine))
        suggested = await namesakes.namesakes(db, now, known.past, desks=visitor.desks)
        around = await frame.frame(office, visitor, db, current=went.person_url(now.id), notice=notice)
    shown = person_card.person(office, visitor, now, known, suggested, filled)
    return office.pages.render(
        request, "staff/person.html", status=status, personal=True, frame=around, person=shown
    )


async def whole(request: web.Request, db: AsyncConnection, theirs: Whose, about: Any) -> Known:
    """What is known under these conditions; which page of the list and of the notes stands in the address."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    before = office.keys.number(request.query.get("before", ""))
    desks = visitor.desks
    return Known(
        past=await earlier.latest(db, theirs, desks=desks, limit=FAR_BACK + 1),
        listed=await earlier.latest(db, theirs, desks=desks, limit=earlier.PAGE + 1, before=before),
        notes=await remarks.latest(
            db, about, desks=desks, limit=remarks.PAGE + 1, before=_number(request.query.get("notes", ""))
        ),
        readers=await remarks.readers(db, theirs.condition(), desks=desks),
    )


def notice(request: web.Request, visitor: Visitor) -> str:
    """What the last act did. The address carries the code and never the words."""
    done = NOTICES.get(request.query.get("done", ""))
    return catalogues.text(done, visitor.locale) if done else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
