"""The clocks of one inquiry as a strip: say if we will, last safe start, answer by, publishes. Pure."""

from datetime import datetime, timedelta
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry import answers
from inquiries.inquiry.model import GOING, Inquiry, Status
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import rows
from inquiries.wording import Text


def clocks(inquiry: Inquiry, visitor: Visitor, office: Office) -> list[dict[str, Any]]:
    """What parts/clock-strip.html draws; the one clock to look at is marked, and alone counts down."""
    ticking = rows.clock(inquiry, visitor)
    quiet = {**ticking, "time_words": "", "time_amount": "", "deadline_at": "", "state": "none"}
    deadline, reader = inquiry.deadline_at, visitor.reader(office.settings)
    start = inquiry.last_safe_start_at if inquiry.last_safe_start_at != deadline else None
    is_open = inquiry.status in GOING or inquiry.is_suspect
    by_deadline = is_open and (start is None or ticking["state"] == "late")
    held = inquiry.status is Status.QUARANTINED  # nobody waits for word from us
    shown = [] if held else [_say_if(inquiry, visitor, office, quiet)]
    if start and deadline:
        main = is_open and not by_deadline
        then = _then(deadline - start, visitor)
        label = _reach(inquiry, office)
        shown.append(_one(label, start, then, ticking if main else quiet, visitor, main=main))
    if deadline:
        there = answers.there(deadline, inquiry.zone, reader)
        look = ticking if by_deadline else quiet
        shown.append(_one(Text("Answer by"), deadline, there, look, visitor, main=by_deadline))
    if inquiry.publishes_at:
        there = answers.there(inquiry.publishes_at, inquiry.zone, reader)
        shown.append(_one(Text("Publishes"), inquiry.publishes_at, there, quiet, visitor))
    return shown


def _reach(inquiry: Inquiry, office: Office) -> Text:
    desk = office.settings.desks.get(inquiry.desk)
    director = desk.director if desk else None
    return Text("Must reach %(name)s by", {"name": director}) if director else Text("Start by")


def _then(time: timedelta, visitor: Visitor) -> str:
    """What the time after the last safe start is for."""
    words = catalogues.translations(visitor.locale)
    return words.gettext("then %(time)s to prepare and clear") % {"time": say.left(time, visitor.locale)}


def _say_if(inquiry: Inquiry, visitor: Visitor, office: Office, look: dict[str, Any]) -> dict[str, Any]:
    words = catalogues.translations(visitor.locale)
    label = Text("Say if we will")
    if inquiry.acknowledged_at is None:
        there = answers.there(inquiry.respond_intent_at, inquiry.zone, visitor.reader(office.settings))
        return _one(label, inquiry.respond_intent_at, there, look, visitor)
    done = _one(label, inquiry.acknowledged_at, "", look, visitor)
    who = inquiry.acknowledged_by.name if inquiry.acknowledged_by else ""
    note = words.gettext("%(name)s told them") % {"name": who} if who else ""
    return {**done, "time": words.gettext("%(time)s done") % {"time": done["time"]}, "note": note}


def _one(
    label: Text,
    at: datetime,
    note: str,
    look: dict[str, Any],
    visitor: Visitor,
    *,
    main: bool = False,
) -> dict[str, Any]:
    return {
        **look,
        "label": catalogues.text(label, visitor.locale),
        "at": at.isoformat(),
        "time": _time(at, visitor),
        "note": note,
        "main": main,
    }


def _time(at: datetime, visitor: Visitor) -> str:
    """ "16:05" today, "11:00 tomorrow", "Thu 26 Nov, 09:00"."""
    short = short_time(at, visitor)
    return (
        short
        if short == say.time(at, visitor.zone)
        else say.clock(at, visitor.zone, visitor.now, visitor.locale)
    )
