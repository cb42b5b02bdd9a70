"""Inquiries as the list shows them: every time said in words, grouped by the day that something must begin. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from inquiries.database.search import Group
from inquiries.i18n import catalogues, say
from inquiries.inquiry import clocks, finding
from inquiries.inquiry.clocks import State
from inquiries.inquiry.lists import Row
from inquiries.inquiry.model import GOING, OUTCOMES, Inquiry, Status
from inquiries.inquiry.wanted import Wanted
from inquiries.people import initials
from inquiries.staff import filters
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import marks, row_headings, row_trouble, suspicion
from inquiries.wording import Text

LAST = {
    "received": Text("arrived %(time)s"),
    "routed": Text("arrived %(time)s"),
    "quarantined": Text("held %(time)s"),
    "sealed": Text("sealed %(time)s"),
    "unsealed": Text("unsealed %(time)s"),
    "released": Text("released %(time)s"),
    "called spam": Text("called spam %(time)s"),
    "acknowledged": Text("acknowledged %(time)s"),
    "taken": Text("taken %(time)s"),
    "put back": Text("put back %(time)s"),
    "assigned": Text("assigned %(time)s"),
    "noted": Text("note %(time)s"),
    "called": Text("call %(time)s"),
    "acknowledged by phone": Text("call %(time)s"),
    "merged": Text("merged %(time)s"),
    "joined": Text("merged %(time)s"),
    "unmerged": Text("taken apart %(time)s"),
    "parted": Text("taken apart %(time)s"),
    "alarm": Text("alarm %(time)s"),
    "late": Text("late since %(time)s"),
    "handed over": Text("handed over %(time)s"),
    "waits": Text("laid aside %(time)s"),
    "snoozed": Text("snoozed %(time)s"),
    "came back": Text("back %(time)s"),
    "brought back": Text("back %(time)s"),
    "deadline moved": Text("deadline moved %(time)s"),
    "tagged": Text("tagged %(time)s"),
    "untagged": Text("tag removed %(time)s"),
    "closed": Text("closed %(time)s"),
    "reopened": Text("opened again %(time)s"),
    "replied": Text("reply waits %(time)s"),
    "reply let go": Text("reply let go %(time)s"),
    "reply taken back": Text("reply taken back %(time)s"),
    "reply sent": Text("replied %(time)s"),
    "reply read": Text("reply read %(time)s"),
    "wrote": Text("wrote %(time)s"),
    "machine wrote": Text("automatic reply %(time)s"),
    "bounced": Text("reply bounced %(time)s"),
    "filed": Text("letter filed %(time)s"),
    "let in": Text("address let in %(time)s"),
    "not mailed": Text("receipt not mailed %(time)s"),
    "address confirmed": Text("address confirmed %(time)s"),
    "disowned": Text("“not from me” %(time)s"),
}
_SHORT_QUESTION = 200
Said = Sequence[tuple[str, str]]
NOTHING: Mapping[int, Said] = {}


def groups(
    office: Office,
    visitor: Visitor,
    rows: Iterable[Row],
    *,
    wanted: Wanted,
    open: str = "",
    said: Mapping[int, Said] = NOTHING,
) -> list[dict[str, Any]]:
    """Rows under headings, in the order given; `open` is the reference of the inquiry that stands beside the list.

    `said` has, by id, what staff wrote in them: where words were looked for, they are marked where they stand.
    """
    found = []
    for heading, some in groupby(rows, key=lambda row: row_headings.heading(visitor, row.inquiry, wanted)):
        shown = [
            row_words(office, visitor, row, wanted=wanted, open=open, said=said.get(row.inquiry.id, ()))
            for row in some
        ]
        found.append({"heading": heading, "rows": shown})
    return found


def row_words(
    office: Office, visitor: Visitor, row: Row, *, wanted: Wanted, open: str = "", said: Said = ()
) -> dict[str, Any]:
    """What parts/inbox-row.html draws."""
    inquiry = row.inquiry
    topic = office.settings.topic(inquiry.form, inquiry.topic)
    asks = catalogues.text(Text(topic.label), visitor.locale) if topic else inquiry.topic
    owner = inquiry.owner
    words = {
        "reference": inquiry.reference,
        "url": f"/staff/inquiries/{inquiry.reference}?{filters.query(wanted)}",
        "current": inquiry.reference == open,
        "unread": row.unread and inquiry.status is not Status.CLOSED,
        "outlet": inquiry.outlet,
        "person": inquiry.name,
        "request_type": (request_type(office, inquiry, visitor) if inquiry.outlet else asks).lower(),
        "owner_initials": initials.of(owner.name) if owner else "",
        "owner_name": owner.name if owner else "",
        "mine": owner is not None and owner.id == visitor.who.id,
        "question": " ".join((inquiry.question or asks)[:_SHORT_QUESTION].split()),
        "where": "",
        "last": waiting(inquiry, visitor) or _last(visitor, row),
        "held": suspicion.of_row(inquiry, visitor.locale),
        "trouble": row_trouble.words(visitor, row),
        "tick": f"{inquiry.reference}:{inquiry.version}",
        "tick_name": inquiry.outlet or inquiry.name,
        "ticked": False,
        "answer_by": _answer_by(visitor, inquiry),
        **clock(inquiry, visitor),
    }
    if inquiry.is_sealed:
        return words | _sealed(visitor)
    return words | _marked(visitor, inquiry, words, finding.groups(wanted), said) if wanted.words else words


def _sealed(visitor: Visitor) -> dict[str, Any]:
    """Over a lead's shoulder a list says nothing of it: what is read on its page is recorded."""
    name = catalogues.text(Text("Sealed inquiry"), visitor.locale)
    return {"outlet": "", "person": name, "request_type": "", "question": "", "tick_name": name}


