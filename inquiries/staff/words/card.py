"""One inquiry as its page shows it: heading, clocks, acts, conversation, answers, history. Words only, no SQL."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from inquiries.database.tables import DEAD, DONE
from inquiries.i18n import catalogues
from inquiries.inquiry import answers, contacts
from inquiries.inquiry.model import GOING, OUTCOMES, Entry, Event, Inquiry, Status
from inquiries.notify.deliveries import Shown
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import act_forms, rows, sentences, strip
from inquiries.staff.words.act_forms import Typed
from inquiries.wording import Text

_IN_THE_HEADING = ("name", "outlet", "email", "phone", "question")


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that belongs to one inquiry, read in one moment."""

    inquiry: Inquiry
    events: tuple[Event, ...]
    said: tuple[Entry, ...]
    deliveries: tuple[Shown, ...]
    colleagues: tuple[Staff, ...]


def card(office: Office, visitor: Visitor, whole: Whole, *, typed: Typed, position: str) -> dict[str, Any]:
    """What templates/staff/inquiry.html takes as `inquiry`."""
    inquiry, settings, locale = whole.inquiry, office.settings, visitor.locale
    topic = settings.topic(inquiry.form, inquiry.topic)
    topic_words = catalogues.text(Text(topic.label), locale) if topic else inquiry.topic
    desk = settings.desks.get(inquiry.desk)
    offered = act_forms.offered(office, visitor, inquiry, whole.colleagues, typed)
    return {
        "reference": inquiry.reference,
        "title": inquiry.outlet or inquiry.name,
        "subtitle": inquiry.name if inquiry.outlet else topic_words,
        "desk": catalogues.text(Text(desk.name), locale) if desk else inquiry.desk,
        "topic": topic_words,
        "request_type": rows.request_type(office, inquiry, visitor).lower(),
        "position": position,
        "email": inquiry.email,
        "mail_url": f"mailto:{quote(inquiry.email, safe='@+')}?subject={quote(f'[{inquiry.reference}]')}",
        "phone": inquiry.phone,
        "phone_url": contacts.dialled(inquiry.phone),
        "state": inquiry.status.name.lower(),
        "marks": _marks(inquiry, visitor, office),
        "held": _held(inquiry, locale),
        "outcome": _outcome(inquiry, whole, visitor, office),
        "trouble": _trouble(whole, locale),
        "clocks": strip.clocks(inquiry, visitor, office),
        "version": inquiry.version,
        "acts": offered,
        "entries": _entries(whole, visitor, office),
        "answers": _answers(office, visitor, inquiry),
        "history": [
            {
                "at": event.at.isoformat(),
                "time": short_time(event.at, visitor, settings),
                "words": sentences.sentence(event, settings, locale),
            }
            for event in whole.events
        ],
        "newest": f"{short_time(_done(whole).at, visitor, settings)} {_faster(whole, settings, locale)}",
        "faster": _faster(whole, settings, locale) if typed.faster else "",
        "unsent": act_forms.unsent(typed, offered) if typed.faster else "",
    }


def _faster(whole: Whole, settings: Settings, locale: str) -> str:
    """What the other did: the last that happened, but for notes, which are in nobody's way."""
    return sentences.sentence(_done(whole), settings, locale) + "."


def _done(whole: Whole) -> Event:
    return next(event for event in reversed(whole.events) if event.kind != "noted")


def _marks(inquiry: Inquiry, visitor: Visitor, office: Office) -> list[str]:
    words = catalogues.translations(visitor.locale)
    marks = []
    if inquiry.acknowledged_at:
        time = short_time(inquiry.acknowledged_at, visitor, office.settings)
        marks.append(words.gettext("Acknowledged %(time)s") % {"time": time})
    if inquiry.owner and inquiry.status in GOING:
        mine = inquiry.owner.id == visitor.who.id
        marks.append(
            words.gettext("Yours") if mine else words.gettext("With %(name)s") % {"name": inquiry.owner.name}
        )
    return marks


