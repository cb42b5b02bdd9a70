"""Which other sites' scripts may send here and read the answer (CORS; Fetch standard, 3.2). Knows no form.

A handler says it once, before anything can go wrong: errors then carry the same headers.
"""

from collections.abc import Collection

from aiohttp import web

_SITES = web.RequestKey("sites whose scripts may read the answer", frozenset)
_KEPT_SECONDS = 600


def share(request: web.Request, sites: Collection[str]) -> None:
    """From now on the answer to `request` may be read by scripts of these origins, each exact, and of no other."""
    request[_SITES] = frozenset(sites)


def preflight(request: web.Request, sites: Collection[str], methods: str, headers: str) -> web.Response:
    """What a browser asks before it lets a script send: 204, and what may be sent where the site is one of them."""
    share(request, sites)
    response = web.Response(status=204, headers={"Allow": f"OPTIONS, {methods}"})
    if request.headers.get("Origin") in request[_SITES]:
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = headers
        response.headers["Access-Control-Max-Age"] = str(_KEPT_SECONDS)
    return response


def mark(request: web.Request, response: web.StreamResponse) -> None:
    """The headers that say so. Never a cookie with it: Access-Control-Allow-Credentials stays away."""
    sites = request.get(_SITES)
    if not sites:
        return
    response.headers["Vary"] = ", ".join(filter(None, (response.headers.get("Vary"), "Origin")))
    origin = request.headers.get("Origin", "")
    if origin in sites:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Location, Retry-After"
