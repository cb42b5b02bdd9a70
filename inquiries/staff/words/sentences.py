"""The history in plain sentences, made from what each event keeps. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import OUTCOMES, Entry, Event, Outcome
from inquiries.staff.words import alarm_sentences, letter_sentences, suspicion
from inquiries.wording import Text, unpack

Facts = Mapping[str, Any]
_DOORS = {
    "page": Text("Arrived by the form “%(form)s”"),
    "site": Text("Arrived by the form “%(form)s” on another site"),
    "phone": Text("Arrived by phone"),
    "api": Text("Arrived by the API, as the form “%(form)s”"),
    "mail": Text("Arrived by mail"),
}


def sentence(event: Event, reader: Reader) -> str:
    """ "Routed to Media because the topic is Programs"; an unknown kind is said as it is called."""
    make = _SENTENCES.get(event.kind)
    text = make(event, reader) if make else Text(event.kind)
    return catalogues.text(text, reader.locale)


def _received(event: Event, reader: Reader) -> Text:
    name = str(event.facts.get("form"))
    form = reader.settings.forms.get(name)
    door = _DOORS.get(str(event.facts.get("door")), _DOORS["page"])
    return Text(door.msgid, {"form": Text(form.title) if form else name})


def _routed(event: Event, reader: Reader) -> Text:
    slug = str(event.facts.get("desk"))
    desk = Text(reader.settings.desks[slug].name) if slug in reader.settings.desks else slug
    reasons: Any = event.facts.get("reasons", [])
    join = catalogues.translations(reader.locale).gettext(" and ")
    said = join.join(catalogues.text(unpack(reason), reader.locale) for reason in reasons)
    return Text("Routed to %(desk)s because %(reasons)s", {"desk": desk, "reasons": said})


def _quarantined(event: Event, reader: Reader) -> Text:
    said = suspicion.reasons(str(event.facts.get("suspicion", "")), reader.locale)
    return Text("Held in quarantine because %(reason)s", {"reason": said})


def _sealed(event: Event, reader: Reader) -> Text:
    """By nobody, its words read like a disclosure."""
    if event.who is None:
        return Text("Sealed, because it reads like the words of somebody in danger")
    values = {"who": event.who, "reason": str(event.facts.get("reason", ""))}
    if event.kind == "sealed":
        return (
            Text("%(who)s sealed it – %(reason)s", values)
            if values["reason"]
            else Text("%(who)s sealed it", values)
        )
    return Text("%(who)s unsealed it", values)


def _closed(event: Event, reader: Reader) -> Text:
    outcome = OUTCOMES[Outcome(str(event.facts["outcome"]))]
    if event.who is None:
        return Text("They closed it on the receipt page: %(outcome)s", {"outcome": outcome})
    reason = str(event.facts.get("reason", ""))
    values: dict[str, str | int | Text] = {"who": event.who or "", "outcome": outcome, "reason": reason}
    if reason:
        return Text("%(who)s closed it: %(outcome)s – %(reason)s", values)
    return Text("%(who)s closed it: %(outcome)s", values)


def call(entry: Entry, locale: str) -> str:
    """Who rang whom, with the number where one was written down."""
    said = catalogues.text(_rang(entry.facts, entry.who.name), locale)
    return f"{said} · {entry.facts['number']}" if entry.facts.get("number") else said


def _called(event: Event, reader: Reader) -> Text:
    return _rang(event.facts, event.who or "")


def _rang(facts: Facts, who: str) -> Text:
    values = {"who": who, "person": str(facts.get("person", ""))}
    if facts.get("direction") == "out":
        return Text("%(who)s rang %(person)s", values)
    return Text("%(person)s rang; %(who)s took the call", values)


def _handed_over(event: Event, reader: Reader) -> Text:
    slug, to = str(event.facts.get("desk") or ""), str(event.facts.get("to") or "")
    desk = Text(reader.settings.desks[slug].name) if slug in reader.settings.desks else slug
    values: dict[str, str | int | Text] = {"who": event.who or "", "to": to, "desk": desk}
    if to and slug:
        return Text("%(who)s handed it over to %(to)s on the %(desk)s desk", values)
    if slug:
        return Text("%(who)s handed it over to the %(desk)s desk", values)
    if to:
        return Text("%(who)s handed it over to %(to)s", values)
    return Text("%(who)s handed it over; nobody has it", values)


def _laid_aside(event: Event, reader: Reader) -> Text:
    values = {"who": event.who or "", "time": _at(event, "until", reader)}
    if event.kind == "snoozed":
        return Text("%(who)s snoozed it until %(time)s", values)
    if not values["time"]:
        return Text("%(who)s waits for them", values)
    return Text("%(who)s waits for them, until %(time)s at the latest", values)


def _deadline_moved(event: Event, reader: Reader) -> Text:
    none = catalogues.translations(reader.locale).gettext("none")
    values = {
        "who": event.who or "",
        "from": _at(event, "from", reader) or none,
        "to": _at(event, "to", reader) or none,
        "by": str(event.facts.get("asked_by", "")),
    }
    if not event.who:
        return Text("%(by)s moved the deadline from %(from)s to %(to)s on the receipt page", values)
    return Text("%(who)s moved the deadline from %(from)s to %(to)s; %(by)s asked for it", values)


def _unmerged(event: Event, reader: Reader) -> Text:
    values = {"who": event.who or "", "from": str(event.facts.get("from", ""))}
    if not event.who:
        return Text("It stands for itself again: %(from)s was erased", values)
    return Text("%(who)s took it out of %(from)s again", values)


def _at(event: Event, name: str, reader: Reader) -> str:
    """ "24 Nov 16:00": a history is read on other days than it is written."""
    written = str(event.facts.get(name) or "")
    if not written:
        return ""
    at, zone = datetime.fromisoformat(written), reader.zone
    return f"{say.date(at, zone, event.at, reader.locale)} {say.time(at, zone)}"


def _by(words: Text) -> "Callable[[Event, Reader], Text]":
    """A sentence that needs no more than who did it."""
    return lambda event, reader: Text(words.msgid, {"who": event.who or "", **_plain(event.facts)})


def _plain(facts: Facts) -> dict[str, str]:
    return {name: value for name, value in facts.items() if isinstance(value, str)}


_SENTENCES: "Mapping[str, Callable[[Event, Reader], Text]]" = {
    "received": _received,
    "routed": _routed,
    "quarantined": _quarantined,
    "sealed": _sealed,
    "unsealed": _sealed,
    "released": _by(Text("%(who)s released it from quarantine")),
    "called spam": _by(Text("%(who)s called it spam")),
    "acknowledged": _by(Text("%(who)s acknowledged it")),
    "taken": _by(Text("%(who)s took it")),
    "put back": _by(Text("%(who)s gave it back; nobody has it")),
    "assigned": _by(Text("%(who)s assigned it to %(to)s")),
    "noted": _by(Text("%(who)s added a private note")),
    "called": _called,
    "alarm": alarm_sentences.alarm,
    "late": alarm_sentences.late,
    "acknowledged by phone": _by(Text("%(who)s has it: they spoke on the phone")),
    "merged": _by(Text("%(who)s made it a part of %(into)s")),
    "joined": _by(Text("%(who)s made %(part)s a part of it")),
    "unmerged": _unmerged,
    "parted": _by(Text("%(who)s took %(part)s out again")),
    "handed over": _handed_over,
    "waits": _laid_aside,
    "snoozed": _laid_aside,
    "came back": lambda event, reader: Text("It came back: its time had come"),
    "brought back": _by(Text("%(who)s brought it back")),
    "deadline moved": _deadline_moved,
    "tagged": _by(Text("%(who)s tagged it: %(tags)s")),
    "untagged": _by(Text("%(who)s took the tag “%(tag)s” away")),
    "reply let go": _by(Text("%(who)s had the planned reply sent at once")),
    "closed": _closed,
    "reopened": _by(Text("%(who)s opened it again")),
    **letter_sentences.SENTENCES,
}

KINDS = frozenset(_SENTENCES)
