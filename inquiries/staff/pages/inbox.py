"""The list: inquiries by the time that is left."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues
from inquiries.inquiry import lists
from inquiries.inquiry.lists import View
from inquiries.staff import acts, frame
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.words import rows


async def inbox(request: web.Request) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    view, desk = asked(request, visitor)
    async with office.database.read() as db:
        notice = acts.done(request.query.get("done", ""), visitor.locale)
        around = await frame.frame(office, visitor, db, current=frame.inbox_url(view, desk), notice=notice)
        listed = await listing(office, visitor, db, view, desk, after=request.query.get("after"))
        listed["first_run"] = not listed["groups"] and not await lists.any_inquiry(db)
    summarise(listed, around, visitor)
    return office.pages.render(request, "staff/inbox.html", personal=True, frame=around, inbox=listed)


def asked(request: web.Request, visitor: Visitor, *, otherwise: View = View.OPEN) -> tuple[View, str | None]:
    """The view and desk in the address; what makes no sense is `otherwise`, on every desk they see."""
    wanted, desk = request.query.get("view", ""), request.query.get("desk", "")
    view = View(wanted) if wanted in {view.value for view in View} else otherwise
    return view, desk if desk in visitor.desks else None


async def listing(
    office: Office,
    visitor: Visitor,
    db: AsyncConnection,
    view: View,
    desk: str | None,
    *,
    after: str | None = None,
    open: str = "",
) -> dict[str, Any]:
    """What parts/list.html draws, alone or beside an open inquiry."""
    desks = frozenset({desk}) if desk else visitor.desks
    page = await lists.page(db, view, who=visitor.who, desks=desks, after=after)
    name = catalogues.text(frame.VIEWS[view], visitor.locale)
    where = catalogues.translations(visitor.locale).gettext(office.settings.desks[desk].name) if desk else ""
    return {
        "title": f"{name} · {where}" if where else name,
        "view": view.value,
        "url": frame.inbox_url(view, desk),
        "summary": "",
        "groups": rows.groups(office, visitor, page.rows, view=view, desk=desk, open=open),
        "more_url": frame.inbox_url(view, desk, after=page.more) if page.more else "",
        "first_run": False,
        "references": [row.inquiry.reference for row in page.rows],
    }


def summarise(listed: dict[str, Any], around: dict[str, Any], visitor: Visitor) -> None:
    """Say how urgent all of it is, above the list of all that is open."""
    words = catalogues.translations(visitor.locale)
    said = [
        words.gettext(msgid) % {"count": around[name]}
        for name, msgid in (("late", "%(count)s late"), ("soon", "%(count)s soon"))
        if around[name]
    ]
    listed["summary"] = ", ".join(said) if listed["view"] == View.OPEN.value else ""
