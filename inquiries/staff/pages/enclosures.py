"""Files put to a reply and taken away again while it is written: by the form's own buttons, or by script."""

from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.inquiry import letters
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts import reply, uploads
from inquiries.staff.acts.act import Typed, Unclear
from inquiries.staff.office import FIELDS, OFFICE, UPLOADS, VISITOR
from inquiries.staff.pages import inquiry
from inquiries.staff.words import reply_box

BY_SCRIPT = "by_script"  # the answer is the list of files alone


async def add(request: web.Request) -> web.StreamResponse:
    """Keep the files that came, and the words as they stand beside them."""
    return await _change(request, None)


async def remove(request: web.Request) -> web.StreamResponse:
    """Take one away; what was chosen and not yet added is added."""
    return await _change(request, int(request.match_info["id"]))


async def _change(request: web.Request, gone: int | None) -> web.StreamResponse:
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    by_script, problem = bool(fields.get(BY_SCRIPT)), ""
    if not by_script:
        await reply.keep(office, visitor, found, fields)
    if gone is not None:
        await uploads.remove(office, visitor, found, gone)
    try:
        await uploads.keep(office, visitor, found, request[UPLOADS])
    except Unclear as unclear:
        problem = catalogues.text(unclear.text, visitor.locale)
    if by_script:
        return await _list(request, found, problem)
    if problem:
        typed = Typed("reply", fields, problem, box=uploads.FIELD)
        return await inquiry.page(request, found, typed=typed, status=422)
    raise web.HTTPSeeOther(f"/staff/inquiries/{found.reference}#reply")


async def _list(request: web.Request, found: Inquiry, problem: str) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        known = await letters.draft_files(db, found.id, visitor.who.id)
    files = reply_box.files(visitor, found, known, problem)
    return office.pages.render(
        request, "parts/reply-files.html", status=422 if problem else 200, personal=True, files=files
    )
