"""What was said in an inquiry, in order, and the boxes below it: what is new, and what is being written. Pure."""

from typing import Any

from inquiries.database.tables import DEAD, DONE
from inquiries.i18n import catalogues
from inquiries.inquiry.model import Entry, Event, Inquiry, Letter
from inquiries.staff.acts.act import Typed
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import letter_entries, reply_box, sentences, talk
from inquiries.staff.words.whole import Whole


def entries(whole: Whole, visitor: Visitor, office: Office) -> list[dict[str, Any]]:
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
    return letter_entries.entry(letter, its, whole.deliveries, visitor, whole.inquiry.reference)


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


def news(whole: Whole, typed: Typed, visitor: Visitor, office: Office) -> dict[str, Any] | None:
    """What others said and did while a note or a reply was written that was held for it."""
    found = talk.news(visitor, whole.said, whole.events, whole.letters, typed)
    if not found:
        return None
    said = [(entry.at, _entry(entry, whole, visitor, office)) for entry in found.said]
    written = [(one.at, {**_letter(one, whole, visitor), "anchor": ""}) for one in found.letters]
    return {
        "of": typed.act,
        "said": [shown for _, shown in sorted((*said, *written), key=lambda one: one[0])],
        "done": [line(event, visitor, office) for event in found.done],
    }


def boxes(
    whole: Whole, typed: Typed, visitor: Visitor, office: Office, *, with_reply: bool
) -> dict[str, Any]:
    """The boxes that staff write in: `box` of the note, `reply` or why there is none, and which `writes`."""
    inquiry, known = whole.inquiry, (whole.said, whole.events, whole.letters)
    reply: dict[str, Any] | None = None
    if with_reply:
        reply = reply_box.box(office, visitor, inquiry, whole.letters, whole.replying, typed)
        reply["seen"] = talk.seen("reply", *known, typed)
    return {
        "box": talk.box(visitor, whole.company, *known, typed),
        "reply": reply,
        "no_reply": reply_box.closed_to(visitor, inquiry),
        "writes": _writes(whole, typed, visitor),
    }


def _writes(whole: Whole, typed: Typed, visitor: Visitor) -> str:
    """Which of the two boxes stands open: that which was typed into, or holds a draft; else the reply's."""
    if typed.act in talk.WRITTEN:
        return typed.act
    me = visitor.who.id
    note, reply = (
        any(draft.text and draft.who.id == me for draft in some)
        for some in (whole.company.drafts, whole.replying.drafts)
    )
    return "note" if note and not reply else "reply"


def line(event: Event, visitor: Visitor, office: Office) -> dict[str, str]:
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
    if sent.bounced:
        return "bounced", words.gettext("came back")
    if sent.state == DONE:
        return "delivered", words.gettext("delivered")
    if sent.state == DEAD:
        return "dead", words.gettext("not delivered")
    return (
        ("retrying", words.gettext("trying again"))
        if sent.attempts
        else ("sending", words.gettext("sending"))
    )
