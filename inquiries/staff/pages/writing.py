"""What a page says of itself while somebody reads or writes on it: the draft as typed, and that they are here."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from inquiries.database.tables import EPOCH
from inquiries.i18n import catalogues
from inquiries.inquiry import drafts
from inquiries.inquiry import presence as here
from inquiries.inquiry.drafts import Kept
from inquiries.inquiry.model import Inquiry
from inquiries.people import accounts, permissions
from inquiries.staff.acts import act, reply_boxes, uploads
from inquiries.staff.acts.act import Typed, Unclear
from inquiries.staff.office import FIELDS, OFFICE, UPLOADS, VISITOR, Visitor
from inquiries.staff.pages import inquiry, inserting
from inquiries.staff.words import reply_box, saved_pick, talk

KINDS = (drafts.NOTE, drafts.REPLY)
_LONGEST = 14  # digits of milliseconds: some thousand years


async def draft(request: web.Request) -> web.StreamResponse:
    """Keep what stands in the box: for the button back to the page, for the script a word to put under it."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    by_script = "typed_at" in fields
    kind = drafts.REPLY if fields.get("kind") == drafts.REPLY else drafts.NOTE
    if fields.get("copy"):
        fields["cc"] = ", ".join(filter(None, (fields.get("cc", "").strip(" ,;"), fields["copy"])))
    try:
        if fields.get("insert"):
            await inserting.put_in(request, found)
        kept = await _kept(request, found, kind)
    except Unclear as unclear:
        problem = catalogues.text(unclear.text, visitor.locale)
        if by_script:
            return web.json_response({"words": problem}, status=422)
        typed = Typed(kind, fields, problem, box=unclear.box)
        return await inquiry.page(request, found, typed=typed, status=422)
    if by_script:
        words = talk.saved(visitor, kept, act.words(fields, "text"), fields.get("known", ""))
        answer = {"words": words, "at": kept.at.isoformat()}
        if kind == drafts.REPLY:
            answer["later"] = reply_box.said_back(visitor, found, fields)
        return _answer(answer, 200 if kept.kept else 409)
    there = f"/staff/inquiries/{found.reference}"
    if fields.get("copy"):
        raise web.HTTPSeeOther(f"{there}#reply")
    done, place = (saved_pick.INSERTED, "#reply") if fields.get("insert") else ("draft", "")
    query = request.rel_url.update_query(done=done).raw_query_string
    raise web.HTTPSeeOther(f"{there}?{query}{place}")


async def _kept(request: web.Request, found: Inquiry, kind: str) -> Kept:
    """The words first: whatever becomes of the files, they are there."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    kept = await office.database.write(
        drafts.keep,
        found.id,
        visitor.who.id,
        text=act.words(fields, "text"),
        typed_at=_moment(fields, visitor),
        now=visitor.now,
        kind=kind,
        facts=reply_boxes.facts(fields) if kind == drafts.REPLY else None,
    )
    if kind == drafts.REPLY:
        await uploads.keep(office, visitor, found, request[UPLOADS])
    return kept


async def presence(request: web.Request) -> web.StreamResponse:
    """A sign that somebody is here, or has left. Who is, learns who else is, and what the others' drafts say."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    found = await inquiry.load(office, visitor, request.match_info["reference"])
    me = visitor.who.id
    if fields.get("left"):
        await office.database.write(here.left, found.id, me, at=_moment(fields, visitor))
        return web.Response(status=204)
    writing = next((kind for kind in KINDS if kind == fields.get("writing")), "")
    await office.database.write(here.beat, found.id, me, writing=writing, at=visitor.now)
    return _answer(await _around(request, found))


async def _around(request: web.Request, found: Inquiry) -> dict[str, Any]:
    """What stands beside the box now, drawn: by the names of the elements it goes into."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    async with office.database.read() as db:
        everybody = await accounts.all(db)
        others = await here.others(db, found.id, me=visitor.who.id, now=visitor.now)
        notes = await drafts.of_inquiry(db, found.id)
        replies = await drafts.of_inquiry(db, found.id, kind=drafts.REPLY)
    colleagues = [person for person in everybody if permissions.may_see(person, found.desk)]
    shown = {
        "present": talk.present(visitor, others, colleagues),
        "drafts": talk.drafts(visitor, notes, replies),
    }
    drawn = {
        name: office.pages.html(f"parts/{name}.html", locale=visitor.locale, inquiry=shown)
        for name in ("presence", "drafts")
    }
    words = {
        kind: talk.changed(visitor, some, fields.get(f"known_{kind}", ""))
        for kind, some in zip(KINDS, (notes, replies), strict=True)
    }
    return {**drawn, "words": words}


def _moment(fields: dict[str, str], visitor: Visitor) -> datetime:
    """When the page says it was, by our clock as it knows it: never later than now."""
    said = fields.get("typed_at", "")
    if not (said.isascii() and said.isdigit() and len(said) <= _LONGEST):
        return visitor.now
    return min(EPOCH + timedelta(milliseconds=int(said)), visitor.now)


def _answer(said: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(said, status=status, headers={"Cache-Control": "no-store"})
