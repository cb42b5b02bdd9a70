"""One inquiry as its page shows it: heading, clocks, acts, conversation, answers, history. Words only, no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from inquiries.database.tables import DEAD, DONE
from inquiries.i18n import catalogues
from inquiries.inquiry import answers, contacts, mentions
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.beside import Around
from inquiries.inquiry.model import GOING, OUTCOMES, Entry, Event, Inquiry, Status
from inquiries.notify.deliveries import Shown
from inquiries.people.absences import Absence
from inquiries.people.accounts import Staff
from inquiries.staff import acts
from inquiries.staff.acts.act import Scene, Typed
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import beside, rota_words, rows, sentences, strip, talk
from inquiries.staff.words.talk import Company
from inquiries.wording import Text

_IN_THE_HEADING = ("name", "outlet", "email", "phone", "question")


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that belongs to one inquiry, read in one moment."""

    inquiry: Inquiry
    events: tuple[Event, ...]
    said: tuple[Entry, ...]
    deliveries: tuple[Shown, ...]
    around: Around
    colleagues: tuple[Staff, ...]
    company: Company
    parts: tuple[Inquiry, ...] = ()
    everybody: tuple[Staff, ...] = ()
    tags: tuple[str, ...] = ()
    tags_in_use: tuple[str, ...] = ()
    away: Mapping[int, Absence] = field(default_factory=dict)


def card(office: Office, visitor: Visitor, whole: Whole, *, typed: Typed, position: str) -> dict[str, Any]:
    """What templates/staff/inquiry.html takes as `inquiry`."""
    inquiry, settings, locale = whole.inquiry, office.settings, visitor.locale
    topic = settings.topic(inquiry.form, inquiry.topic)
    topic_words = catalogues.text(Text(topic.label), locale) if topic else inquiry.topic
    desk = settings.desks.get(inquiry.desk)
    known = (whole.everybody, whole.tags, whole.tags_in_use)
    drawn = acts.offered(Scene(office, visitor, inquiry, whole.colleagues, typed, *known))
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
        "beside": beside.beside(office, visitor, inquiry, whole.around),
        "held": _held(inquiry, locale),
        "waiting": _waiting(inquiry, visitor),
        "outcome": _outcome(inquiry, whole, visitor, office),
        "away": rota_words.owner_away(inquiry, whole.away, whole.everybody, visitor),
        "trouble": _trouble(whole, locale),
        "clocks": strip.clocks(inquiry, visitor, office),
        "version": inquiry.version,
        "acts": drawn,
        "bar": acts.standing(drawn, "bar"),
        "more": acts.standing(drawn, "more"),
        "more_open": typed.act in acts.standing(drawn, "more"),
        "entries": _entries(whole, visitor, office),
        "box": talk.box(visitor, whole.company, whole.said, whole.events, typed),
        "news": _news(whole, typed, visitor, office),
        "present": talk.present(visitor, whole.company.present, whole.colleagues),
        "drafts": talk.drafts(visitor, whole.company.drafts),
        "handles": mentions.handles([one for one in whole.colleagues if one.id != visitor.who.id]),
        "answers": _answers(office, visitor, inquiry),
        "history": [_line(event, visitor, office) for event in whole.events],
        "faster": _faster(whole, visitor.reader(settings)) if typed.faster and typed.act != "note" else "",
        "unsent": acts.unsent(typed, drawn) if typed.faster else "",
    }


def _faster(whole: Whole, reader: Reader) -> str:
    """What the other did: the last that happened, but for notes and alarms, which are in nobody's way."""
    idle = ("noted", "alarm", "late")
    done = next(event for event in reversed(whole.events) if event.kind not in idle)
    return sentences.sentence(done, reader) + "."


def _marks(inquiry: Inquiry, visitor: Visitor, office: Office) -> list[str]:
    words = catalogues.translations(visitor.locale)
    marks = []
    if inquiry.acknowledged_at:
        time = short_time(inquiry.acknowledged_at, visitor)
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


def _waiting(inquiry: Inquiry, visitor: Visitor) -> str:
    """As in the list; of one that waits for them also when it comes back."""
    said = rows.waiting(inquiry, visitor)
    if not said or inquiry.waits_for == "time" or inquiry.wait_until is None:
        return said
    time = short_time(inquiry.wait_until, visitor)
    words = catalogues.translations(visitor.locale)
    return words.gettext("%(said)s, until %(time)s at the latest") % {"said": said, "time": time}


def _outcome(inquiry: Inquiry, whole: Whole, visitor: Visitor, office: Office) -> str:
    if inquiry.status is not Status.CLOSED or inquiry.outcome is None or inquiry.closed_at is None:
        return ""
    closing = next((event for event in reversed(whole.events) if event.kind == "closed"), None)
    values: dict[str, str | int | Text] = {
        "outcome": OUTCOMES[inquiry.outcome],
        "time": short_time(inquiry.closed_at, visitor),
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
    """Their questions, those of its parts among them, and all that was said since: by time."""
    asked = [
        (one.received_at, _question(one, whole, visitor, office))
        for one in (whole.inquiry, *whole.parts)
        if one.question
    ]
    said = [(entry.at, _entry(entry, whole, visitor, office)) for entry in whole.said]
    return [shown for _, shown in sorted((*asked, *said), key=lambda one: one[0])]


def _question(one: Inquiry, whole: Whole, visitor: Visitor, office: Office) -> dict[str, Any]:
    time = short_time(one.received_at, visitor)
    return {
        "kind": "theirs",
        "who": one.name,
        "of": one.outlet,
        "meta": time
        if one is whole.inquiry
        else f"{time} · {one.reference}",  # the door stands in the history
        "at": one.received_at.isoformat(),
        "text": one.question,
        "state": "",
        "state_words": "",
    }


def _entry(entry: Entry, whole: Whole, visitor: Visitor, office: Office) -> dict[str, Any]:
    ours = entry.kind == "acknowledgement"
    state, state_words = _delivery(whole, visitor) if ours else ("", "")
    calls = sentences.call(entry, visitor.locale) if entry.kind == "call" else ""
    return {
        "kind": {"acknowledgement": "ours", "call": "call"}.get(entry.kind, "private"),
        "who": calls or entry.who.name,
        "of": "",
        "meta": short_time(entry.at, visitor),
        "at": entry.at.isoformat(),
        "text": entry.text,
        "pieces": talk.pieces(entry.text, entry.mentioned, whole.company.everybody),
        "state": state,
        "state_words": state_words,
    }


def _news(whole: Whole, typed: Typed, visitor: Visitor, office: Office) -> dict[str, Any] | None:
    """What others said and did while a note was written that was held for it."""
    found = talk.news(visitor, whole.said, whole.events, typed)
    if not found:
        return None
    return {
        "said": [_entry(entry, whole, visitor, office) for entry in found.said],
        "done": [_line(event, visitor, office) for event in found.done],
    }


def _line(event: Event, visitor: Visitor, office: Office) -> dict[str, str]:
    return {
        "at": event.at.isoformat(),
        "time": short_time(event.at, visitor),
        "words": sentences.sentence(event, visitor.reader(office.settings)),
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
