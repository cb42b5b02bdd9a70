"""The answer where so much arrives that there is no time even to read it: whom to ring, and when to send it again.

Nothing of it is read or kept here, and nothing need be: the browser that sent it has every word, sends the same again
when the page is loaded again, and shows the form as it was when its reader goes back. Where that is not so, at a form
that keeps nothing, in a frame, in another site's script, they take the long way.
"""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from aiohttp.web_request import BaseRequest

from inquiries import clock
from inquiries.i18n import catalogues
from inquiries.intake import busy, show
from inquiries.intake.door import Door
from inquiries.web import headers, problem
from inquiries.web.language import language
from inquiries.wording import Text

NOTICE = Text(
    "Much arrives just now, and yours was not read yet. Your words are not lost: in half a minute, load this page again"
    " and your browser sends them once more. Or go back to them."
)


class Turnstile:
    """Of one application, in front of it. `told` is called for everybody who is sent away."""

    def __init__(self, door: Door, told: Callable[[], None]) -> None:
        self._door, self._told = door, told
        self._drawn: dict[tuple[str, str], tuple[datetime, bytes]] = {}
        self._headers = headers.for_every_response(door.settings) | {
            "Retry-After": str(busy.RETRY_SECONDS),
            "Cache-Control": "no-store",
        }
        kept = [name for name, form in door.settings.forms.items() if not form.exit_page]
        self._forms = {f"{show.PREFIX}{name}": name for name in kept}
        self._doors = frozenset(f"/api/v1/forms/{name}/submissions" for name in door.forms)

    def __call__(self, request: BaseRequest) -> web.Response | None:
        if not self._door.turns.is_swamped or request.method != "POST":
            return None
        path = request.rel_url.path
        if path in self._forms:
            answer = self._page(request, self._forms[path])
        elif path in self._doors and "Origin" not in request.headers:
            answer = self._problem(request)
        else:
            return None
        self._told()
        return answer

    def _page(self, request: BaseRequest, form: str) -> web.Response:
        locale, minute = self._language(request), clock.now().replace(second=0, microsecond=0)
        at, page = self._drawn.get((form, locale), (None, b""))
        if at != minute:
            page = self._draw(form, locale, minute)
            self._drawn[form, locale] = (minute, page)
        kept = {**self._headers, "Content-Language": locale, "Vary": "Accept-Language, Cookie"}
        return web.Response(body=page, status=503, content_type="text/html", charset="utf-8", headers=kept)

    def _problem(self, request: BaseRequest) -> web.Response:
        told = catalogues.text(busy.TOO_BUSY, self._language(request))
        return problem.problem(503, detail=told, headers=self._headers)

    def _language(self, request: BaseRequest) -> str:
        return language(request, self._door.settings.languages)

    def _draw(self, form: str, locale: str, minute: datetime) -> bytes:
        settings = self._door.settings
        of = settings.forms[form]
        return self._door.pages.html(
            "public/crowded.html",
            locale=locale,
            navigation=(),
            languages=(),
            form=of,
            notice=NOTICE,
            **show.beside(self._door, settings.desks[of.desk], minute, locale),
        ).encode()
