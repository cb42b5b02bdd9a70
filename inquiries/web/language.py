"""The language a request is answered in: asked for by ?lang=, else what the browser prefers. No cookie."""

from collections.abc import Sequence

from aiohttp import web

from inquiries.i18n import choice


def language(request: web.Request, offered: Sequence[str]) -> str:
    """One of `offered`, whatever the request says."""
    asked = request.query.get("lang", "")
    if asked in offered:
        return asked
    return choice.pick(request.headers.get("Accept-Language", ""), offered)
