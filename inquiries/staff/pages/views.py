"""Saved views: a list kept under a name, renamed, taken away. What it holds is read anew each time it is opened."""

from urllib.parse import parse_qsl

from aiohttp import web

from inquiries.forms import typed
from inquiries.i18n import catalogues
from inquiries.people import saved_views
from inquiries.people.saved_views import Enough, SavedView
from inquiries.staff import filters, frame
from inquiries.staff.admit import see_other
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Office, Visitor
from inquiries.wording import Text

VIEWS = "/staff/views"


async def page(request: web.Request) -> web.Response:
    """Everything this person may rename or take away."""
    return await _page(request)


async def save(request: web.Request) -> web.Response:
    """Keep a list, for oneself or for a desk one works on."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    wanted = filters.read(dict(parse_qsl(fields.get("query", "")[:4000])), office, visitor)
    query, desk, name = filters.query(wanted), fields.get("desk", ""), _name(fields)
    if not name:
        return await _page(request, problem=Text("Give the view a name of up to 60 letters"))
    if desk and desk not in visitor.who.desks:
        raise web.HTTPForbidden
    try:
        await office.database.write(
            saved_views.save, name=name, query=query, staff_id=visitor.who.id, desk=desk
        )
    except Enough:
        return await _page(request, problem=Text("There are enough views already: delete one first"))
    return see_other(f"/staff/inbox?{query}")


async def rename(request: web.Request) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    name, id = _name(request[FIELDS]), int(request.match_info["id"])
    if not name:
        return await _page(request, problem=Text("Give the view a name of up to 60 letters"))
    done = await office.database.write(
        saved_views.rename, id, name, staff_id=visitor.who.id, desks=visitor.desks
    )
    return _done(done)


async def delete(request: web.Request) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    id = int(request.match_info["id"])
    done = await office.database.write(saved_views.remove, id, staff_id=visitor.who.id, desks=visitor.desks)
    return _done(done)


def _done(done: bool) -> web.Response:
    if not done:
        raise web.HTTPNotFound
    return see_other(VIEWS)


def _name(fields: dict[str, str]) -> str:
    name = typed.tidy(fields.get("name", ""), lines=False) or ""
    return name if len(name) <= saved_views.LONGEST else ""


async def _page(request: web.Request, *, problem: Text | None = None) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        around = await frame.frame(office, visitor, db, current=VIEWS)
        kept = await saved_views.of(db, visitor.who.id, visitor.desks)
    shown = {
        "problem": catalogues.text(problem, visitor.locale) if problem else "",
        "views": [_words(office, visitor, one) for one in kept],
    }
    status = 422 if problem else 200
    return office.pages.render(
        request, "staff/views.html", status=status, personal=True, frame=around, saved=shown
    )


def _words(office: Office, visitor: Visitor, view: SavedView) -> dict[str, str]:
    words, desk = catalogues.translations(visitor.locale), office.settings.desks.get(view.desk)
    return {
        "id": str(view.id),
        "name": view.name,
        "url": f"/staff/inbox?{view.query}",
        "whose": words.gettext("Everybody on %(desk)s") % {"desk": words.gettext(desk.name)}
        if desk
        else words.gettext("Only me"),
    }
