"""What the mails say that staff get of an inquiry they know: alarms, a word from outside, dead letters, digests.

Words for the templates, made when the mail is sent. Of a stranger's words no more than outlet and topic.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from inquiries import clock
from inquiries.i18n import catalogues, say
from inquiries.inquiry.alarms import Step
from inquiries.inquiry.model import GOING, OUTCOMES, Entry, Inquiry, Status
from inquiries.notify.audience import Because
from inquiries.notify.restraint import IN_ALL
from inquiries.outbox.deliveries import Delivery, Shown
from inquiries.outbox.post import Post
from inquiries.people.wishes import Event
from inquiries.settings import Settings
from inquiries.wording import NOTHING, Text, unpack

LISTED = 100  # inquiries in one digest
_WHY = {
    Because.OWNER: Text("because it is yours"),
    Because.DESK: Text("because you are on the %(desk)s desk"),
    Because.DUTY: Text("because you are on duty"),
    Because.CONTACT: Text("because nobody on the rota is on duty"),
    Because.ADMINISTRATOR: Text("because you are an administrator, and nobody is on duty"),
}
# What a sender did on the receipt page, by the line of history it made.
_ACTS = {"deadline moved": Text("They moved their deadline"), "closed": Text("They dropped the story")}
_EVENTS = {
    Event.NEW: Text("New"),
    Event.ALARM: Text("Nobody had acknowledged it"),
    Event.LATE: Text("Late"),
    Event.REPLY: Text("They wrote or rang again"),
    Event.MENTION: Text("A note mentions you"),
    Event.DEAD_LETTER: Text("A mail about it could not be delivered"),
}


def alarm(post: Post, delivery: Delivery, inquiry: Inquiry, zone: str) -> dict[str, Any]:
    """Nobody has it yet, or it is late, to start or altogether."""
    settings, now = post.settings, clock.now()
    locale, step = settings.languages[0], Step[str(delivery.facts.get("step", Step.OWNER.name))]
    start, desk = inquiry.last_safe_start_at, settings.desk(inquiry.desk)
    return {
        **about(settings, inquiry, zone, now),
        "step": "late" if step is Step.LATE else "start" if step is Step.LATE_TO_START else "nobody",
        "owner": inquiry.owner.name if inquiry.owner else "",
        "start_said": say.clock(start, zone, now, locale) if start else "",
        "start_to_come": start is not None and start > now,
        "director": desk.director or "",
        "say_by_said": say.clock(inquiry.respond_intent_at, zone, now, locale),
        "arrived_said": say.clock(inquiry.received_at, zone, now, locale),
        "question": inquiry.question if desk.question_in_mail else "",
        "recipient": delivery.recipient_name,
        "because": _because(delivery, settings, inquiry, locale),
    }


def reply(post: Post, delivery: Delivery, inquiry: Inquiry, entry: Entry | None, zone: str) -> dict[str, Any]:
    """To the owner: they wrote or rang again, and a colleague took it down."""
    settings = post.settings
    return {
        **about(settings, inquiry, zone, clock.now()),
        "act_said": catalogues.text(
            _ACTS.get(str(delivery.facts.get("act")), NOTHING), settings.languages[0]
        ),
        "who": entry.who.name if entry else "",
        "rang": entry is not None and entry.kind == "call",
        "words": entry.text if entry and settings.desk(inquiry.desk).question_in_mail else "",
        "recipient": delivery.recipient_name,
        "instead_of": str(delivery.facts.get("instead_of", "")),
    }


def dead_letter(
    post: Post, delivery: Delivery, inquiry: Inquiry | None, dead: Shown | None
) -> dict[str, Any]:
    """To administrators: a mail could not be delivered, and what the other server said."""
    return {
        "to": dead.delivery.recipient if dead else "",
        "said": dead.attempts[-1].said if dead and dead.attempts else "",
        "reference": inquiry.reference if inquiry else "",
        "deliveries_url": f"{post.settings.base_url}/staff/deliveries",
        "recipient": delivery.recipient_name,
    }


def returned(post: Post, delivery: Delivery, inquiry: Inquiry | None) -> dict[str, Any]:
    """To a colleague whose mail could not be taken: why, and their own words, of the inquiry no more than its name."""
    settings, facts = post.settings, delivery.facts
    reference = inquiry.reference if inquiry else ""
    return {
        "reason": catalogues.text(unpack(facts["reason"]), settings.languages[0]),
        "words": str(facts.get("words", "")),
        "draft": bool(facts.get("draft")),
        "reference": reference,
        "inquiry_url": f"{settings.base_url}/staff/inquiries/{reference}" if reference else "",
        "recipient": delivery.recipient_name,
    }


def sealed(post: Post, delivery: Delivery, inquiry: Inquiry) -> dict[str, Any]:
    """To a safeguarding lead: where it is, and nothing of it."""
    undelivered = delivery.kind in ("dead-letter", "returned")
    return {
        "waits": not undelivered,
        "late": delivery.kind in ("alarm", "late"),
        "inquiry_url": f"{post.settings.base_url}/staff/inquiries/{inquiry.reference}",
        "recipient": delivery.recipient_name,
    }


def restraint(post: Post, delivery: Delivery) -> dict[str, Any]:
    """To administrators: no more automatic mail goes out within this hour."""
    settings = post.settings
    return {
        "count": IN_ALL,
        "since_said": say.clock(delivery.created_at, settings.timezone, None, settings.languages[0]),
        "recipient": delivery.recipient_name,
        "inbox_url": f"{settings.base_url}/staff/inbox",
    }


def suspects(post: Post, delivery: Delivery) -> dict[str, Any]:
    """To a desk: so many are held as suspected spam, and the first deadline among them."""
    settings, facts, locale, now = post.settings, delivery.facts, post.settings.languages[0], clock.now()
    deadline = datetime.fromisoformat(facts["deadline"]) if facts["deadline"] else None
    return {
        "count": facts["count"],
        "desk": catalogues.text(Text(settings.desk(facts["desk"]).name), locale),
        "deadline_said": say.clock(deadline, settings.timezone, now, locale) if deadline else "",
        "left_said": say.left(deadline - now, locale) if deadline and deadline > now else "",
        "quarantine_url": f"{settings.base_url}/staff/inbox?view=quarantine",
        "recipient": delivery.recipient_name,
    }


def withdrawn(post: Post, delivery: Delivery) -> dict[str, Any]:
    """To whose it was: an inquiry that its sender had erased. The reference is all there is to say of it."""
    desk, locale = post.settings.desk(delivery.facts["desk"]), post.settings.languages[0]
    return {
        "reference": delivery.facts["reference"],
        "desk": catalogues.text(Text(desk.name), locale),
        "recipient": delivery.recipient_name,
    }


def digest(
    post: Post, delivery: Delivery, found: Mapping[int, Inquiry], desks: Iterable[str], zone: str
) -> dict[str, Any]:
    """What was collected, what is due first on top, each inquiry once; what is closed says so."""
    settings, now, seen = post.settings, clock.now(), frozenset(desks)
    locale = settings.languages[0]
    events: dict[int, list[Text]] = {}
    for id, event in delivery.facts.get("items", ()):
        if id in found and found[id].desk in seen:
            events.setdefault(id, []).append(_EVENTS[Event(event)])
    listed = sorted(
        (found[id] for id in events), key=lambda one: (one.status not in GOING, one.due_at, one.id)
    )
    return {
        "recipient": delivery.recipient_name,
        "day_said": say.day(now, zone, now, locale),
        "count": len(listed),
        "items": [
            {
                **about(settings, one, zone, now),
                "events": ", ".join(catalogues.text(text, locale) for text in events[one.id]),
            }
            for one in listed[:LISTED]
        ],
        "more": max(0, len(listed) - LISTED),
        "inbox_url": f"{settings.base_url}/staff/inbox",
        "settings_url": f"{settings.base_url}/staff/me",
    }


def about(settings: Settings, inquiry: Inquiry, zone: str, now: datetime) -> dict[str, Any]:
    """What every mail to staff says of an inquiry: outlet, topic, by when, and where it stands."""
    locale, deadline = settings.languages[0], inquiry.deadline_at
    topic = settings.topic(inquiry.form, inquiry.topic)
    going = inquiry.status in GOING
    return {
        "outlet": inquiry.outlet,
        "topic": topic.label if topic else inquiry.topic,
        "desk": settings.desk(inquiry.desk).name,
        "reference": inquiry.reference,
        "deadline_said": say.clock(deadline, zone, now, locale) if deadline and going else "",
        "left_said": say.left(deadline - now, locale) if deadline and going else "",
        "late": deadline is not None and deadline <= now,
        "closed_said": "" if going else catalogues.text(_closed(inquiry), locale),
        "inquiry_url": f"{settings.base_url}/staff/inquiries/{inquiry.reference}",
    }


def _closed(inquiry: Inquiry) -> Text:
    if inquiry.status is Status.MERGED:
        return Text("Part of another inquiry")
    return OUTCOMES[inquiry.outcome] if inquiry.outcome else Text("Held in quarantine")


def _because(delivery: Delivery, settings: Settings, inquiry: Inquiry, locale: str) -> str:
    """ "because you are on duty", "because you stand in for Dee Dunn"."""
    instead = str(delivery.facts.get("instead_of", ""))
    if instead:
        return catalogues.text(Text("because %(name)s is away", {"name": instead}), locale)
    words = _WHY[Because(delivery.facts.get("because", Because.DESK))]
    return catalogues.text(Text(words.msgid, {"desk": Text(settings.desk(inquiry.desk).name)}), locale)