def _marked(
    visitor: Visitor, inquiry: Inquiry, words: dict[str, Any], groups: Sequence[Group], said: Said
) -> dict[str, Any]:
    """The same row with what was looked for marked, and where else it was said when none of this has it."""
    shown = " ".join(str(words[name]) for name in ("reference", "outlet", "person", "question"))
    found = {name: marks.marked(words[name], groups) for name in ("outlet", "person")}
    found["question"] = marks.around(words["question"], groups)
    elsewhere = marks.elsewhere(inquiry, said, groups, shown)
    if elsewhere is None:
        return found
    place, found["question"] = elsewhere
    return found | {"where": catalogues.text(marks.PLACES[place], visitor.locale) if place else ""}


def clock(inquiry: Inquiry, visitor: Visitor) -> dict[str, Any]:
    """What parts/clock.html draws: the state in a word, the time left, and the instants the script ticks by."""
    words, now = catalogues.translations(visitor.locale), visitor.now
    start, deadline, received = inquiry.last_safe_start_at, inquiry.deadline_at, inquiry.received_at
    stands = clocks.left(received, start, deadline, now)
    amount = say.left(stands.time, visitor.locale, short=True)
    said = {
        State.NONE: (words.gettext("No deadline"), ""),
        State.FINE: (words.gettext("%(time)s left") % {"time": amount}, amount),
        State.SOON: (words.gettext("%(time)s left") % {"time": amount}, amount),
        State.LATE_TO_START: (words.gettext("Late to start"), ""),
        State.LATE: (words.gettext("Late %(time)s") % {"time": amount}, ""),
    }
    state, (time_words, time_amount) = stands.state.value, said[stands.state]
    suspect = inquiry.is_suspect
    if inquiry.status is Status.QUARANTINED and (deadline is None or not suspect):
        said_of_it = words.gettext("Quarantined") if suspect else words.gettext("Spam")
        state, time_words, time_amount = "quarantined", said_of_it, ""
    elif inquiry.status is Status.CLOSED:
        outcome = OUTCOMES[inquiry.outcome] if inquiry.outcome else Text("Closed")
        state, time_words, time_amount = "closed", catalogues.text(outcome, visitor.locale), ""
    ticks = (inquiry.status in GOING or suspect) and deadline is not None
    soon = clocks.soon_at(received, start or deadline)
    return {
        "state": state,
        "time_words": time_words,
        "time_amount": time_amount,
        "share": stands.share if ticks else None,
        "datetime": (deadline or received).isoformat(),
        "received_at": received.isoformat() if ticks else "",
        "soon_at": soon.isoformat() if ticks and soon else "",
        "start_at": (start or deadline or received).isoformat() if ticks else "",
        "deadline_at": deadline.isoformat() if ticks and deadline else "",
    }


def waiting(inquiry: Inquiry, visitor: Visitor) -> str:
    """ "Waiting for them", "Snoozed until 15:00"; "" for one that does not wait."""
    if inquiry.status is not Status.WAITING:
        return ""
    words = catalogues.translations(visitor.locale)
    if inquiry.waits_for == "them" or inquiry.wait_until is None:
        return words.gettext("Waiting for them")
    time = short_time(inquiry.wait_until, visitor)
    return words.gettext("Snoozed until %(time)s") % {"time": time}


def request_type(office: Office, inquiry: Inquiry, visitor: Visitor) -> str:
    """What is asked for, in words; "" where it was left open."""
    fields = office.forms[inquiry.form].fields if inquiry.form in office.forms else ()
    choices = next((field.choices for field in fields if field.name == "request_type"), ())
    label = next((label for slug, label in choices if slug == inquiry.request_type), None)
    return catalogues.text(label, visitor.locale) if label else inquiry.request_type


def _answer_by(visitor: Visitor, inquiry: Inquiry) -> str:
    words = catalogues.translations(visitor.locale)
    if inquiry.status is Status.CLOSED and inquiry.closed_at:
        return words.gettext("closed %(time)s") % {"time": _short(inquiry.closed_at, visitor)}
    if inquiry.deadline_at is None or inquiry.spam_at is not None:
        return words.gettext("arrived %(time)s") % {"time": _short(inquiry.received_at, visitor)}
    when = {"time": say.time(inquiry.deadline_at, visitor.zone)}
    zone = ZoneInfo(visitor.zone)
    days = inquiry.deadline_at.astimezone(zone).date() - visitor.now.astimezone(zone).date()
    if inquiry.deadline_at <= visitor.now:
        return words.gettext("asked for %(time)s") % {"time": _short(inquiry.deadline_at, visitor)}
    if days == timedelta(0):
        return words.gettext("answer by %(time)s") % when
    return say.clock(inquiry.deadline_at, visitor.zone, visitor.now, visitor.locale)


def _short(at: datetime, visitor: Visitor) -> str:
    """ "14:26" today, "Friday" within the week, else "12 Oct": as much as the clock column holds."""
    zone = ZoneInfo(visitor.zone)
    days = abs(at.astimezone(zone).date() - visitor.now.astimezone(zone).date())
    if days == timedelta(0):
        return say.time(at, visitor.zone)
    if days < timedelta(days=7):
        return format_date(at.astimezone(zone).date(), "EEEE", locale=catalogues.babel_locale(visitor.locale))
    return say.date(at, visitor.zone, visitor.now, visitor.locale)


def _last(visitor: Visitor, row: Row) -> str:
    at = row.inquiry.received_at if row.last == "routed" else row.last_at
    said = LAST.get(row.last, Text("%(time)s"))
    return catalogues.text(Text(said.msgid, {"time": short_time(at, visitor)}), visitor.locale)
