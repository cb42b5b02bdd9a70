"""The receipt and status page: reference, steps, what happens next and by when. Needs no more than the submission."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from aiohttp import web
from babel.dates import format_date

from inquiries import clock
from inquiries.database.tables import submissions
from inquiries.i18n import catalogues, say
from inquiries.inquiry import answers, contacts, next_steps, records
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import GOING, Entry, Inquiry, Outcome, Status
from inquiries.inquiry.next_steps import Wait
from inquiries.intake import projector, show
from inquiries.intake.door import DOOR, Door
from inquiries.settings import Desk
from inquiries.web.language import language
from inquiries.wording import Text

# What was just done on the page behind a mailed link (addresses.py).
_DONE = {
    "copy": Text("Your address is confirmed, and a copy of what you sent is on its way to it."),
    "mine": Text("Your address is confirmed."),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one submission. `inquiry` is None in the moment before it is opened, when `wait` says it all."""

    id: int
    form: str
    answers: Mapping[str, str]
    received_at: datetime
    desk: Desk
    wait: Wait
    inquiry: Inquiry | None
    said: tuple[Entry, ...]


async def receipt(request: web.Request) -> web.Response:
    """The page behind a receipt's address; with ?copy=1 the same as a text file to keep."""
    door, now = request.app[DOOR], clock.now()
    id = door.keys.inquiry(request.match_info["token"])
    known = await _known(door, id) if id is not None else None
    if known is None:
        raise web.HTTPNotFound
    to_keep = bool(request.query.get("copy"))
    reader = Reader(door.settings, language(request, door.settings.languages), now, dated=to_keep)
    context = _context(door, known, reader)
    beside = show.around(door, request, known.desk, now)
    form = door.settings.forms[known.form]
    if to_keep:
        return _copy(door, {**context, **beside, "form": form}, reader.locale)
    return door.pages.render(
        request,
        "public/receipt.html",
        personal=True,
        form=form,
        copy_href="?copy=1",
        done=_DONE.get(request.query.get("done", "")),
        **context,
        **beside,
    )


async def _known(door: Door, id: int) -> Known | None:
    async with door.database.read() as db:
        row = (await db.execute(sa.select(submissions).where(submissions.c.id == id))).one_or_none()
        if row is None or row.form not in door.forms:
            return None
        inquiry = await records.by_id(db, id)
        if inquiry is not None:  # a part of another stands as that one does
            inquiry = await records.whole(db, inquiry)
        said = await records.said(db, inquiry.id, kind="acknowledgement") if inquiry else ()
    given = json.loads(row.answers)
    decision, planned = projector.plan(door.settings, row.form, given, row.received_at)
    desk = door.settings.desk(inquiry.desk if inquiry else decision.desk)
    wait = Wait(row.received_at, planned.respond_intent_at, planned.deadline_at)
    return Known(id, row.form, given, row.received_at, desk, wait, inquiry, said)


def _context(door: Door, known: Known, reader: Reader) -> dict[str, Any]:
    zone = known.answers.get("timezone", door.settings.timezone)
    form = door.forms[known.form]
    whose = known.answers.get("outlet") or known.answers.get("name", "")
    return {
        "heading_line": f"{whose}, {_day(known.received_at, zone, reader)}",
        "reference": door.keys.reference(known.id),
        "receipt_url": f"{door.settings.base_url}/receipts/{door.keys.token(known.id)}",
        "state": state(known.inquiry),
        "received_lines": _lines(known.received_at, zone, reader),
        "person_lines": _person_lines(known, zone, reader),
        "answer_lines": _answer_lines(known, zone, reader),
        "quote": _quote(known, zone, reader),
        "next": _next(known, zone, reader),
        "guide": _guide(door, known),
        "sent": [
            (label, words) for _, label, words in answers.in_words(form, known.answers, reader) if words
        ],
    }


def _day(at: datetime, zone: str, reader: Reader) -> str:
    """ "Tuesday 24 November", with the year where it is kept or has passed."""
    local, now = at.astimezone(ZoneInfo(zone)), reader.now.astimezone(ZoneInfo(zone))
    pattern = "EEEE d MMMM y" if reader.dated or local.year != now.year else "EEEE d MMMM"
    return format_date(local.date(), pattern, locale=catalogues.babel_locale(reader.locale))


def state(inquiry: Inquiry | None) -> str:
    """How far it has come, as the sender is told. Whether it is in quarantine is not their business."""
    if inquiry is None or inquiry.status is Status.QUARANTINED:
        return "received"
    if inquiry.status is not Status.CLOSED:
        return "acknowledged" if inquiry.acknowledged_at else "received"
    outcomes = {Outcome.ANSWERED: "answered", Outcome.DECLINED: "declined"}
    return outcomes.get(inquiry.outcome, "closed") if inquiry.outcome else "closed"


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
    if known.inquiry is None:
        return next_steps.waiting(known.wait, zone, reader, known.desk)
    return next_steps.sentences(known.inquiry, zone, reader, known.desk)


def _quote(known: Known, zone: str, reader: Reader) -> dict[str, str] | None:
    """What the person who has it wrote last."""
    if not known.said or known.inquiry is None or known.inquiry.status not in GOING:
        return None
    last = known.said[-1]
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
