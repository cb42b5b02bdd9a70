"""Lets somebody in and out again: the session's cookie, and where to go from there. Checks no password."""

import re

from aiohttp import web

from inquiries.people import sessions
from inquiries.staff import guard
from inquiries.staff.office import VISITOR, Office
from inquiries.web.templating import Pages

INBOX = "/staff/inbox"
# A path of ours and nothing that a browser might read as another host: no "//", no "\", no control character.
_LOCAL = re.compile(r"/staff/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")


async def admit(office: Office, request: web.Request, token: str, *, to: str = INBOX) -> web.Response:
    """Hand out the new session's cookie and go on. The session this browser had before is ended."""
    await _close(office, request)
    response = see_other(to)
    response.set_cookie(
        guard.cookie_name(office.settings),
        token,
        max_age=int(sessions.ABSOLUTE.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=_is_secure(office),
    )
    return response


async def leave(office: Office, request: web.Request, *, to: str) -> web.Response:
    """End the session and take its cookie back."""
    await _close(office, request)
    response = see_other(to)
    response.del_cookie(
        guard.cookie_name(office.settings),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=_is_secure(office),
    )
    return response


def see_other(to: str) -> web.Response:
    """After a POST: the page to look at now."""
    return web.Response(status=303, headers={"Location": to, "Cache-Control": "no-store"})


def is_signed_in(request: web.Request) -> bool:
    """Whether the guard found a session behind this request."""
    return VISITOR in request


def local(address: str) -> str:
    """`address` if it is a staff page of ours to go on to, else "": it stands in a link anybody can send."""
    return address if _LOCAL.fullmatch(address) and "//" not in address.partition("?")[0] else ""


def gone(pages: Pages, request: web.Request, template: str) -> web.Response:
    """A one-time link that was used, has run out, or never was."""
    return pages.render(request, template, status=410, personal=True, gone=True)


async def _close(office: Office, request: web.Request) -> None:
    old = request.cookies.get(guard.cookie_name(office.settings), "")
    if old:
        await office.database.write(sessions.close, old)


def _is_secure(office: Office) -> bool:
    return office.settings.base_url.startswith("https://")
