"""The pages a web server shows by itself, while this service is down and when it takes something for no request: made
from the settings beforehand, one file each, every language, nothing to load. They are read at any time, so nothing in
them depends on when."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from inquiries.i18n import catalogues
from inquiries.inquiry import contacts
from inquiries.settings import Desk, Settings
from inquiries.web import filters
from inquiries.web.assets import BRAND
from inquiries.web.templating import Pages
from inquiries.wording import Text

_STYLE = "css/down.css"
_DOWN = (
    Text("Our forms are not reachable just now"),
    Text(
        "What you have just sent may not have arrived: go back, where your words are still in the form, and send it"
        " again in a few minutes. Twice does no harm."
    ),
)
_REFUSED = (
    Text("This did not arrive as it should"),
    Text(
        "It may have been too large or too slow. Go back, where your words are still in the form, and send less of it"
        " at once, or ring us."
    ),
)


def page(pages: Pages, *, refused: bool = False) -> str:
    """The whole page as text: for what cannot be reached, or for what the web server has `refused`."""
    title, text = _REFUSED if refused else _DOWN
    style = "".join(pages.assets.text(name) for name in (_STYLE, BRAND) if name in pages.assets.names())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    languages = pages.settings.languages
    return pages.html(
        "errors/down.html",
        locale=languages[0],
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own style and a colour that was checked
        sections=[_section(pages.settings, tag) for tag in languages],
        speaking=speaking,
        title=title,
        text=text,
    )


def speaking(tag: str, caller: Callable[[], str]) -> str:
    """What a template calls with it is said in another language than the page around it."""
    with filters.speaking(tag):
        return caller()


def _section(settings: Settings, tag: str) -> dict[str, Any]:
    return {
        "tag": tag,
        "name": str(catalogues.babel_locale(tag).display_name).capitalize(),
        "direction": catalogues.direction(tag),
        "desks": [
            _desk(settings, desk, tag) for desk in settings.desks.values() if _is_public(settings, desk)
        ],
    }


def _desk(settings: Settings, desk: Desk, tag: str) -> dict[str, Any]:
    return {
        "name": desk.name,
        "people": [person for person in settings.people if person.desk == desk.slug],
        "hours": contacts.usual_hours(desk, settings, tag),
        "mailbox": desk.email,
        "duty": desk.duty,
    }


def _is_public(settings: Settings, desk: Desk) -> bool:
    """Whether there is anybody to ring or to write to."""
    named = any(person.desk == desk.slug for person in settings.people)
    return named or bool(desk.email or desk.duty)
