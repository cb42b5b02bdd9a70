"""Security headers on every response, errors included. A handler's own header wins over these."""

from collections.abc import Mapping

from aiohttp import web

from inquiries.settings import Settings
from inquiries.web import sharing

_PAGE = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action {ends}; base-uri 'none'; "
    "frame-ancestors {framed}"
)
PAGE = _PAGE.format(ends="'self'", framed="'none'")
# For what a stranger wrote, shown in a frame: nothing runs, nothing loads, only its own style.
SANDBOX: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
_EVERYWHERE = {
    "Content-Security-Policy": PAGE,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    # Instead of the versions of Python and aiohttp.
    "Server": "inquiries",
}
_YEAR = 31_536_000
_ENDS = web.RequestKey("site a post from this page may end at", str)
_AROUND = web.RequestKey("sites that may show this page in a frame", tuple)


def may_end_at(request: web.Request, origin: str) -> None:
    """A form on the page that answers `request` may end at another site: browsers hold form-action against redirects
    too (CSP 3, 4.2.4)."""
    request[_ENDS] = origin


def may_be_framed(request: web.Request, sites: tuple[str, ...]) -> None:
    """The page that answers `request`, and an error in its place, may stand in a frame of these sites' pages alone."""
    request[_AROUND] = sites


def framed_by(request: web.Request) -> tuple[str, ...]:
    """Those sites; () for nearly every page."""
    found: tuple[str, ...] = request.get(_AROUND, ())
    return found


def attach(app: web.Application, settings: Settings) -> None:
    """From now on each response of `app` carries them."""
    common = for_every_response(settings)

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        headers = response.headers
        if "Referrer-Policy" not in headers and request.path.startswith("/staff/"):
            # Under no-referrer browsers send "Origin: null" with forms, and staff forms check their origin.
            headers["Referrer-Policy"] = "same-origin"
        for name, value in {**common, **_of_this(request)}.items():
            if value and (name not in headers or name == "Server"):
                headers[name] = value
        if 300 < response.status < 400 and response.status != 304:
            headers.setdefault("Cache-Control", "no-store")  # receipts' addresses stand in them
        sharing.mark(request, response)

    app.on_response_prepare.append(prepare)


def _of_this(request: web.Request) -> dict[str, str]:
    """What is otherwise for this page; "" takes a header away."""
    around, end = " ".join(framed_by(request)), request.get(_ENDS, "")
    if not around and not end:
        return {}
    policy = _PAGE.format(ends=f"'self' {end}".rstrip(), framed=around or "'none'")
    if not around:
        return {"Content-Security-Policy": policy}
    # X-Frame-Options has no word for several sites; a page that isolates itself may show only what allows it.
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def for_every_response(settings: Settings) -> dict[str, str]:
    """The headers themselves, for responses made outside the application."""
    found = dict(_EVERYWHERE)
    if settings.base_url.startswith("https://"):
        found["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return found
