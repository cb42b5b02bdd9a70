"""Stands before every staff page: who asks, may they, and did this form come from our own page?"""

import logging
from urllib.parse import quote

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.i18n import zones
from inquiries.people import permissions, sessions
from inquiries.people.accounts import Staff
from inquiries.settings import SEALED, Settings
from inquiries.staff.office import FIELDS, OFFICE, TICKED, UPLOADS, VISITOR, Office, Uploads, Visitor
from inquiries.web import body, cookie, csrf
from inquiries.web.language import language
from inquiries.web.routes import Handler, Route

SAFE = ("GET", "HEAD")
# An open page asks for itself again with this header: nobody looked, and nobody is there.
REFRESH = "X-Refresh"

log = logging.getLogger(__name__)


def guarded(route: Route) -> Handler:
    """The route's handler behind its permission. "desk" is asked again by the page that loads the inquiry."""
    permission = permissions.Permission(route.permission)

    async def handler(request: web.Request) -> web.StreamResponse:
        office = request.app[OFFICE]
        visitor = await _visitor(office, request)
        if visitor is not None:
            request[VISITOR] = visitor
        if permission is permissions.Permission.ANYONE:
            return await _checked(office, request, route, visitor)
        if visitor is None:
            raise web.HTTPSeeOther(_sign_in(request))
        if permission is permissions.Permission.ADMINISTRATOR and not visitor.is_administrator:
            raise web.HTTPForbidden
        if permission is permissions.Permission.ERASE and not permissions.may_erase(visitor.who):
            raise web.HTTPForbidden
        return await _checked(office, request, route, visitor)

    return handler


async def _checked(
    office: Office, request: web.Request, route: Route, visitor: Visitor | None
) -> web.StreamResponse:
    """Reads the form of an unsafe request and refuses one that another site made the browser send."""
    if request.method not in SAFE:
        sent = await body.read(request, room=route.room)
        fields = {name: str(value) for name, value in sent.given().items()}
        base_url = office.settings.base_url
        if route.permission == permissions.Permission.ANYONE:
            proved = csrf.same_origin(request, base_url)
        else:
            token = visitor.token if visitor else ""
            proved = csrf.check(request, token, fields.get("csrf"), base_url=base_url)
        if not proved:
            raise web.HTTPForbidden
        request[FIELDS], request[TICKED] = fields, sent.fields
        request[UPLOADS] = Uploads(sent.uploads, sent.crowded)
    return await route.handler(request)


async def _visitor(office: Office, request: web.Request) -> Visitor | None:
    token = request.cookies.get(cookie_name(office.settings), "")
    if not token:
        return None
    now = clock.now()
    session = await office.database.look(sessions.find, token, now)
    if session is None:
        return None
    if sessions.untouched(session, now) and not unattended(request):
        try:
            await office.database.write(sessions.touch, session, now)
        except StorageUnavailable as trouble:  # reading goes on while nothing can be written
            log.warning("A session could not be renewed: %s", trouble)
    locale = language(request, office.settings.languages)
    who, settings = session.staff, office.settings
    return Visitor(who, token, desks_of(settings, who), now, locale, zone_of(settings, who))


def unattended(request: web.Request) -> bool:
    """Whether an open page asks by itself: no sign that a person is still here."""
    return REFRESH in request.headers or request.headers.get("Accept") == "text/event-stream"


def desks_of(settings: Settings, who: Staff) -> frozenset[str]:
    """The desks somebody sees."""
    return frozenset(desk for desk in (*settings.desks, SEALED) if permissions.may_see(who, desk))


def zone_of(settings: Settings, who: Staff) -> str:
    """The zone somebody reads times in: their own, unless they chose none or its name is no longer known."""
    return who.timezone if zones.known(who.timezone) else settings.timezone


def cookie_name(settings: Settings) -> str:
    """Of the session."""
    return cookie.name(settings.base_url)


def _sign_in(request: web.Request) -> str:
    if request.method not in SAFE or request.path == "/staff/inbox":
        return "/staff/login"
    return f"/staff/login?next={quote(request.path_qs, safe='')}"
