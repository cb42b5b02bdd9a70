"""The language a request is answered in: asked for by ?lang=, else as chosen before, else what the browser prefers.

A cookie is set when somebody chooses, and not before; who takes none keeps the choice in the address.
"""

from collections.abc import Sequence

from aiohttp import web
from aiohttp.web_request import BaseRequest

from inquiries.i18n import catalogues, choice

COOKIE = "language"
_YEAR = 365 * 24 * 3600


def language(request: BaseRequest, offered: Sequence[str]) -> str:
    """One of `offered`, whatever the request says."""
    spoken = offered_to(request, offered)
    for asked in (request.query.get("lang", ""), request.cookies.get(COOKIE, "")):
        if asked in spoken:
            return asked
    return choice.pick(request.headers.get("Accept-Language", ""), spoken)


def offered_to(request: BaseRequest, offered: Sequence[str]) -> Sequence[str]:
    """What a page can be read in: behind sign-in, only what every page there speaks."""
    if not request.path.startswith("/staff"):
        return offered
    return tuple(tag for tag in offered if tag in catalogues.WHOLE) or catalogues.WHOLE[:1]


def kept(request: web.Request, offered: Sequence[str]) -> str:
    """What an address of ours ends in, so that it is read in the language this one asks for: "?lang=fr", or ""."""
    asked = request.query.get("lang", "")
    return f"?lang={asked}" if asked in offered else ""


def remember(request: web.Request, response: web.Response, offered: Sequence[str], *, secure: bool) -> None:
    """Keep what was asked for by ?lang= for a year, if it was."""
    asked = request.query.get("lang", "")
    if asked in offered_to(request, offered) and request.cookies.get(COOKIE) != asked:
        response.set_cookie(COOKIE, asked, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
