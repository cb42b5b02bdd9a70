"""The access log: method, route, status, milliseconds. Never an address, a token or a person."""

import itertools
import logging
import secrets
from contextvars import ContextVar

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web_request import BaseRequest

log = logging.getLogger("inquiries.access")
REQUEST = web.RequestKey("request id", str)
_current: ContextVar[str] = ContextVar("request", default="")


class Lines(AbstractAccessLogger):
    """One line a request. The route is the template ("/receipts/{token}"), so that logs open no receipt."""

    def log(self, request: BaseRequest, response: web.StreamResponse, time: float) -> None:
        route, ms = route_of(request), round(time * 1000, 1)
        self.logger.info(
            "%s %s %d %.1f ms",
            request.method,
            route,
            response.status,
            ms,
            extra={
                "method": request.method,
                "route": route,
                "status": response.status,
                "ms": ms,
                "request": request.get(REQUEST, "") if isinstance(request, web.Request) else "",
            },
        )

    @property
    def enabled(self) -> bool:
        return self.logger.isEnabledFor(logging.INFO)


def route_of(request: BaseRequest) -> str:
    """The template of the address, "-" where none matches."""
    match = (
        request.match_info if isinstance(request, web.Request) and request._match_info is not None else None
    )
    # A match is a dictionary of what stands in the braces: empty, and so false, for "/staff/inbox".
    resource = match.route.resource if match is not None else None
    return resource.canonical if resource else "-"


def middleware() -> Middleware:
    """Gives each request an id, which stands in every line that is logged for it."""

    numbers = itertools.count(secrets.randbits(32))  # told apart, and from the last start's; no secret

    @web.middleware
    async def naming(request: web.Request, handler: Handler) -> web.StreamResponse:
        request[REQUEST] = f"{next(numbers) % 2**32:08x}"
        _current.set(request[REQUEST])
        return await handler(request)

    return naming


def request_id(record: logging.LogRecord) -> str:
    """Which request a line belongs to; "" for none."""
    return str(getattr(record, "request", "")) or _current.get()
