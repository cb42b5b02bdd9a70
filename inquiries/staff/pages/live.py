"""The stream of an open page: that something changed, never what. The page then asks for itself again."""

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.people import sessions
from inquiries.staff import guard
from inquiries.staff.live import LIVE, Onlooker
from inquiries.staff.office import OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import inquiry
from inquiries.web import events
from inquiries.web.events import Event


async def live(request: web.Request) -> web.StreamResponse:
    """`inquiry` is the one that is open, `since` the line of history that the page was drawn after, and `held` the mark
    of what waited to be filed."""
    office, visitor, watcher = request.app[OFFICE], request[VISITOR], request.app[LIVE]
    reference = request.query.get("inquiry")
    found = await inquiry.load(office, visitor, reference) if reference else None
    if request.method == "HEAD":
        return web.Response(headers=events.HEADERS)
    since = request.headers.get("Last-Event-ID") or request.query.get("since", "")
    onlooker = await watcher.join(visitor, found.id if found else None, since, request.query.get("held", ""))

    async def check() -> Event | None:
        return await _no_longer(office, visitor, onlooker)

    try:
        return await events.stream(request, onlooker, check)
    finally:
        watcher.leave(onlooker)


async def _no_longer(office: Office, visitor: Visitor, onlooker: Onlooker) -> Event | None:
    """The last word to somebody whose session is over, or who sees other desks by now; asking counts as no visit."""
    try:
        session = await office.database.look(sessions.find, visitor.token, clock.now())
    except StorageUnavailable:
        return None  # nothing can be told either
    if session is None:
        return Event("signed-out")
    desks = guard.desks_of(office.settings, session.staff)
    role_changed = (session.staff.role == "administrator") != onlooker.is_administrator
    return Event("reload") if desks != onlooker.desks or role_changed else None
