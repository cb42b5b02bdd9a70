"""The answer while more arrives than can be taken in time: every word typed, whom to ring, and a button to send again.

It is given when time is what there is least of, so the page is drawn once a minute and only filled in for each sender.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from aiohttp import web
from markupsafe import Markup, escape

from inquiries.forms.form import Form
from inquiries.i18n import catalogues
from inquiries.intake import show
from inquiries.intake.door import Door, Shell
from inquiries.web.language import language
from inquiries.wording import Text

RETRY_SECONDS = 30
NOTICE = Text(
    "Much arrives just now, and yours would have to wait too long. Your words are still here: send them again in half"
    " a minute."
)
# To a program, which has its words itself.
TOO_BUSY = Text(
    "Much arrives just now, and this would have to wait too long. Send it again in half a minute."
)
_HIDDEN, _SHOWN = Markup("\x02hidden\x03"), Markup("\x02shown\x03")
_UNSHOWN = frozenset({"form_token", "proof", "website", "step"})


def page(
    door: Door, request: web.Request, form: Form, typed: Mapping[str, str], *, now: datetime
) -> web.Response:
    """503 with all of it."""
    locale, minute = language(request, door.settings.languages), now.replace(second=0, microsecond=0)
    place = (f"{form.name}{show.frame(request)}", locale)
    shell = door.shells.get(place)
    if shell is None or shell.minute != minute:
        shell = door.shells[place] = _shell(door, request, form, minute, locale)
    hidden = "".join(
        f'<input type="hidden" name="{escape(show.visible(name))}" value="{escape(show.visible(value))}">\n'
        for name, value in typed.items()
        if name != "step"
    )
    text = "".join((shell.before, hidden, shell.between, "".join(_rows(shell, typed)), shell.after))
    response = web.Response(
        body=text.encode("utf-8", "replace"),
        status=503,
        content_type="text/html",
        charset="utf-8",
        headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store", "Content-Language": locale},
    )
    if len(door.settings.languages) > 1:
        response.headers["Vary"] = "Accept-Language"
    return response


def _rows(shell: Shell, typed: Mapping[str, str]) -> Iterable[str]:
    for name, value in typed.items():
        if value and name not in _UNSHOWN and name in shell.labels:
            words = shell.choices.get(name, {}).get(value) or escape(show.visible(value))
            yield f'<div><dt>{shell.labels[name]}</dt><dd dir="auto">{words}</dd></div>\n'


def _shell(door: Door, request: web.Request, form: Form, minute: datetime, locale: str) -> Shell:
    drawn = door.pages.render(
        request,
        "public/busy.html",
        notice=NOTICE,
        hidden=_HIDDEN,
        shown=_SHOWN,
        **show.posting(door, request, form, {}, minute),
        # In the address may be anything, and this page is everybody's.
        languages=(),
    )
    assert isinstance(drawn.body, bytes)
    before, _, rest = drawn.body.decode().partition(_HIDDEN)
    between, _, after = rest.partition(_SHOWN)
    fields = {one.name: one for one in form.fields}
    return Shell(
        minute,
        before,
        between,
        after,
        {name: escape(catalogues.text(one.label, locale)) for name, one in fields.items()},
        {
            name: {value: escape(catalogues.text(label, locale)) for value, label in one.choices}
            for name, one in fields.items()
            if one.choices
        },
    )
