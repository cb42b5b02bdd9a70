"""An outlet: who asks for it, how its inquiries went, what colleagues noted. For desks it has asked."""

from aiohttp import web

from inquiries.inquiry import earlier, outlets, persons, remarks
from inquiries.inquiry.earlier import FAR_BACK
from inquiries.staff import frame
from inquiries.staff.office import OFFICE, VISITOR
from inquiries.staff.pages.persons import NOTHING_FILLED, notice, whole
from inquiries.staff.words import person_card, went
from inquiries.staff.words.person_card import Filled


async def outlet(request: web.Request) -> web.Response:
    return await page(request, asked(request), notice=notice(request, request[VISITOR]))


def asked(request: web.Request) -> str:
    """The key in the address; what no outlet could have as its key is no outlet."""
    key = request.match_info["key"]
    if not key or outlets.key(key) != key:
        raise web.HTTPNotFound
    return key


async def page(
    request: web.Request, key: str, *, notice: str = "", filled: Filled = NOTHING_FILLED, status: int = 200
) -> web.Response:
    """The page, if this visitor may see an inquiry from there; to everybody else it does not exist."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        known = await whole(request, db, earlier.of_outlet(key), remarks.on_outlet(key))
        if not known.past:
            raise web.HTTPNotFound
        counted = known.past[:FAR_BACK]
        people = await persons.behind(db, {each.email_key for each in counted} - {""})
        around = await frame.frame(office, visitor, db, current=went.outlet_url(key), notice=notice)
    shown = person_card.outlet(office, visitor, key, known, people, filled)
    return office.pages.render(
        request, "staff/outlet.html", status=status, personal=True, frame=around, outlet=shown
    )
