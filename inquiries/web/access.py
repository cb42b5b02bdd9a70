"""The access log: method, route, status, milliseconds. Never an address, a token or a person."""

import json
import logging
from datetime import UTC, datetime

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.web_request import BaseRequest

log = logging.getLogger("inquiries.access")


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
            extra={"method": request.method, "route": route, "status": response.status, "ms": ms},
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


class JsonLines(logging.Formatter):
    """Any log record as one JSON object a line, for `log_format = "json"`."""

    _EXTRA = ("method", "route", "status", "ms")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in self._EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)
