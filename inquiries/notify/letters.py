"""What each kind of mail says: words for the templates, made when it is sent, so that "today" is true.

Nothing a stranger wrote goes to an address that nobody has verified: only staff, and who confirmed that an address is
theirs, read their words.
"""

from collections.abc import Mapping
from typing import Any

from inquiries import clock
from inquiries.forms import catalogue
from inquiries.i18n import catalogues, say
from inquiries.inquiry import answers, contacts, language, next_steps
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import GOING, Colleague, Entry, Event, Inquiry
from inquiries.mail import address
from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.settings import Contact
from inquiries.wording import Text, unpack

TO_STAFF = frozenset({"notification", "alarm", "late", "reply", "mention", "returned"})


def notification(
    post: Post, delivery: Delivery, inquiry: Inquiry, events: tuple[Event, ...], zone: str
) -> dict[str, Any]:
    """To staff, who read the clock of `zone`: outlet, topic, deadline and the time left. The question only where
    the desk chooses."""
    settings, now = post.settings, clock.now()
    ours, theirs = zone, inquiry.zone
    desk = settings.desk(inquiry.desk)
    reader = Reader(settings, settings.languages[0], now, ours_first=True)
    deadline = inquiry.deadline_at
    there = answers.there(deadline, theirs, reader) if deadline else ""
    start = inquiry.last_safe_start_at
    topic = settings.topic(inquiry.form, inquiry.topic)
    return {
        "outlet": inquiry.outlet,
        "person": inquiry.name,
        "topic": topic.label if topic else inquiry.topic,
        "request_type": inquiry.request_type.replace("-", " "),
        "reference": inquiry.reference,
        "desk": desk.name,
        "recipient": delivery.recipient_name,
        "deadline_said": say.clock(deadline, ours, now, reader.locale) if deadline else "",
        "deadline_there_said": there,
        "left_said": say.left(deadline - now, reader.locale) if deadline else "",
        "late": deadline is not None and deadline <= now,
        "say_by_said": say.clock(inquiry.respond_intent_at, ours, now, reader.locale),
        "arrived_said": say.clock(inquiry.received_at, ours, now, reader.locale),
        "director": desk.director or "",
        "safe_start_said": say.clock(start, ours, now, reader.locale) if start and start > now else "",
        "show_question": desk.question_in_mail,
        "question": inquiry.question,
        "sender_email": inquiry.email,
        "sender_phone": inquiry.phone,
        "reason": _reason(events, reader.locale),
        "publishes_said": answers.when(inquiry.publishes_at, theirs, reader) if inquiry.publishes_at else "",
        "inquiry_url": f"{settings.base_url}/staff/inquiries/{inquiry.reference}",
        "reply_reaches_sender": address.is_plain(inquiry.email),
        "instead_of": str(delivery.facts.get("instead_of", "")),
    }


def mention(
    post: Post, delivery: Delivery, inquiry: Inquiry, note: Entry | None, zone: str
) -> dict[str, Any]:
    """To a colleague whom a note names. The note itself only where the desk lets questions into mail."""
    settings, now = post.settings, clock.now()
    desk, locale = settings.desk(inquiry.desk), settings.languages[0]
    topic, deadline = settings.topic(inquiry.form, inquiry.topic), inquiry.deadline_at
    is_open = inquiry.status in GOING
    return {
        "outlet": inquiry.outlet,
        "person": inquiry.name,
        "topic": topic.label if topic else inquiry.topic,
        "reference": inquiry.reference,
        "recipient": delivery.recipient_name,
        "who": note.who.name if note else "",
        "deadline_said": say.clock(deadline, zone, now, locale) if deadline and is_open else "",
        "left_said": say.left(deadline - now, locale) if deadline and is_open else "",
        "late": deadline is not None and deadline <= now,
        "note": note.text if note and desk.question_in_mail else "",
        "instead_of": str(delivery.facts.get("instead_of", "")),
        "inquiry_url": f"{settings.base_url}/staff/inquiries/{inquiry.reference}",
    }


def receipt(post: Post, inquiry: Inquiry) -> dict[str, Any]:
    """To the sender: it arrived, what happens next, whom to ring."""
    settings, now = post.settings, clock.now()
    desk = settings.desk(inquiry.front)
    reader = Reader(settings, language.of(settings, inquiry), now, dated=True)
    beside = contacts.contacts(settings, desk, now=now, locale=reader.locale)
    return {
        "reference": inquiry.reference,
        "desk": desk.name,
        "next": next_steps.sentences(inquiry, inquiry.zone, reader, desk)[:1],
        "receipt_url": _receipt_url(post, inquiry),
        "address_url": f"{_receipt_url(post, inquiry)}/address/{post.keys.address_code(inquiry.id, inquiry.email)}",
        "contacts": [_contact(person, reader.locale) for person in beside.people],
        "hours_said": beside.hours,
        "duty": _contact(beside.duty, reader.locale) if beside.duty else None,
        "desk_email": desk.email or "",
        "reach": next_steps.reach(beside),
    }


