"""What a page says of itself while somebody reads or writes on it: the draft as typed, and that they are here."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from inquiries.database.tables import EPOCH
from inquiries.i18n import catalogues
from inquiries.inquiry import drafts
from inquiries.inquiry import presence as here
from inquiries.inquiry.model import Inquiry
from inquiries.people import accounts, permissions
from inquiries.staff.acts import act
from inquiries.staff.acts.act import Typed, Unclear
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Visitor
from inquiries.staff.pages import inquiry
from inquiries.staff.words import talk

_LONGEST = 14  # digits of milliseconds: some thousand years


async def draft(request: web.Request) -> web.StreamResponse:
    """Keep what stands in the box: for the button back to the page, for the script a word to put under it."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    by_script = "typed_at" in fields
    try:
        text = act.words(fields, "text")
    except Unclear as unclear:
        problem = catalogues.text(unclear.text, visitor.locale)
        if by_script:
            return web.json_response({"words": problem}, status=422)
        return await inquiry.page(request, found, typed=Typed("note", fields, problem), status=422)
    kept = await office.database.write(
        drafts.keep, found.id, visitor.who.id, text=text, typed_at=_moment(fields, visitor), now=visitor.now
    )
    if by_script:
        words = talk.saved(visitor, kept, text, fields.get("known", ""))
        return _answer({"words": words, "at": kept.at.isoformat()}, 200 if kept.kept else 409)
    query = request.rel_url.update_query(done="draft").raw_query_string
    raise web.HTTPSeeOther(f"/staff/inquiries/{found.reference}?{query}")


async def presence(request: web.Request) -> web.StreamResponse:
    """A sign that somebody is here, or has left. Who is, learns who else is, and what the others' drafts say."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    me = visitor.who.id
    if fields.get("left"):
        await office.database.write(here.left, found.id, me, at=_moment(fields, visitor))
        return web.Response(status=204)
    writing = bool(fields.get("writing"))
    await office.database.write(here.beat, found.id, me, writing=writing, at=visitor.now)
    return _answer(await _around(request, found, fields.get("known", "")))


async def _around(request: web.Request, found: Inquiry, known: str) -> dict[str, str]:
    """What stands beside the box now, drawn: by the names of the elements it goes into."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        everybody = await accounts.all(db)
        others = await here.others(db, found.id, me=visitor.who.id, now=visitor.now)
        theirs = await drafts.of_inquiry(db, found.id)
    colleagues = [person for person in everybody if permissions.may_see(person, found.desk)]
    shown = {
        "present": talk.present(visitor, others, colleagues),
        "drafts": talk.drafts(visitor, theirs),
    }
    drawn = {
        name: office.pages.html(f"parts/{name}.html", locale=visitor.locale, inquiry=shown)
        for name in ("presence", "drafts")
    }
    return {**drawn, "words": talk.changed(visitor, theirs, known)}


def _moment(fields: dict[str, str], visitor: Visitor) -> datetime:
    """When the page says it was, by our clock as it knows it: never later than now."""
    said = fields.get("typed_at", "")
    if not (said.isascii() and said.isdigit() and len(said) <= _LONGEST):
        return visitor.now
    return min(EPOCH + timedelta(milliseconds=int(said)), visitor.now)


def _answer(said: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(said, status=status, headers={"Cache-Control": "no-store"})
