"""Whether somebody reads a page themselves: no program that looks ahead of its reader, and none of the staff."""

import re

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.people import sessions
from inquiries.settings import Settings
from inquiries.web import cookie

_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
# "CUBOT" is a phone.
_PROGRAM = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|preview|scan|externalhit|headless|curl/|wget/|python|go-http|java/",
    re.IGNORECASE,
)


def in_person(request: web.Request) -> bool:
    """Whether this looks like a person before a browser. In doubt it does not: nothing is lost but a mark.

    Browsers say by Sec-Purpose that they fetch ahead (Fetch standard, 3.6), by Sec-Fetch-Dest what for; mail programs
    and chats that look at links before their reader does ask for anything (Accept: */*) or say what they are.
    """
    headers = request.headers
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and not _AHEAD.search(ahead)
        and headers.get("Sec-Fetch-Dest", "document") == "document"
        and "text/html" in headers.get("Accept", "")
        and bool(agent)
        and not _PROGRAM.search(agent)
    )


async def is_staff(db: AsyncConnection, request: web.Request, settings: Settings) -> bool:
    """Whether whoever asks is signed in behind this same address."""
    token = request.cookies.get(cookie.name(settings.base_url), "")
    return bool(token) and await sessions.find(db, token, clock.now()) is not None
