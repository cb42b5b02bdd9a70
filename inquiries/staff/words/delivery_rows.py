"""Deliveries said in words, in the groups that say what happens next. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from inquiries.database.tables import DEAD, DONE
from inquiries.i18n import say
from inquiries.outbox.deliveries import Shown
from inquiries.queue import backoff
from inquiries.settings import Settings
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.wording import NOTHING, Text

Row = dict[str, Any]
NEEDS_PERSON, TRYING, GOING, DELIVERED = "needs-person", "trying", "going", "delivered"
GROUPS = {
    NEEDS_PERSON: (Text("Needs a person"), Text("Nothing more happens until somebody acts")),
    TRYING: (Text("Trying again"), Text("No one needs to do anything yet")),
    GOING: (Text("On its way"), NOTHING),
    DELIVERED: (Text("Delivered"), NOTHING),
}
_STATES = {NEEDS_PERSON: "dead", TRYING: "retrying", GOING: "sending", DELIVERED: "delivered"}


def groups(shown: Sequence[Shown], visitor: Visitor, settings: Settings) -> list[Row]:
    """The groups that have something in them, each in the order given."""
    sorted_in: dict[str, list[Row]] = {slug: [] for slug in GROUPS}
    for one in shown:
        sorted_in[group(one, visitor.now)].append(_row(one, visitor, settings))
    return [
        {"slug": slug, "heading": heading, "hint": hint, "mails": sorted_in[slug]}
        for slug, (heading, hint) in GROUPS.items()
        if sorted_in[slug]
    ]


def group(one: Shown, now: datetime) -> str:
    """What happens next: one that was never tried is on its way, and so is one that is being sent."""
    if one.state == DONE:
        return DELIVERED
    if one.state == DEAD:
        return NEEDS_PERSON
    return GOING if one.tries == 0 or _is_held(one, now) else TRYING


def about(one: Shown, settings: Settings) -> Text:
    """What the mail is: "Notice: Media inquiry", "Acknowledgement by Ana Sole", "Receipt"."""
    match one.delivery.kind:
        case "notification":
            form = settings.forms.get(one.form)
            return Text("Notice: %(form)s", {"form": Text(form.title) if form else one.form})
        case "acknowledgement" if one.acknowledged_by:
            return Text("Acknowledgement by %(name)s", {"name": one.acknowledged_by})
        case kind:
            return _KINDS.get(kind, Text("Mail"))


_KINDS = {
    "receipt": Text("Receipt"),
    "guide": Text("Receipt with the guide"),
    "copy": Text("Copy of what they sent"),
    "restraint": Text("Notice that receipts are not mailed"),
    "suspects": Text("Notice: held as suspected spam"),
    "acknowledgement": Text("Acknowledgement"),
    "letter": Text("Letter"),
    "mention": Text("Mention in a note"),
    "alarm": Text("Alarm: nobody has it"),
    "late": Text("Notice: late"),
    "reply": Text("Notice: they wrote or rang again"),
    "dead-letter": Text("Notice: a dead letter"),
    "digest": Text("Digest"),
    "returned": Text("A mail of theirs that could not be taken"),
    "withdrawn": Text("Notice: withdrawn and erased"),
    "test": Text("Test mail"),
}


def _row(one: Shown, visitor: Visitor, settings: Settings) -> Row:
    slug = group(one, visitor.now)
    at, when = _when(one, slug, visitor)
    again = slug in (NEEDS_PERSON, TRYING)
    first = one.attempts[0].at if again and one.attempts else None
    started = {"time": short_time(first, visitor)} if first else {}
    return {
        "id": one.delivery.id,
        "state": "bounced" if one.bounced else _STATES[slug],
        "state_words": _state(one, slug, visitor),
        "to": one.delivery.recipient,
        "about": about(one, settings),
        "reference": one.reference,
        "url": f"/staff/inquiries/{one.reference}" if one.reference else "",
        "attempts": _count(one, slug),
        "said": _said(one, slug, visitor.now),
        "at": at.isoformat() if at else "",
        "when": when,
        "when_more": Text("first try %(time)s", started) if first and first != at else "",
        "retry_url": f"/staff/deliveries/{one.delivery.id}/retry" if again else "",
        "tries": [
            {"at": each.at.isoformat(), "when": short_time(each.at, visitor), "words": each.said}
            for each in one.attempts
        ],
    }


def _state(one: Shown, slug: str, visitor: Visitor) -> Text:
    if slug == TRYING:
        left = one.next_try_at - visitor.now
        if left.total_seconds() <= 0:
            return Text("Again now")
        return Text("Again in %(time)s", {"time": say.left(left, visitor.locale)})
    if slug == GOING and _sleeps(one, visitor.now):
        return Text("Held back")
    if slug == GOING:
        return Text("Sending") if _is_held(one, visitor.now) else Text("Waiting to go")
    if one.bounced:
        return Text("Came back")
    return Text("Dead letter") if slug == NEEDS_PERSON else Text("Delivered")


def _count(one: Shown, slug: str) -> Text | str:
    """How often it was tried; of how many where more were, or would be, made by themselves."""
    refused = slug == NEEDS_PERSON and one.attempts and one.attempts[-1].result == "refused"
    if slug in (NEEDS_PERSON, TRYING) and not refused:
        return Text("%(tries)s of %(limit)s", {"tries": one.tries, "limit": backoff.TRIES})
    tried = one.tries if slug == GOING else len(one.attempts)
    return str(tried) if tried else ""


def _said(one: Shown, slug: str, now: datetime) -> Text | str:
    if slug == GOING and _is_held(one, now):
        return Text("Waiting for an answer")
    if slug == GOING and _sleeps(one, now):
        return Text("It waits for the end of their quiet hours")
    if one.bounced and one.bounce_said:
        return one.bounce_said
    return one.attempts[-1].said if one.attempts else ""


def _when(one: Shown, slug: str, visitor: Visitor) -> tuple[datetime | None, Text | str]:
    if slug == TRYING:
        return one.next_try_at, Text("next %(time)s", {"time": short_time(one.next_try_at, visitor)})
    if slug == GOING and _sleeps(one, visitor.now):
        return one.next_try_at, short_time(one.next_try_at, visitor)
    if slug == GOING:
        return None, Text("now")
    at = one.finished_at or one.delivery.created_at
    if slug == DELIVERED:
        return at, short_time(at, visitor)
    return at, say.clock(at, visitor.zone, visitor.now, visitor.locale)


def _sleeps(one: Shown, now: datetime) -> bool:
    """Whether quiet hours hold it back that are not over."""
    return bool(one.delivery.facts.get("held")) and one.tries == 0 and one.next_try_at > now


def _is_held(one: Shown, now: datetime) -> bool:
    """Whether a worker has it in hand."""
    return one.leased_until is not None and one.leased_until > now
