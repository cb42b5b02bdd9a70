"""By e-mail: the template's words as one message, handed to the transport."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.inquiry import records
from inquiries.inquiry.model import Entry, Event, Inquiry
from inquiries.mail import compose
from inquiries.mail.compose import Letter
from inquiries.notify import letters
from inquiries.notify.channel import Delivery, Post
from inquiries.outcome import Outcome, Refused
from inquiries.people import accounts
from inquiries.settings import Desk


async def recipients(db: AsyncConnection, desk: Desk) -> Mapping[str, str]:
    """The desk's mailbox, the further addresses it names, and its staff, each once."""
    addresses = {address.lower(): "" for address in (desk.email or "", *desk.notify) if address}
    return addresses | {person.email: person.name for person in await accounts.on_desk(db, desk.slug)}


async def deliver(post: Post, delivery: Delivery) -> Outcome:
    """Compose and send. A message without its inquiry is refused: it was erased meanwhile."""
    if delivery.kind == "test":
        words = letters.test(post, delivery)
        return await _send(post, delivery, post.settings.languages[0], words, None, "auto-generated")
    async with post.database.read() as db:
        inquiry = await records.by_id(db, delivery.inquiry_id or 0)
        events = await records.events(db, delivery.inquiry_id or 0)
        said = await records.said(db, delivery.inquiry_id or 0)
    if inquiry is None:
        return Refused("the inquiry is no longer there")
    locale = letters.locale(post, delivery, inquiry)
    words = _words(post, delivery, inquiry, events, said)
    to_staff = delivery.kind in letters.TO_STAFF
    desk = post.settings.desk(inquiry.desk)
    # An answer by hand reaches the journalist; the sender's answer reaches the desk; a private note's, nobody.
    answer_to = (inquiry.name, inquiry.email) if to_staff else (desk.name, desk.email or "")
    if delivery.kind == "mention":
        answer_to = ("", "")
    automatic = "auto-generated" if to_staff else "auto-replied"
    return await _send(post, delivery, locale, words, answer_to if answer_to[1] else None, automatic)


async def _send(
    post: Post,
    delivery: Delivery,
    locale: str,
    words: Mapping[str, Any],
    reply_to: tuple[str, str] | None,
    automatic: str,
) -> Outcome:
    subject, text, html = post.pages.mail(delivery.kind, locale=locale, **words)
    letter = Letter(
        to=delivery.recipient,
        to_name=delivery.recipient_name,
        from_=post.settings.mail_from,
        from_name=post.settings.organisation.name,
        subject=subject,
        text=text,
        html=html,
        message_id=delivery.message_id,
        date=delivery.created_at,
        reply_to=reply_to,
        automatic=automatic,
    )
    # What no person typed has no sender to answer to (RFC 3834, 3.1): a bounce must not start a loop.
    return await post.transport.send(compose.compose(letter), sender="", to=delivery.recipient)


def _words(
    post: Post, delivery: Delivery, inquiry: Inquiry, events: tuple[Event, ...], said: tuple[Entry, ...]
) -> dict[str, Any]:
    match delivery.kind:
        case "notification":
            return letters.notification(post, delivery, inquiry, events)
        case "guide":
            return letters.guide(post, inquiry)
        case "mention":
            note = next((entry for entry in said if entry.id == delivery.facts.get("entry")), None)
            return letters.mention(post, delivery, inquiry, note)
        case "acknowledgement":
            acknowledged = tuple(entry for entry in said if entry.kind == "acknowledgement")
            return letters.acknowledgement(post, inquiry, acknowledged)
        case _:
            return letters.receipt(post, inquiry)
