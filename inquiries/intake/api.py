"""The JSON API of the forms: the same rules as the pages, answered with a reference or problem+json (RFC 9457)."""

from collections.abc import Mapping

from aiohttp import web

from inquiries import clock
from inquiries.forms import form as forms
from inquiries.forms.form import Form, Submission
from inquiries.i18n import catalogues
from inquiries.intake import accept, busy, idempotency, rate
from inquiries.intake.door import DOOR, Door
from inquiries.web import body, sharing
from inquiries.web.language import language
from inquiries.web.problem import problem
from inquiries.wording import Text

_OTHER_BODY = Text("This Idempotency-Key came with another body before. Use a new key for a new submission.")
_BAD_KEY = Text("Send an Idempotency-Key of 1 to 200 visible ASCII characters, or none.")
_NOT_AN_OBJECT = Text("Send one JSON object with the form's fields.")
_TOO_MANY = Text("Much has arrived from your network in a short time. Send it again later.")
_CHECK = Text("Some fields need a change; see errors.")


async def submit(request: web.Request) -> web.Response:
    """POST /api/v1/forms/<form>/submissions → 201 {"reference", "receipt_url"}, or a problem."""
    door, form = _form(request)
    sharing.share(request, door.settings.forms[form.name].sites)
    stood = await door.turns.mine()
    sent = await _read(request)
    # Several are one with commas between them (RFC 9110, 5.3), and none that we take: which of them would be meant?
    keys = request.headers.getall("Idempotency-Key", None)
    key = None if keys is None else ", ".join(keys)
    if key is not None and not idempotency.is_key(key):
        return _problem(door, request, 400, _BAD_KEY)
    if not isinstance(sent.json, dict):
        return _problem(door, request, 422, _NOT_AN_OBJECT)
    if door.pressure.too_much(stood):
        return _problem(door, request, 503, busy.TOO_BUSY, {"Retry-After": str(busy.RETRY_SECONDS)})
    with door.pressure.inside():
        return await _take(door, request, form, sent.json, key)


async def _read(request: web.Request) -> body.Body:
    """The body; what is no JSON is told what this door takes, and not what the forms take."""
    told = Text("Send the fields as one JSON object, with Content-Type: application/json.")
    try:
        sent = await body.read(request)
    except body.BadBody as bad:
        if bad.text is not body.WRONG_TYPE:
            raise
        raise body.BadBody(415, told) from None
    if sent.kind != "json":
        raise body.BadBody(415, told)
    return sent


async def preflight(request: web.Request) -> web.Response:
    """OPTIONS: whether a script of another site may send here. Of the form's `sites`, and of no other."""
    door, form = _form(request)
    sites = door.settings.forms[form.name].sites
    return sharing.preflight(request, sites, "POST", "Content-Type, Idempotency-Key")


def _form(request: web.Request) -> tuple[Door, Form]:
    door = request.app[DOOR]
    form = door.forms.get(request.match_info["form"])
    if form is None:
        raise web.HTTPNotFound
    return door, form


async def _take(
    door: Door, request: web.Request, form: Form, given: dict[str, object], key: str | None
) -> web.Response:
    now, locale = clock.now(), language(request, door.settings.languages)
    cleaned = forms.clean(form, given, now=now, zone=door.settings.timezone)
    if not isinstance(cleaned, Submission):
        errors = [{"field": each.field, "message": catalogues.text(each.text, locale)} for each in cleaned]
        return problem(422, detail=catalogues.text(_CHECK, locale), errors=errors)
    if not rate.admitted(door, request):
        return _problem(door, request, 429, _TOO_MANY, rate.later(door, request))
    try:
        fields, lately = tuple(given.items()), rate.lately(door, request)
        receipt = await accept.accept_once(
            door, cleaned, fields, key=key, language=locale, now=now, lately=lately
        )
    except accept.KeyUsedOtherwise:
        return _problem(door, request, 422, _OTHER_BODY)
    url = f"{door.settings.base_url}/receipts/{receipt.token}"
    answer = {"reference": receipt.reference, "receipt_url": url}
    return web.json_response(answer, status=201, headers={"Location": url, "Cache-Control": "no-store"})


def _problem(
    door: Door, request: web.Request, status: int, text: Text, headers: Mapping[str, str] | None = None
) -> web.Response:
    detail = catalogues.text(text, language(request, door.settings.languages))
    return problem(status, detail=detail, headers=headers)
