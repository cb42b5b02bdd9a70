"""Submissions that no inquiry could be made from, as they were received: nothing that arrives is out of sight."""

from aiohttp import web

from inquiries.i18n import catalogues, say
from inquiries.inquiry import opening
from inquiries.inquiry.opening import SetAside
from inquiries.staff import frame
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.wording import Text

ADDRESS = "/staff/unopened"
MOST = 100
AGAIN = Text("The worker tries it again now.")


async def unopened(request: web.Request) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    notice = catalogues.text(AGAIN, visitor.locale) if "again" in request.query else ""
    async with office.database.read() as db:
        around = await frame.frame(office, visitor, db, current=ADDRESS, notice=notice)
        found = await opening.set_aside(db, limit=MOST)
    shown = [_words(office, visitor, one) for one in found]
    return office.pages.render(request, "staff/unopened.html", personal=True, frame=around, submissions=shown)


async def retry(request: web.Request) -> web.StreamResponse:
    office = request.app[OFFICE]
    await office.database.write(opening.try_again, int(request.match_info["id"]))
    raise web.HTTPSeeOther(f"{ADDRESS}?again=1")


def _words(office: Office, visitor: Visitor, one: SetAside) -> dict[str, object]:
    """Of what is to be sealed, only leads see more than that it is there: an error may quote it."""
    hidden = one.sealed and not visitor.who.leads
    return {
        "reference": office.keys.reference(one.id),
        "form": one.form,
        "at": one.received_at.isoformat(),
        "when": say.clock(one.received_at, visitor.zone, visitor.now, visitor.locale),
        "failure": "" if hidden else one.failure,
        "fields": [(str(name), str(value)) for name, value in one.fields if value and not hidden],
        "retry_url": f"{ADDRESS}/{one.id}/retry",
    }
