"""GET /api/v1/openapi.json: the JSON API described from the forms' own definitions, so that it says what is so."""

from http import HTTPStatus
from typing import Any

from aiohttp import web

from inquiries.forms import schema
from inquiries.forms.form import Form
from inquiries.intake import idempotency
from inquiries.intake.door import DOOR, Door
from inquiries.web import sharing
from inquiries.web.problem import TYPE

Json = dict[str, Any]

PATH = "/api/v1/openapi.json"
_TEXT: Json = {"type": "string"}
_PROBLEM: Json = {
    "type": "object",
    "description": "What went wrong (RFC 9457). With 422 there is one entry of errors for each field.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "incident": {"type": "string", "description": "What our log knows it by"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": _TEXT, "message": _TEXT},
            },
        },
    },
}
_RECEIPT: Json = {
    "type": "object",
    "required": ["reference", "receipt_url"],
    "properties": {
        "reference": {"type": "string", "description": "To say on the telephone", "examples": ["KYA-N6GK"]},
        "receipt_url": {"type": "string", "format": "uri", "description": "For the sender alone"},
    },
}
_WRONG = {
    400: "The body or the Idempotency-Key cannot be read",
    408: "The body took too long to arrive",
    413: "The body is larger than 1 MiB",
    415: "The body is not application/json",
    422: "A field needs a change, or the Idempotency-Key came with another body before",
    429: "More than rate_limit from one network",
    503: "Nothing could be kept just now",
}


async def page(request: web.Request) -> web.Response:
    door = request.app[DOOR]
    sharing.share(request, {site for form in door.settings.forms.values() for site in form.sites})
    return web.json_response(document(door), headers={"Cache-Control": "no-cache"})


def document(door: Door) -> Json:
    """The whole description (OpenAPI 3.1)."""
    name = door.settings.organisation.name
    itself = {"200": {"description": "This description", "content": _json({"type": "object"})}}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Forms of {name}", "version": "1"},
        "servers": [{"url": door.settings.base_url}],
        "paths": {
            PATH: {"get": {"operationId": "describe", "summary": "This description", "responses": itself}},
            **{
                f"/api/v1/forms/{form.name}/submissions": {
                    "post": _submit(form, door.settings.forms[form.name].title)
                }
                for form in door.forms.values()
            },
        },
        "components": {
            "schemas": {
                "Problem": _PROBLEM,
                "Receipt": _RECEIPT,
                **{form.name: schema.schema(form) for form in door.forms.values()},
            }
        },
    }


def _submit(form: Form, title: str) -> Json:
    return {
        "operationId": f"submit-{form.name}",
        "summary": f"Send “{title}”",
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key with the same body is the same receipt, however often it is sent",
                "schema": {"type": "string", "pattern": f"^{idempotency.PATTERN}$"},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _named(form.name), "example": schema.example(form)},
            },
        },
        "responses": {
            "201": {
                "description": "It is on disk",
                "headers": {
                    "Location": {"description": "The receipt's address", "required": True, "schema": _TEXT}
                },
                "content": _json(_named("Receipt")),
            },
            **{str(status): _problem(status, why) for status, why in _WRONG.items()},
        },
    }


def _problem(status: int, why: str) -> Json:
    found: Json = {"description": why, "content": {TYPE: {"schema": _named("Problem")}}}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        seconds = {"description": "Seconds until it is worth another try", "schema": {"type": "integer"}}
        found["headers"] = {"Retry-After": seconds}
    return found


def _json(described: Json) -> Json:
    return {"application/json": {"schema": described}}


def _named(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
