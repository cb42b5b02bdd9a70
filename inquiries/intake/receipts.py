"""The receipt and status page: reference, steps, what happens next and by when. Needs no more than the submission."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import StorageUnavailable
from inquiries.i18n import catalogues, dates, say
from inquiries.inquiry import answers, changes, contacts, next_steps
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import GOING, Inquiry, Outcome, Status
from inquiries.intake import asking, asking_form, letters, show, tombstone, visit
from inquiries.intake import known as knowing
from inquiries.intake.door import DOOR, Door
from inquiries.intake.known import Erased, Known
from inquiries.mail import filename
from inquiries.web import download
from inquiries.web.language import language
from inquiries.wording import Text

# What was just done: on the page behind a mailed link (addresses.py), and on this one.
_DONE = {
    "copy": Text("Your address is confirmed, and a copy of what you sent is on its way to it."),
    "mine": Text("Your address is confirmed."),
    **asking.DONE,
}

_HEARD = Text("We have your message.")

log = logging.getLogger(__name__)


async def receipt(request: web.Request) -> web.Response:
    """The page behind a receipt's address; with ?copy=1 the same as a text file to keep. What of our letters somebody
    reads here is marked as fetched."""
    door = request.app[DOOR]
    known = await find(request)
    if isinstance(known, Erased):
        return tombstone.page(request, door, known)
    response = page(request, door, known)
    await _mark(request, door, known)
    return response


async def file(request: web.Request) -> web.Response:
    """A file of a letter of ours, to be saved; where it cannot be read, back with a word on how to get it."""
    door = request.app[DOOR]
    known = await load(request)
    one = letters.file(known.letters, int(request.match_info["id"]))
    if one is None:
        raise web.HTTPNotFound
    try:
        content = await door.files.read(one.stored or "")
    except (OSError, ValueError) as error:
        raise web.HTTPSeeOther(f"/receipts/{door.keys.token(known.id)}?file=gone#letters") from error
    return download.answer(content, filename.clean(one.name))


def _done(request: web.Request, known: Known) -> Text | None:
    """What was just done, in words; the desk is not told what somebody in danger writes."""
    act = request.query.get("done", "")
    return _HEARD if known.in_danger and act == asking.QUESTION else _DONE.get(act)


async def find(request: web.Request) -> Known | Erased:
    """What the address leads to, if it was made here."""
    door = request.app[DOOR]
    id = door.keys.inquiry(request.match_info["token"])
    known = await knowing.load(door, id) if id is not None else None
    if known is None:
        raise web.HTTPNotFound
    return known


async def load(request: web.Request) -> Known:
    """The same; of what is erased, on to the page that says so."""
    known = await find(request)
    if isinstance(known, Erased):
        raise web.HTTPSeeOther(f"/receipts/{request.match_info['token']}")
    return known


async def _mark(request: web.Request, door: Door, known: Known) -> None:
    """Once: later readings, programs that look ahead, and staff change nothing."""
    unread = letters.unread(known.letters)
    if not unread or not visit.in_person(request):
        return
    try:
        async with door.database.read() as db:
            if await visit.is_staff(db, request, door.settings):
                return
        await door.database.write(changes.fetch, unread, at=clock.now())
    except StorageUnavailable as trouble:  # reading goes on while nothing can be written
        log.warning("A reading of a receipt could not be kept: %s", trouble)


def page(
    request: web.Request,
    door: Door,
    known: Known,
    tried: asking.Tried = asking.NOTHING,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """The page as it stands, with what was typed into an act that could not be done."""
    now, to_keep = clock.now(), bool(request.query.get("copy"))
    reader = Reader(door.settings, language(request, door.settings.languages), now, dated=to_keep)
    drawn = context(door, known, reader)
    beside = show.around(door, request, known.desk, now)
    form = door.settings.forms[known.form]
    if to_keep:
        return _copy(door, {**drawn, **beside, "form": form}, reader.locale)
    return door.pages.render(
        request,
        "public/receipt.html",
        status=status,
        headers=headers,
        personal=True,
        asking=asking_form.drawn(door, known, tried, reader),
        form=form,
        copy_href="?copy=1",
        done=_done(request, known),
        file_gone=request.query.get("file") == "gone",
        **drawn,
        **beside,
    )


def context(door: Door, known: Known, reader: Reader) -> dict[str, Any]:
    zone = known.answers.get("timezone", door.settings.timezone)
    form = door.forms[known.form]
    whose = known.answers.get("outlet") or known.answers.get("name", "")
    path = f"/receipts/{door.keys.token(known.id)}"
    url = door.settings.base_url + path
    here = url if reader.dated else path  # a file that is kept needs the whole address
    return {
        "heading_line": f"{whose}, {_day(known.received_at, zone, reader)}",
        "reference": door.keys.reference(known.id),
        "receipt_url": url,
        "state": _state(known),
        "dropped": known.inquiry is not None and known.inquiry.outcome is Outcome.STORY_DROPPED,
        "received_lines": _lines(known.received_at, zone, reader),
        "person_lines": _person_lines(known, zone, reader),
        "answer_lines": _answer_lines(known, zone, reader),
        "letters": letters.words(known.letters, known.inquiry, zone, reader, here) if known.inquiry else [],
        "quote": _quote(known, zone, reader),
        "next": _next(known, zone, reader),
        "guide": None if known.in_danger else _guide(door, known),
        "in_danger": known.in_danger,
        "sent": [
            (label, words) for _, label, words in answers.in_words(form, known.answers, reader) if words
        ],
    }


def _day(at: datetime, zone: str, reader: Reader) -> str:
    """ "Tuesday 24 November", with the year where it is kept or has passed."""
    local, now = at.astimezone(ZoneInfo(zone)), reader.now.astimezone(ZoneInfo(zone))
    pattern = "EEEE d MMMM y" if reader.dated or local.year != now.year else "EEEE d MMMM"
    return dates.written(local.date(), pattern, reader.locale)


def state(inquiry: Inquiry | None) -> str:
    """How far it has come, as the sender is told. Whether it is in quarantine is not their business."""
    if inquiry is None or inquiry.status is Status.QUARANTINED:
        return "received"
    if inquiry.status is not Status.CLOSED:
        return "acknowledged" if inquiry.acknowledged_at else "received"
    outcomes = {Outcome.ANSWERED: "answered", Outcome.DECLINED: "declined"}
    return outcomes.get(inquiry.outcome, "closed") if inquiry.outcome else "closed"


def _state(known: Known) -> str:
    """Also "written": nothing is decided, and we have answered last."""
    found = state(known.inquiry)
    going = known.inquiry is not None and known.inquiry.status in GOING
    return "written" if going and letters.last_word(known.letters) else found


def _lines(at: datetime, zone: str, reader: Reader) -> tuple[str, ...]:
    """ "19:20 in London", "14:20 here in Ottawa": one line a clock."""
    settings = reader.settings
    place = settings.organisation.place
    halves = say.pair(at, zone, settings.timezone, reader.today, place=place, locale=reader.locale)
    return tuple(half for half in halves if half)


def _person_lines(known: Known, zone: str, reader: Reader) -> tuple[str, ...]:
    inquiry = known.inquiry
    if inquiry is None or inquiry.acknowledged_at is None or inquiry.acknowledged_by is None:
        return ()
    who = contacts.shown(inquiry, inquiry.acknowledged_by, known.desk, reader.locale)
    name = f"{who.name}, {who.title}" if who.title else who.name
    return (name, *_lines(inquiry.acknowledged_at, zone, reader))


def _answer_lines(known: Known, zone: str, reader: Reader) -> tuple[str, ...]:
    inquiry = known.inquiry
    if inquiry is not None and inquiry.closed_at is not None:
        return _lines(inquiry.closed_at, zone, reader)
    deadline = inquiry.deadline_at if inquiry else known.wait.deadline_at
    if deadline is None:
        return ()
    by, *others = _lines(deadline, zone, reader)
    return (catalogues.translations(reader.locale).gettext("by %(when)s") % {"when": by}, *others)


def _next(known: Known, zone: str, reader: Reader) -> list[str]:
    if known.inquiry is None or (known.in_danger and _state(known) == "received"):
        return next_steps.waiting(known.wait, zone, reader, known.desk, by_mail=not known.in_danger)
    if letters.last_word(known.letters):
        return next_steps.written(known.inquiry, zone, reader, known.desk)
    return next_steps.sentences(known.inquiry, zone, reader, known.desk)


def _quote(known: Known, zone: str, reader: Reader) -> dict[str, str] | None:
    """What the person who has it wrote last, until a letter says more."""
    if not known.said or known.inquiry is None or known.inquiry.status not in GOING:
        return None
    last, written = known.said[-1], [one.letter.started_at for one in known.letters if one.letter.ours]
    if any(at is not None and at >= last.at for at in written):
        return None
    when = answers.when(last.at, zone, reader)
    who = contacts.shown(known.inquiry, last.who, known.desk, reader.locale)
    return {"words": last.text, "name": who.name, "when": when, "phone": who.phone, "extension": ""}


def _guide(door: Door, known: Known) -> dict[str, str] | None:
    topic = door.settings.topic(known.form, known.answers.get("topic", ""))
    guide = door.settings.guides.get(topic.guide) if topic and topic.guide else None
    return {"title": guide.title, "href": f"/guides/{guide.slug}"} if guide else None


def _copy(door: Door, context: Mapping[str, Any], locale: str) -> web.Response:
    text = door.pages.text("public/receipt.txt", locale=locale, **context)
    name = f"{context['reference']}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(text=text, headers=headers)
