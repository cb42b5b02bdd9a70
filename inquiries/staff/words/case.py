"""One whole inquiry as it is printed: every time absolute, everything that was said and done. Words only, no SQL."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from inquiries.i18n import say
from inquiries.inquiry import answers
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import OUTCOMES, Event, Inquiry, Outcome, Status
from inquiries.outbox import returned
from inquiries.outbox.deliveries import Shown
from inquiries.settings import Settings
from inquiries.staff.acts.act import Typed
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import card, delivery_rows, sentences
from inquiries.staff.words.whole import Whole
from inquiries.wording import Text

# What may leave the house. New kinds of events, entries and mails stay inside until somebody adds them here.
_EVENTS_OUTSIDE = frozenset(
    {
        "received",
        "routed",
        "released",
        "acknowledged",
        "acknowledged by phone",
        "taken",
        "assigned",
        "put back",
        "deadline moved",
        "closed",
        "reopened",
        "reply sent",
        "wrote",
    }
)
_ENTRIES_OUTSIDE = frozenset({"theirs", "ours"})

_CLOCKS = (
    ("received_at", Text("Received")),
    ("respond_intent_at", Text("Say if we will")),
    ("acknowledged_at", Text("Acknowledged")),
    ("back_by", Text("Promised to be back by")),
    ("last_safe_start_at", Text("Last safe start")),
    ("deadline_at", Text("Deadline")),
    ("publishes_at", Text("Publishes")),
    ("closed_at", Text("Closed")),
)
_CLOCKS_INSIDE = frozenset({"last_safe_start_at"})
_STATUSES = {
    Status.OPEN: Text("Open"),
    Status.WAITING: Text("Waiting"),
    Status.QUARANTINED: Text("In quarantine"),
    Status.CLOSED: Text("Closed"),
    Status.MERGED: Text("Merged into another inquiry"),
}


def case(office: Office, visitor: Visitor, whole: Whole, *, outside: bool) -> dict[str, Any]:
    """What templates/staff/case.html takes as `case`; `outside` without what only the house may read."""
    inquiry, settings = whole.inquiry, office.settings
    shown = card.card(office, visitor, whole, typed=Typed(), position="")
    reader = replace(visitor.reader(settings), dated=True)
    url = f"/staff/inquiries/{inquiry.reference}"
    taken = ("reference", "title", "subtitle", "desk", "topic", "request_type", "email", "phone")
    return {
        **{name: shown[name] for name in taken},
        "answers": card.given(office, reader, inquiry),
        "url": url,
        "other_url": f"{url}/print" + ("" if outside else "?notes=no"),
        "outside": outside,
        "printed": _at(visitor.now, visitor),
        "printed_by": visitor.who.name,
        "state": _STATUSES[inquiry.status],
        "outcome": OUTCOMES[inquiry.outcome] if inquiry.outcome else "",
        "reason": inquiry.outcome_reason if _told(inquiry.outcome, outside) else "",
        "owner": inquiry.owner.name if inquiry.owner else "",
        "clocks": _clocks(inquiry, reader, outside),
        "entries": [
            {**_on_paper(entry), "meta": _at(datetime.fromisoformat(entry["at"]), visitor)}
            for entry in shown["entries"]
            if not outside or _may_leave(entry)
        ],
        "history": [
            {
                "at": event.at.isoformat(),
                "time": _at(event.at, visitor),
                "words": sentences.sentence(event, reader),
            }
            for event in _events(whole.events, outside)
        ],
        "mails": _mails(whole.deliveries, visitor, settings, outside),
    }


def _may_leave(entry: dict[str, Any]) -> bool:
    """What was said between them and us; a letter that has not gone is not said yet."""
    return entry["kind"] in _ENTRIES_OUTSIDE and not (entry.get("letter") or {}).get("waits")


def _on_paper(entry: dict[str, Any]) -> dict[str, Any]:
    """A letter with its files by name, and nothing to press; what it quotes is printed where it was first said."""
    letter = entry.get("letter")
    if letter is None:
        return entry
    shown = {**letter, **dict.fromkeys(("rest", "original_url", "html_url", "pictures_url"), "")}
    if letter["state"]:
        urls = dict.fromkeys((name for name in letter["state"] if name.endswith("_url")), "")
        shown["state"] = {**letter["state"], **urls, "at": ""}
    shown["files"] = [{**file, "url": "", "printed": True} for file in letter["files"]]
    return {**entry, "letter": shown, "printed": True}


def _told(outcome: Outcome | None, outside: bool) -> bool:
    """The reason of a decline was told to the sender; any other stays in the house."""
    return not outside or outcome is Outcome.DECLINED


def _clocks(inquiry: Inquiry, reader: Reader, outside: bool) -> list[dict[str, Any]]:
    """Every clock that is set, in our zone and the sender's."""
    clocks = []
    for name, label in _CLOCKS:
        at: datetime | None = getattr(inquiry, name)
        if at is not None and not (outside and name in _CLOCKS_INSIDE):
            words = answers.when(at, inquiry.zone, reader)
            clocks.append({"label": label, "at": at.isoformat(), "words": words})
    return clocks


def _events(events: tuple[Event, ...], outside: bool) -> list[Event]:
    if not outside:
        return list(events)
    return [_without_reason(event) for event in events if event.kind in _EVENTS_OUTSIDE]


def _without_reason(event: Event) -> Event:
    if event.kind != "closed" or _told(Outcome(str(event.facts["outcome"])), outside=True):
        return event
    return replace(event, facts={**event.facts, "reason": ""})


def _mails(
    sent: tuple[Shown, ...], visitor: Visitor, settings: Settings, outside: bool
) -> list[dict[str, Any]]:
    """Each mail with what became of it, oldest first."""
    told = [one for one in sent if not outside or one.delivery.kind in returned.OUTSIDE]
    mails = []
    for one in told:
        (group,) = delivery_rows.groups([one], visitor, settings)
        (mail,) = group["mails"]
        at = one.finished_at or one.delivery.created_at
        mails.append({**mail, "at": at.isoformat(), "when": _at(at, visitor)})
    return mails


def _at(at: datetime, visitor: Visitor) -> str:
    """ "Tue 24 Nov 2026, 12:00": what is on paper is read on another day."""
    return say.clock(at, visitor.zone, None, visitor.locale)
