"""Erasing an inquiry, asked twice; and for administrators the record of all that was erased."""

from aiohttp import web

from inquiries import clock
from inquiries.erasure import reach, record, whole
from inquiries.erasure.whole import By
from inquiries.i18n import catalogues
from inquiries.inquiry import records
from inquiries.staff import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.staff.words import erasures as words
from inquiries.wording import Text

ADDRESS = "/staff/erasures"
PAGE = 100
DONE = Text("Erased. Within a minute nothing of it is on the disk.")


async def confirm(request: web.Request) -> web.Response:
    """What would go with it, in figures. Looking changes nothing."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    async with office.database.read() as db:
        around = await frame.frame(office, visitor, db, current="")
        its = await reach.of(db, found.id, now=visitor.now)
        parts = [one.reference for one in await records.parts(db, found.id)]
    return office.pages.render(
        request,
        "staff/erase.html",
        personal=True,
        frame=around,
        reference=found.reference,
        title=found.outlet or found.name,
        subtitle=found.name if found.outlet else "",
        counted=words.counted(its.counted, visitor.locale),
        parts=parts,
        url=f"/staff/inquiries/{found.reference}/erase",
        back=f"/staff/inquiries/{found.reference}",
    )


async def erase(request: web.Request) -> web.StreamResponse:
    """Done, and on to the record."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    if request[FIELDS].get("sure") != "yes":
        return await confirm(request)
    by = By("staff", visitor.who.id)
    await office.database.write(whole.erase, office.keys, [found.id], by=by, at=clock.now())
    raise web.HTTPSeeOther(f"{ADDRESS}?done=1")


async def log(request: web.Request) -> web.Response:
    """What was erased, the latest first."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    asked = request.query.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) <= 18 else None
    notice = catalogues.text(DONE, visitor.locale) if "done" in request.query else ""
    async with office.database.read() as db:
        around = await frame.frame(office, visitor, db, current=ADDRESS, notice=notice)
        lines = await record.latest(db, limit=PAGE + 1, before=before)
    more = f"{ADDRESS}?before={lines[PAGE - 1].id}" if len(lines) > PAGE else ""
    rows = words.rows(office, visitor, lines[:PAGE])
    return office.pages.render(
        request, "staff/erasures.html", personal=True, frame=around, erasures=rows, more_url=more
    )