def guide(post: Post, inquiry: Inquiry) -> dict[str, Any]:
    """To who starts a fundraiser: a receipt that hands over the guide."""
    topic = post.settings.topic(inquiry.form, inquiry.topic)
    found = post.settings.guides[topic.guide or ""] if topic else None
    return {
        **receipt(post, inquiry),
        "guide_title": found.title if found else "",
        "guide_url": f"{post.settings.base_url}/guides/{found.slug}" if found else "",
    }


def copy(post: Post, inquiry: Inquiry) -> dict[str, Any]:
    """To the sender, who has confirmed the address and asked for it: the only mail with their own words."""
    settings = post.settings
    reader = Reader(settings, language.of(settings, inquiry), clock.now(), dated=True)
    form = catalogue.forms(settings)[inquiry.form]
    said = answers.in_words(form, inquiry.answers, reader)
    return {
        "reference": inquiry.reference,
        "desk": settings.desk(inquiry.front).name,
        "sent": [(label, words) for _, label, words in said if words],
        "receipt_url": _receipt_url(post, inquiry),
        "desk_email": settings.desk(inquiry.front).email or "",
    }


def acknowledgement(post: Post, inquiry: Inquiry, said: tuple[Entry, ...]) -> dict[str, Any]:
    """To the sender: a person has it, by name where the desk gives it, in the words they wrote last (`said`)."""
    settings = post.settings
    desk = settings.desk(inquiry.front)
    reader = Reader(settings, language.of(settings, inquiry), clock.now(), dated=True)
    back_by = answers.when(inquiry.back_by, inquiry.zone, reader) if inquiry.back_by else ""
    who = inquiry.acknowledged_by
    return {
        "reference": inquiry.reference,
        "desk": desk.name,
        "person": _colleague(who and contacts.shown(inquiry, who, desk, reader.locale)),
        "words": said[-1].text if said else "",
        "back_by_said": back_by,
        "receipt_url": _receipt_url(post, inquiry),
        "desk_email": desk.email or "",
    }


def test(post: Post, delivery: Delivery) -> dict[str, Any]:
    """To a staff member who asked whether mail works."""
    settings = post.settings
    return {
        "asked_by": delivery.recipient_name,
        "sent_said": say.clock(delivery.created_at, settings.timezone, None, settings.languages[0]),
        "leaves_through": post.transport.leaves_through,
        "deliveries_url": f"{settings.base_url}/staff/deliveries",
    }


def locale(post: Post, delivery: Delivery, inquiry: Inquiry) -> str:
    """Staff read the house's language, senders the one they wrote in where it is offered."""
    return post.settings.languages[0] if delivery.kind in TO_STAFF else language.of(post.settings, inquiry)


def _receipt_url(post: Post, inquiry: Inquiry) -> str:
    return f"{post.settings.base_url}/receipts/{post.keys.token(inquiry.id)}"


def _reason(events: tuple[Event, ...], locale: str) -> str:
    """Why it came here, as the history has it: who handed it to this desk, else how it was routed."""
    handed = next(
        (one for one in reversed(events) if one.kind == "handed over" and one.facts.get("desk")), None
    )
    if handed:
        return catalogues.text(Text("%(who)s handed it over", {"who": handed.who or ""}), locale)
    routed = next((event for event in events if event.kind == "routed"), None)
    reasons: Any = routed.facts.get("reasons", []) if routed else []
    said = (
        catalogues.translations(locale)
        .gettext(" and ")
        .join(catalogues.text(unpack(reason), locale) for reason in reasons)
    )
    return said[:1].upper() + said[1:]


def _contact(person: Contact, locale: str) -> Mapping[str, str]:
    return {
        "name": person.name,
        "title": person.title,
        "phone": catalogues.text(contacts.number(person), locale),
        "phone_href": contacts.dialled(person.phone, person.extension),
    }


def _colleague(person: Colleague | None) -> Mapping[str, str]:
    if person is None:
        return {"name": "", "title": "", "phone": "", "phone_href": ""}
    href = contacts.dialled(person.phone)
    return {"name": person.name, "title": person.title, "phone": person.phone, "phone_href": href}
