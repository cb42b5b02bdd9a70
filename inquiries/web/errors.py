"""Every error as a page of our own, or as problem+json under /api/. What broke inside stays in the log."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from inquiries.i18n import catalogues
from inquiries.settings import Settings
from inquiries.web import access
from inquiries.web import headers as headers_of_all
from inquiries.web.body import BadBody
from inquiries.web.language import language
from inquiries.web.problem import problem
from inquiries.web.templating import Pages
from inquiries.wording import NOTHING, Text

_log = logging.getLogger(__name__)
_TITLES = {
    400: Text("This did not arrive as it should"),
    401: Text("This page is not open to you"),
    403: Text("This page is not open to you"),
    404: Text("There is nothing at this address"),
    405: Text("This address does not take that"),
    408: Text("This took too long to arrive"),
    410: Text("This is no longer here"),
    413: Text("This is too large"),
    414: Text("This is too large"),
    415: Text("This arrived in a form we do not read"),
    417: Text("This arrived in a form we do not read"),
    429: Text("This is more than we can take at once"),
    431: Text("This is too large"),
    500: Text("Something went wrong on our side"),
    503: Text("We cannot keep this right now"),
}
_TEXTS = {
    404: Text("The link may be incomplete. Start again from the first page."),
    410: Text("It was erased."),
    500: Text("It is written down and will be looked at."),
    503: Text("Wait a minute and send it again."),
}
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")  # of the headers that come with an error
_OTHER = Text("This did not work")


@dataclass(frozen=True, slots=True)
class Answer:
    """How an exception is answered: `retry_after` in seconds; `logged` as an incident."""

    status: int
    text: Text | None = None
    retry_after: int | None = None
    logged: bool = False


def middleware(pages: Pages, answers: Mapping[type[Exception], Answer] | None = None) -> Middleware:
    """The outermost middleware. `answers`: how exceptions of other rooms are answered, special ones first."""
    known = dict(answers or {})

    @web.middleware
    async def answering(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            kept = {name: error.headers[name] for name in _KEPT if name in error.headers}
            return respond(pages, request, Answer(error.status), headers=kept)
        except BadBody as error:
            response = respond(pages, request, Answer(error.status, error.text))
            if error.status in (408, 413):
                response.force_close()
            return response
        except Exception as error:
            for kind, answer in known.items():
                if isinstance(error, kind):
                    incident = _incident(request, error) if answer.logged else ""
                    return respond(pages, request, answer, incident=incident)
            return respond(pages, request, Answer(500), incident=_incident(request, error))

    return answering


def respond(
    pages: Pages,
    request: web.Request,
    answer: Answer,
    *,
    incident: str = "",
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """The error as this request wants it: our page with the organisation's phone, or problem+json."""
    kept = dict(headers or {})
    if answer.retry_after is not None:
        kept["Retry-After"] = str(answer.retry_after)
    title, text = words(answer.status)
    text = answer.text or text
    if request.path.startswith("/api/"):
        locale = language(request, pages.settings.languages)
        detail = catalogues.text(text, locale)
        return problem(answer.status, detail=detail, headers=kept, incident=incident)
    try:
        return pages.render(
            request,
            "errors/error.html",
            status=answer.status,
            headers=kept,
            personal=True,
            error_status=answer.status,
            back=_back(request),
            title=title,
            text=text,
            incident=incident,
        )
    except Exception:
        # The page itself is broken: the sender still gets words and a number to ring.
        _log.exception("the error page cannot be made")
        return plain(pages.settings, answer.status, headers=kept)


def words(status: int) -> tuple[Text, Text]:
    """What happened, and the cure where there is one."""
    return _TITLES.get(status, _OTHER), _TEXTS.get(status, NOTHING)


def _back(request: web.Request) -> str:
    """Where to start again: in a frame no page but its own may be shown."""
    if headers_of_all.framed_by(request):
        return request.rel_url.path
    return "/staff/inbox" if request.path.startswith("/staff/") else "/"


def plain(settings: Settings, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
    """A page without templates, for when there is no request to speak of or no template that works."""
    name, title = escape(settings.organisation.name), escape(str(_TITLES.get(status, _OTHER)))
    numbers = [
        (person.name, " ext. ".join(filter(None, (person.phone, person.extension))))
        for person in settings.people
        if person.phone
    ]
    phones = "".join(f"<p>{escape(person)}: {escape(number)}</p>" for person, number in numbers)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} – {name}</title></head>'
        f"<body><main><h1>{title}</h1><p>{name}</p>{phones}</main></body></html>"
    )
    response = web.Response(
        body=page.encode(),
        status=status,
        reason=HTTPStatus(status).phrase,
        headers=headers,
        content_type="text/html",
    )
    response.charset = "utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response


def _incident(request: web.Request, error: Exception) -> str:
    """Logs it under the request's id, which stands on the page too; the address is the route's, which names nobody."""
    incident = request.get(access.REQUEST) or secrets.token_hex(4)
    route = access.route_of(request)
    _log.error("incident %s: %s %s", incident, request.method, route, exc_info=error)
    return incident
