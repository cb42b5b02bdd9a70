"""The list: inquiries by the time that is left, or those that were looked for."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection
from yarl import URL

from inquiries.i18n import catalogues
from inquiries.inquiry import lists, records
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people import accounts
from inquiries.staff import acts, filters, frame
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.words import bulk_bar, list_head, rows
from inquiries.web import csrf
from inquiries.wording import Text


async def inbox(request: web.Request) -> web.Response:
    visitor = request[VISITOR]
    notice = acts.done(request.query.get("done", ""), visitor.locale)
    return await _page(request, request.query, notice=notice or bulk_bar.said(request.query, visitor.locale))


async def again(request: web.Request, address: str, *, notice: str, ticked: frozenset[str]) -> web.Response:
    """The list at `address` once more, with what was ticked, because an act on it was not clear."""
    query = URL(address, encoded=True).query
    return await _page(request, query, notice=notice, ticked=ticked, status=422)


async def _page(
    request: web.Request,
    query: Mapping[str, str],
    *,
    notice: str,
    ticked: frozenset[str] = frozenset(),
    status: int = 200,
) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    wanted = filters.read(query, office, visitor)

    async def asked(db: AsyncConnection) -> tuple[dict[str, Any], dict[str, Any]]:
        around = await frame.frame(office, visitor, db, current=filters.address(wanted), notice=notice)
        listed = await listing(office, visitor, db, wanted, ticked=ticked)
        empty = not listed["groups"] and not wanted.narrowed
        listed["first_run"] = empty and not await lists.any_inquiry(db)
        return around, listed

    around, listed = await office.database.look(asked)
    summarise(listed, around, visitor)
    around["search"] = wanted.words
    return office.pages.render(
        request, "staff/inbox.html", status=status, personal=True, frame=around, inbox=listed
    )


async def listing(
    office: Office,
    visitor: Visitor,
    db: AsyncConnection,
    wanted: Wanted,
    *,
    open: str = "",
    ticked: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """What parts/list.html draws, alone or beside an open inquiry."""
    page = await lists.page(db, wanted, who=visitor.who, desks=visitor.desks)
    said = await records.texts(db, [row.inquiry.id for row in page.rows]) if wanted.words else {}
    colleagues = [one for one in await accounts.all(db) if not one.disabled]
    groups = rows.groups(office, visitor, page.rows, wanted=wanted, open=open, said=said)
    for row in (row for group in groups for row in group["rows"]):
        row["ticked"] = row["tick"] in ticked
    here = filters.address(wanted, after=wanted.after)
    return {
        **list_head.head(office, visitor, wanted, colleagues),
        "csrf": csrf.token(visitor.token),
        "view": wanted.view.value,
        "url": here,
        "bulk": bulk_bar.bar(wanted.view, visitor, colleagues, here),
        "summary": "",
        "groups": groups,
        "more_url": filters.address(wanted, after=page.more) if page.more else "",
        "first_run": False,
        "references": [row.inquiry.reference for row in page.rows],
    }


def summarise(listed: dict[str, Any], around: dict[str, Any], visitor: Visitor) -> None:
    """Say how urgent all of it is, above the list of all that is open."""
    words = catalogues.translations(visitor.locale)
    said = [
        words.gettext(msgid) % {"count": around[name]}
        for name, msgid in (
            ("late", "%(count)s late"),
            ("soon", "%(count)s soon"),
            ("sealed", Text("%(count)s sealed").msgid),
        )
        if around[name]
    ]
    plain = listed["view"] == View.OPEN.value and listed["nothing"] is None
    listed["summary"] = ", ".join(said) if plain else ""
