"""Saved replies: a desk's list of them, and the form of one, where it can be read as somebody who wrote would."""

from dataclasses import replace
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues
from inquiries.inquiry import lists, saved_replies
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry, Status
from inquiries.inquiry.saved_replies import Enough, NameTaken, SavedReply
from inquiries.inquiry.wanted import View, Wanted
from inquiries.staff import admit
from inquiries.staff.frame import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Visitor
from inquiries.staff.words import saved_replies_list as listed
from inquiries.staff.words import saved_reply_form as form
from inquiries.staff.words.saved_reply_form import Asked
from inquiries.wording import NOTHING, Text

URL = listed.URL
RECENT = 8  # inquiries to read a reply as
_PASSED_OVER = (Status.QUARANTINED, Status.MERGED)
DONE = {
    "kept": Text("Saved. It can be put into every reply of this desk."),
    "deleted": Text("Deleted."),
}


async def page(request: web.Request) -> web.Response:
    """Those of every desk this person sees."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    notice = catalogues.text(DONE.get(request.query.get("done", ""), NOTHING), visitor.locale)
    async with office.database.read() as db:
        around = await frame(office, visitor, db, current=URL, notice=notice)
        kept = await saved_replies.on(db, visitor.desks)
        latest = {desk: next(iter(await _recent(db, visitor, desk)), None) for desk in visitor.desks}
    shown = listed.desks(office, visitor, kept, latest)
    return office.pages.render(request, "staff/saved-replies.html", personal=True, frame=around, desks=shown)


async def new(request: web.Request) -> web.Response:
    """An empty form, for the desk that is asked for or the first of theirs."""
    return await _form(request, Asked(_desk(request, request.query.get("desk", "")), None, {}, {}))


async def add(request: web.Request) -> web.Response:
    """Keep a new one, or show how it would read."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    desk = fields.get("desk", "")
    if desk not in visitor.desks:
        raise web.HTTPForbidden
    wording, problems = form.read(fields, visitor)
    asked = Asked(desk, None, fields, problems)
    if wording is None or "look" in fields:
        return await _form(request, asked)
    try:
        await office.database.write(saved_replies.add, desk, wording)
    except NameTaken:
        return await _form(request, replace(asked, problems={"name": form.NAME_TAKEN}))
    except Enough:
        return await _form(request, replace(asked, problems={"name": form.ENOUGH}))
    return admit.see_other(f"{URL}?done=kept")


async def one(request: web.Request) -> web.Response:
    """The form of one, as it stands."""
    kept = await _kept(request)
    if kept is None:
        raise web.HTTPNotFound
    return await _form(request, Asked(kept.desk, kept, {"name": kept.name, "text": kept.text}, {}))


async def change(request: web.Request) -> web.Response:
    """Keep other words, or show how they would read. Who comes second is shown both, and decides."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    kept = await _kept(request)
    if kept is None:
        return await _gone(request)
    wording, problems = form.read(fields, visitor)
    before = replace(kept, version=_version(fields))
    asked = Asked(kept.desk, before, fields, problems)
    if wording is None or "look" in fields:
        return await _form(request, asked)
    try:
        await office.database.write(saved_replies.change, before, wording)
    except NameTaken:
        return await _form(request, replace(asked, problems={"name": form.NAME_TAKEN}))
    except SomeoneWasFaster:
        return await _faster(request)
    return admit.see_other(f"{URL}?done=kept")


async def delete(request: web.Request) -> web.Response:
    """Take one away, unless somebody has put it in other words meanwhile."""
    office, fields = request.app[OFFICE], request[FIELDS]
    kept = await _kept(request)
    if kept is not None:
        try:
            await office.database.write(saved_replies.remove, replace(kept, version=_version(fields)))
        except SomeoneWasFaster:
            return await _faster(request)
    return admit.see_other(f"{URL}?done=deleted")


async def _faster(request: web.Request) -> web.Response:
    """What was typed, beside what stands now: saving again puts the first in place of the second."""
    kept, fields = await _kept(request), request[FIELDS]
    if kept is None:
        return await _gone(request)
    values = fields if "text" in fields else {"name": kept.name, "text": kept.text}
    return await _form(request, Asked(kept.desk, kept, values, {}, other=kept), status=409)


async def _gone(request: web.Request) -> web.Response:
    """Somebody deleted it: what was typed can be kept as a new one."""
    fields = request[FIELDS]
    asked = Asked(_desk(request, fields.get("desk", "")), None, fields, {}, gone=True)
    return await _form(request, asked, status=409)


async def _form(request: web.Request, asked: Asked, *, status: int = 200) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        around: dict[str, Any] = await frame(office, visitor, db, current=URL)
        recent = await _recent(db, visitor, asked.desk)
    wanted = asked.values.get("as", "")
    latest = recent[0] if recent and wanted != form.NOBODY else None
    chosen = next((inquiry for inquiry in recent if inquiry.reference == wanted), latest)
    case = listed.case_of(office, visitor, asked.desk, chosen)
    return office.pages.render(
        request,
        "staff/saved-reply.html",
        status=422 if asked.problems else status,
        personal=True,
        frame=around,
        reply={
            **form.drawn(asked, case, recent, chosen, visitor),
            "desk_name": listed.desk_name(office, visitor, asked.desk),
        },
        values=asked.values,
        problems=asked.problems,
    )


async def _recent(db: AsyncConnection, visitor: Visitor, desk: str) -> tuple[Inquiry, ...]:
    """Who wrote to this desk lately, the latest first."""
    wanted = Wanted(View.ALL, desk)
    found = await lists.page(db, wanted, who=visitor.who, desks=visitor.desks, limit=2 * RECENT)
    every = (row.inquiry for row in found.rows)
    return tuple(inquiry for inquiry in every if inquiry.status not in _PASSED_OVER)[:RECENT]


async def _kept(request: web.Request) -> SavedReply | None:
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        return await saved_replies.by_id(db, int(request.match_info["id"]), desks=visitor.desks)


def _desk(request: web.Request, asked: str) -> str:
    """The one asked for, if it is theirs; else their first."""
    office, visitor = request.app[OFFICE], request[VISITOR]
    theirs = [slug for slug in office.settings.desks if slug in visitor.desks]
    if not theirs:
        raise web.HTTPForbidden
    return asked if asked in theirs else theirs[0]


def _version(fields: dict[str, str]) -> int:
    """Which one the form was drawn for; 0 where it does not say."""
    said = fields.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
