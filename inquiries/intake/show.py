"""What the public pages are drawn with: the form as it was typed, the people beside it, the way to the others."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from inquiries.forms import email_hint, when
from inquiries.forms.field import Field
from inquiries.forms.form import Form
from inquiries.forms.problem import Problem
from inquiries.i18n import say
from inquiries.inquiry import clocks, contacts, next_steps
from inquiries.inquiry import said_back as saying
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.said_back import SaidBack
from inquiries.intake import danger, form_token, proof
from inquiries.intake.door import Door
from inquiries.routing import decide
from inquiries.settings import Desk, Settings
from inquiries.web import headers as headers_of_all
from inquiries.web import language as languages
from inquiries.web.language import language
from inquiries.wording import Text

MAIL_DOMAINS = {"common": sorted(email_hint.COMMON), "genuine": sorted(email_hint.GENUINE)}
PREFIX, FRAME = "/forms/", "/frame"
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def form_page(
    door: Door,
    request: web.Request,
    form: Form,
    *,
    now: datetime,
    typed: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    notice: Text | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """The form's page, with everything typed still in it."""
    values = dict(typed or {})
    found: dict[str, Text] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.text)
    # Nobody's yet; and who goes back to it finds it as they left it, with the token that makes sending again harmless.
    empty = request.method in ("GET", "HEAD") and not door.settings.forms[form.name].exit_page
    return door.pages.render(
        request,
        f"public/{form.name}.html",
        status=status,
        headers={"Cache-Control": "private, no-cache"} if empty else headers,
        personal=not empty,
        fields=_fields(form, values),
        problems=found,
        suggestions=suggestions(values),
        mail_domains=MAIL_DOMAINS,
        notice=notice,
        **posting(door, request, form, values, now),
        **_deadline(door, request, form, now),
    )


def suggestions(values: Mapping[str, str]) -> dict[str, str]:
    """The address that was probably meant, by field."""
    meant = email_hint.suggest(values.get("email", ""))
    return {"email": meant} if meant else {}


def _fields(form: Form, values: Mapping[str, str]) -> dict[str, Field]:
    """The form's fields; a deadline that another site's form gave as one instant gets a box to be changed in."""
    fields = {field.name: field for field in form.fields}
    if when.DAY.name in fields and values.get(when.INSTANT.name):
        fields[when.INSTANT.name] = when.INSTANT
    return fields


def visible(text: str) -> str:
    """Without what no page may hold: control characters. The field's problem says that one was there."""
    return _UNSEEN.sub("", text)


def posting(
    door: Door, request: web.Request, form: Form, values: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """What every page that posts a form needs. A token that came with the words goes back with them."""
    desk = door.settings.desks[door.settings.forms[form.name].desk]
    return {
        "form": door.settings.forms[form.name],
        "action": _sent_to(door, request, form),
        "form_token": values.get("form_token") or form_token.make(door.keys.secret, now),
        "proof_bits": proof.BITS if door.siege.is_on(now) else 0,
        "values": {name: visible(value) for name, value in values.items()},
        "in_danger": danger.reads_so(door.settings, form, values),
        **around(door, request, desk, now),
    }


def _sent_to(door: Door, request: web.Request, form: Form) -> str:
    """An address of its own: a browser forgets the page it has of an address once it sends there (RFC 9111, 4.4), and
    who went back would find a new one, with a token that makes what is sent again another inquiry."""
    kept = languages.kept(request, door.settings.languages)
    return f"{PREFIX}{form.name}{frame(request)}{kept}{'&' if kept else '?'}send"


def frame(request: web.Request) -> str:
    """What an address ends in, so that it is read in the frame this one stands in: "/frame", or ""."""
    return FRAME if headers_of_all.framed_by(request) else ""


def around(door: Door, request: web.Request, desk: Desk, now: datetime) -> dict[str, Any]:
    """The people beside the page, and the way to reach them."""
    return beside(door, desk, now, language(request, door.settings.languages))


def beside(door: Door, desk: Desk, now: datetime, locale: str) -> dict[str, Any]:
    """The same in this language."""
    pace = door.paces.get(desk.slug)
    usual = pace.usual if pace else None
    people = contacts.contacts(door.settings, desk, now=now, locale=locale, pace=usual)
    return {"contacts": people, "reach": next_steps.reach(people)}


def navigation(settings: Settings, request: web.Request) -> list[tuple[Text, str]]:
    """The way to the other forms."""
    asked = languages.kept(request, settings.languages)
    every = [(Text(form.title), f"{PREFIX}{form.name}") for form in settings.forms.values()]
    return [(title, f"{href}{asked}") for title, href in every if href != request.rel_url.path]


def said_back(door: Door, form: Form, given: Mapping[str, str], reader: Reader) -> SaidBack | None:
    """The deadline of clean answers in words, with what the hours of the desk that gets them make of it; None where
    there is none."""
    if "deadline" not in given:
        return None
    desk = door.settings.desks[decide.decide(door.settings, form.name, given).desk]
    zone = given.get("timezone", door.settings.timezone)
    return saying.said_back(datetime.fromisoformat(given["deadline"]), zone, desk, reader)


def _deadline(door: Door, request: web.Request, form: Form, now: datetime) -> dict[str, Any]:
    """The deadline block's zones, days and hours; nothing for a form that asks for none."""
    if when.DAY.name not in {field.name for field in form.fields}:
        return {}
    settings = door.settings
    desk = settings.desks[settings.forms[form.name].desk]
    locale = language(request, settings.languages)
    return {
        "days": contacts.today_and_tomorrow(now, settings.timezone, locale),
        "zones": say.zone_choices(now, locale, (settings.timezone,)),
        "zone": settings.timezone,
        "place": settings.organisation.place,
        "desk_hours": contacts.script_hours(desk, settings.timezone, now),
        "closed_now": not clocks.is_open(desk.hours, settings.timezone, now),
    }
