"""Errors of the API as application/problem+json (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from aiohttp import web

TYPE = "application/problem+json"


def problem(
    status: int,
    title: str = "",
    detail: str = "",
    errors: Iterable[Mapping[str, str]] = (),
    *,
    headers: Mapping[str, str] | None = None,
    incident: str = "",
) -> web.Response:
    """`title` defaults to the status's phrase; `errors` has one {"field", "message"} per field."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
    }
    if detail:
        body["detail"] = detail
    listed = [dict(error) for error in errors]
    if listed:
        body["errors"] = listed
    if incident:
        body["incident"] = incident
    # ASCII, so that a lone surrogate sent to us cannot break what we send back.
    response = web.Response(
        body=json.dumps(body).encode("ascii"), status=status, headers=headers, content_type=TYPE
    )
    response.headers["Cache-Control"] = "no-store"
    return response
