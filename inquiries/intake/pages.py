"""The public pages: the front page, the forms, the guides. A good post ends in a redirect to its receipt."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.forms import form as forms
from inquiries.forms.form import Form, Submission
from inquiries.inquiry import answers
from inquiries.inquiry.answers import Reader
from inquiries.intake import accept, busy, onward, pacing, rate, show
from inquiries.intake.door import DOOR, Door
from inquiries.web import body
from inquiries.web.body import BadBody, Body
from inquiries.web.language import language
from inquiries.wording import Text

# The page names beneath it whom to ring or write to instead, where there is anyone.
NOT_STORED = Text("We could not keep this just now. Your words are still here: send them again in a minute.")
TOO_MANY = Text(
    "Much has arrived from your network in a short time. Your words are still here: send them again later."
)
FUNDRAISER = "start-a-fundraiser"


async def home(request: web.Request) -> web.Response:
    door, now = request.app[DOOR], clock.now()
    settings = door.settings
    await pacing.look(door, "media", now)
    topic = next((one for one in settings.forms["events"].topics if one.slug == FUNDRAISER), None)
    about = {
        name: {
            "form": settings.forms[name],
            "href": f"{show.PREFIX}{name}",
            "contacts": show.around(door, request, settings.desks[settings.forms[name].desk], now)[
                "contacts"
            ],
        }
        for name in ("media", "events")
    }
    return door.pages.render(
        request,
        "public/home.html",
        media=about["media"],
        events=about["events"],
        fundraiser_href=f"{show.PREFIX}events?topic={FUNDRAISER}" if topic else f"{show.PREFIX}events",
        guide=settings.guides.get(topic.guide) if topic and topic.guide else None,
    )


async def form_page(request: web.Request) -> web.Response:
    """An empty form; a topic named in the address is chosen already."""
    door, form = _form(request)
    topics, now = {topic.slug for topic in door.settings.forms[form.name].topics}, clock.now()
    asked = request.query.get("topic", "")
    typed = {"topic": asked} if asked in topics else {}
    await pacing.look(door, form.name, now)
    return show.form_page(door, request, form, now=now, typed=typed)


async def submit(request: web.Request) -> web.StreamResponse:
    """A post: to its receipt when it is on disk, else the page again with every word still in it."""
    door, form = _form(request)
    stood = await door.turns.mine()
    try:
        sent = await body.read(request)
    except BadBody as bad:
        typed = dict(bad.fields)
        onward.heed(request, door.settings.forms[form.name], typed)
        response = show.form_page(
            door, request, form, now=clock.now(), typed=typed, notice=bad.text, status=bad.status
        )
        if bad.status in (408, 413):
            response.force_close()
        return response
    given, now = sent.given(), clock.now()
    typed = {name: _typed(value) for name, value in given.items()}
    onward.heed(request, door.settings.forms[form.name], typed)
    again = partial(show.form_page, door, request, form, now=now, typed=typed)
    if given.get("step") == "change":
        return again()
    if door.pressure.too_much(stood):
        return busy.page(door, request, form, typed, now=now)
    with door.pressure.inside():
        return await _take(door, request, form, sent, again, typed, now)


async def _take(
    door: Door,
    request: web.Request,
    form: Form,
    sent: Body,
    again: Callable[..., web.Response],
    typed: dict[str, str],
    now: datetime,
) -> web.Response:
    given = sent.given()
    cleaned = forms.clean(form, given, now=now, zone=door.settings.timezone)
    if not isinstance(cleaned, Submission):
        return again(problems=cleaned, status=422)
    if given.get("step") == "check":
        return _check_page(door, request, form, typed, cleaned)
    if not rate.admitted(door, request):
        return again(notice=TOO_MANY, status=429, headers=rate.later(door, request))
    try:
        fields = tuple(given.items()) if sent.kind == "json" else sent.fields
        locale, lately = language(request, door.settings.languages), rate.lately(door, request)
        receipt = await accept.accept(door, cleaned, fields, language=locale, now=now, lately=lately)
    except StorageUnavailable:
        return again(notice=NOT_STORED, status=503, headers={"Retry-After": "60"})
    to = onward.address(request, receipt, door.settings, typed)
    return web.Response(status=303, headers={"Location": to})


async def guide(request: web.Request) -> web.StreamResponse:
    """A free guide, under its own name."""
    door = request.app[DOOR]
    found = door.settings.guides.get(request.match_info["name"].removesuffix(".pdf"))
    if found is None or not found.file.is_file():
        raise web.HTTPNotFound
    headers = {"Content-Disposition": f'inline; filename="{found.slug}{found.file.suffix}"'}
    return web.FileResponse(found.file, headers=headers)


def _typed(value: object) -> str:
    """As a box shows it: JSON also has nothing, true and false."""
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)


def _form(request: web.Request) -> tuple[Door, Form]:
    door = request.app[DOOR]
    form = door.forms.get(request.match_info["form"])
    if form is None:
        raise web.HTTPNotFound
    return door, form


def _check_page(
    door: Door, request: web.Request, form: Form, typed: Mapping[str, str], submission: Submission
) -> web.Response:
    """Every answer as it was understood, and what it means, before anything is sent."""
    now, given = clock.now(), submission.answers
    reader = Reader(door.settings, language(request, door.settings.languages), now)
    return door.pages.render(
        request,
        "public/check.html",
        personal=True,
        answers=answers.in_words(form, given, reader),
        ticks=[field.name for field in form.fields if field.kind == "checkbox"],
        said=show.said_back(door, form, given, reader),
        suggestions=show.suggestions(typed),
        **show.posting(door, request, form, typed, now),
    )
