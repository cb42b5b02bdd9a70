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
from inquiries.inquiry.model import GOING, Entry, Event, Inquiry, Letter
from inquiries.outbox.deliveries import Shown
from inquiries.people.absences import Absence
from inquiries.people.accounts import Staff
from inquiries.staff import acts
from inquiries.staff.acts.act import Scene, Typed
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import beside, letter_entries, rota_words, rows, sentences, standing, strip, talk
from inquiries.staff.words.talk import Company
from inquiries.wording import Text

_IN_NOBODYS_WAY = ("noted", "alarm", "late")
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
    letters: tuple[Letter, ...] = ()


def card(office: Office, visitor: Visitor, whole: Whole, *, typed: Typed, position: str) -> dict[str, Any]:
    """What templates/staff/inquiry.html takes as `inquiry`."""
    inquiry, settings, locale = whole.inquiry, office.settings, visitor.locale
    topic = settings.topic(inquiry.form, inquiry.topic)
    topic_words = catalogues.text(Text(topic.label), locale) if topic else inquiry.topic
    desk = settings.desks.get(inquiry.desk)
    known = (whole.everybody, whole.tags, whole.tags_in_use, whole.around.going, whole.parts)
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
        "held": standing.held(inquiry, locale),
        "waiting": standing.waiting(inquiry, visitor),
        "part_of": standing.part_of(inquiry, whole.events),
        "outcome": standing.outcome(inquiry, whole.events, visitor),
        "away": rota_words.owner_away(inquiry, whole.away, whole.everybody, visitor),
        "trouble": _trouble(whole, locale),
        "clocks": strip.clocks(inquiry, visitor, office),
        "version": inquiry.version,
        "acts": drawn,
        "bar": acts.standing(drawn, "bar"),
        "more": acts.standing(drawn, "more"),
        "more_open": typed.act in acts.standing(drawn, "more"),
        "entries": _entries(whole, visitor, office),
        "box": talk.box(visitor, whole.company, whole.said, whole.events, whole.letters, typed),
        "news": _news(whole, typed, visitor, office),
        "present": talk.present(visitor, whole.company.present, whole.colleagues),
        "drafts": talk.drafts(visitor, whole.company.drafts),
        "handles": mentions.handles([one for one in whole.colleagues if one.id != visitor.who.id]),
        "answers": _answers(office, visitor, inquiry),
        "newest": f"{short_time(_done(whole).at, visitor)} {_faster(whole, visitor.reader(settings))}",
        "history": [_line(event, visitor, office) for event in whole.events],
        "faster": _faster(whole, visitor.reader(settings)) if typed.faster and typed.act != "note" else "",
        "unsent": acts.unsent(typed, drawn) if typed.faster else "",
    }


def _faster(whole: Whole, reader: Reader) -> str:
    return sentences.sentence(_done(whole), reader) + "."


def _done(whole: Whole) -> Event:
    """What the other did: the last that happened, but for notes and alarms, which are in nobody's way."""
    return next(event for event in reversed(whole.events) if event.kind not in _IN_NOBODYS_WAY)


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


def _trouble(whole: Whole, locale: str) -> dict[str, str] | None:
    dead = next((one for one in whole.deliveries if one.state == DEAD), None)
    if dead is None:
        return None
    words = Text("A mail to %(to)s could not be delivered.", {"to": dead.delivery.recipient})
    return {"words": catalogues.text(words, locale), "url": "/staff/deliveries"}


def _entries(whole: Whole, visitor: Visitor, office: Office) -> list[dict[str, Any]]:
    """Their questions, those of its parts among them, letters both ways, and all that was said since: by time."""
    opened_by_letter = {letter.inquiry_id for letter in whole.letters if letter.kind == "opening"}
    asked = [
        (one.received_at, _question(one, whole, visitor, office))
        for one in (whole.inquiry, *whole.parts)
        if one.question and one.id not in opened_by_letter
    ]
    said = [(entry.at, _entry(entry, whole, visitor, office)) for entry in whole.said]
    written = [(letter.started_at or letter.at, _letter(letter, whole, visitor)) for letter in whole.letters]
    return [shown for _, shown in sorted((*asked, *said, *written), key=lambda one: one[0])]


def _letter(letter: Letter, whole: Whole, visitor: Visitor) -> dict[str, Any]:
    its = next((one for one in whole.parts if one.id == letter.inquiry_id), whole.inquiry)
    return letter_entries.entry(letter, its, whole.inquiry.reference, visitor)


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
    found = talk.news(visitor, whole.said, whole.events, whole.letters, typed)
    if not found:
        return None
    said = [(entry.at, _entry(entry, whole, visitor, office)) for entry in found.said]
    written = [(one.at, {**_letter(one, whole, visitor), "anchor": ""}) for one in found.letters]
    return {
        "said": [shown for _, shown in sorted((*said, *written), key=lambda one: one[0])],
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
