"""What happens next and by when, as the receipt tells the sender. Every wait names a person, a time, or both. Pure."""

from dataclasses import dataclass
from datetime import datetime

from inquiries.i18n import catalogues
from inquiries.inquiry import answers, clocks, contacts
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.contacts import Contacts
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.settings import Contact, Desk, Settings
from inquiries.wording import Text

# What the sender may do, by the way there is to reach the desk: see `reach`. Where there is none, nothing is said.
_IF_URGENT = {
    "ring": Text("Ring us if it cannot wait."),
    "write": Text("Write to us if it cannot wait."),
}
_IF_NEEDED = {
    "ring": Text("Ring us if you still need an answer."),
    "write": Text("Write to us if you still need an answer."),
}
_IF_MISSED = {
    "ring": Text("If our answer has not reached you, ring us."),
    "write": Text("If our answer has not reached you, write to us."),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """What the sender waits for while no person has it yet: the same before and after the inquiry is opened."""

    received_at: datetime
    respond_intent_at: datetime
    deadline_at: datetime | None


def reach(beside: Contacts) -> str:
    """ "ring" where a phone is named, "write" where only the desk's mailbox is, "" where neither is."""
    if any(person.phone for person in (*beside.people, beside.duty) if person):
        return "ring"
    return "write" if beside.mailbox else ""


def sentences(inquiry: Inquiry, zone: str, reader: Reader, desk: Desk) -> list[str]:
    """The main sentence first; nothing where nothing more happens."""
    if inquiry.status is Status.CLOSED:
        return _said(_ended(inquiry, _reach(desk, reader)), reader)
    if inquiry.acknowledged_at and inquiry.acknowledged_by:
        return _said(_with_a_person(inquiry, zone, reader, desk), reader)
    wait = Wait(inquiry.received_at, inquiry.respond_intent_at, inquiry.deadline_at)
    return waiting(wait, zone, reader, desk)


def written(inquiry: Inquiry, zone: str, reader: Reader, desk: Desk) -> list[str]:
    """The same where a letter of ours is the last word: a promise that still holds, or how to go on. What has been
    answered or declined is on the page."""
    if inquiry.status is Status.CLOSED and inquiry.outcome is not Outcome.ANSWERED:
        return sentences(inquiry, zone, reader, desk)
    if inquiry.status is not Status.CLOSED and inquiry.back_by and inquiry.back_by > reader.now:
        return sentences(inquiry, zone, reader, desk)
    return _said([Text("If something is still open, answer our mail: it reaches the same people.")], reader)


def waiting(wait: Wait, zone: str, reader: Reader, desk: Desk, *, by_mail: bool = True) -> list[str]:
    """The same while nobody has it. A promise is made for hours in which the desk is open, and for no others.

    Not `by_mail`: they are sent none, because somebody else may read it, and the desk cannot see it.
    """
    opens = clocks.next_opening(desk.hours, reader.settings.timezone, wait.received_at)
    if wait.deadline_at and opens >= wait.deadline_at:
        return _said(_shut(opens, zone, reader, desk), reader)
    when = answers.when(wait.respond_intent_at, zone, reader)
    if wait.respond_intent_at <= reader.now:
        late = Text("A person should have confirmed it by %(when)s.", {"when": when})
        return _said([_and(late, _IF_URGENT.get(_reach(desk, reader)))], reader)
    if not by_mail:
        return _said(
            [Text("One of the few people who can read it confirms it by %(when)s.", {"when": when})], reader
        )
    named = Text(desk.name)
    told = Text("Their name then stands here, and comes to you by mail.")
    texts = [
        Text("A person at the %(desk)s desk confirms it by %(when)s.", {"desk": named, "when": when}),
        told if desk.show_names else Text("It then stands here, and you are told by mail."),
    ]
    return _said(texts, reader)


def _said(texts: list[Text], reader: Reader) -> list[str]:
    return [catalogues.text(text, reader.locale) for text in texts]


def _reach(desk: Desk, reader: Reader) -> str:
    return reach(contacts.contacts(reader.settings, desk, now=reader.now, locale=reader.locale))


def _and(said: Text, ask: Text | None) -> Text:
    """Both as one sentence after the other."""
    return Text("%(said)s %(ask)s", {"said": said, "ask": ask}) if ask else said


def _shut(opens: datetime, zone: str, reader: Reader, desk: Desk) -> list[Text]:
    """The desk does not open before the deadline: who needs an answer is told whom to ring."""
    if opens <= reader.now:
        return [_and(Text("Nobody has confirmed it yet."), _IF_NEEDED.get(_reach(desk, reader)))]
    named, when = Text(desk.name), answers.when(opens, zone, reader)
    texts = [Text("The %(desk)s desk opens after your deadline: %(when)s.", {"desk": named, "when": when})]
    duty = _on_duty(desk, reader.settings)
    if duty:
        who, number = duty.name, contacts.number(duty)
        texts.append(Text("If it cannot wait, ring %(name)s: %(number)s.", {"name": who, "number": number}))
    return texts


def _on_duty(desk: Desk, settings: Settings) -> Contact | None:
    """Who has the phone while `desk` is shut: its own, else the one who stood beside the form that asked for a
    deadline, whichever desk its topic led to."""
    media = settings.forms.get("media")
    behind = settings.desks[media.desk] if media else desk
    return next((one.duty for one in (desk, behind) if one.duty and one.duty.phone), None)


def _with_a_person(inquiry: Inquiry, zone: str, reader: Reader, desk: Desk) -> list[Text]:
    has_it = inquiry.acknowledged_by
    who = contacts.shown(inquiry, has_it, desk, reader.locale).name if has_it else ""
    if inquiry.back_by:
        back = {"name": who, "when": answers.when(inquiry.back_by, zone, reader)}
        if inquiry.back_by > reader.now:
            return [Text("%(name)s comes back to you by %(when)s.", back)]
        meant = Text("%(name)s meant to come back to you by %(when)s.", back)
        return [_and(meant, _IF_URGENT.get(_reach(desk, reader)))]
    if inquiry.deadline_at and inquiry.deadline_at > reader.now:
        when = answers.when(inquiry.deadline_at, zone, reader)
        return [Text("%(name)s has it and knows that you need it by %(when)s.", {"name": who, "when": when})]
    return [Text("%(name)s has it and comes back to you.", {"name": who})]


def _ended(inquiry: Inquiry, way: str) -> list[Text]:
    """The heading has said how it ended."""
    if inquiry.outcome is Outcome.DECLINED:
        return [Text("The reason: %(reason)s", {"reason": inquiry.outcome_reason})][
            : bool(inquiry.outcome_reason)
        ]
    asks = _IF_MISSED if inquiry.outcome is Outcome.ANSWERED else _IF_NEEDED
    return [asks[way]] if way in asks else []