def _held(inquiry: Inquiry, locale: str) -> str:
    if inquiry.status is not Status.QUARANTINED:
        return ""
    reason = Text("It was held because %(reason)s.", {"reason": Text(inquiry.suspicion)})
    return catalogues.text(reason, locale)


def _outcome(inquiry: Inquiry, whole: Whole, visitor: Visitor, office: Office) -> str:
    if inquiry.status is not Status.CLOSED or inquiry.outcome is None or inquiry.closed_at is None:
        return ""
    closing = next((event for event in reversed(whole.events) if event.kind == "closed"), None)
    values: dict[str, str | int | Text] = {
        "outcome": OUTCOMES[inquiry.outcome],
        "time": short_time(inquiry.closed_at, visitor, office.settings),
        "who": (closing.who if closing else None) or "",
        "reason": inquiry.outcome_reason,
    }
    if inquiry.outcome_reason:
        return catalogues.text(Text("%(outcome)s %(time)s by %(who)s: %(reason)s", values), visitor.locale)
    return catalogues.text(Text("%(outcome)s %(time)s by %(who)s", values), visitor.locale)


def _trouble(whole: Whole, locale: str) -> dict[str, str] | None:
    dead = next((one for one in whole.deliveries if one.state == DEAD), None)
    if dead is None:
        return None
    words = Text("A mail to %(to)s could not be delivered.", {"to": dead.delivery.recipient})
    return {"words": catalogues.text(words, locale), "url": "/staff/deliveries"}


def _entries(whole: Whole, visitor: Visitor, office: Office) -> list[dict[str, Any]]:
    inquiry = whole.inquiry
    time = short_time(inquiry.received_at, visitor, office.settings)
    question = {
        "kind": "theirs",
        "who": inquiry.name,
        "of": inquiry.outlet,
        "meta": time,  # by which door stands in the history
        "at": inquiry.received_at.isoformat(),
        "text": inquiry.question,
        "state": "",
        "state_words": "",
    }
    return [
        *([question] if inquiry.question else []),
        *(_entry(entry, whole, visitor, office) for entry in whole.said),
    ]


def _entry(entry: Entry, whole: Whole, visitor: Visitor, office: Office) -> dict[str, Any]:
    ours = entry.kind == "acknowledgement"
    state, state_words = _delivery(whole, visitor) if ours else ("", "")
    return {
        "kind": "ours" if ours else "private",
        "who": entry.who.name,
        "of": "",
        "meta": short_time(entry.at, visitor, office.settings),
        "at": entry.at.isoformat(),
        "text": entry.text,
        "state": state,
        "state_words": state_words,
    }


def _delivery(whole: Whole, visitor: Visitor) -> tuple[str, str]:
    """What became of the mail that told the sender."""
    words = catalogues.translations(visitor.locale)
    sent = next((one for one in reversed(whole.deliveries) if one.delivery.kind == "acknowledgement"), None)
    if sent is None:
        return "sending", words.gettext("sending")
    if sent.state == DONE:
        return "delivered", words.gettext("delivered")
    if sent.state == DEAD:
        return "dead", words.gettext("not delivered")
    return (
        ("retrying", words.gettext("trying again"))
        if sent.attempts
        else ("sending", words.gettext("sending"))
    )


def _answers(office: Office, visitor: Visitor, inquiry: Inquiry) -> list[dict[str, str]]:
    form = office.forms.get(inquiry.form)
    if form is None:
        return [{"label": name, "words": words, "url": ""} for name, words in inquiry.answers.items()]
    said = answers.in_words(form, inquiry.answers, visitor.reader(office.settings))
    return [
        {"label": catalogues.text(label, visitor.locale), "words": words, "url": ""}
        for name, label, words in said
        if words and name not in _IN_THE_HEADING
    ]
