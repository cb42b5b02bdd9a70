"""By e-mail: the template's words as one message, handed to the transport."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.i18n import catalogues, zones
from inquiries.inquiry import records
from inquiries.inquiry.model import Entry, Inquiry
from inquiries.mail import compose, quoting
from inquiries.mail.compose import Letter
from inquiries.mail.reply_address import Addresses
from inquiries.notify import audience, letters, staff_letters
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.outcome import Outcome, Refused
from inquiries.people import accounts, permissions, wishes
from inquiries.settings import Desk
from inquiries.wording import Text

# Mails with the same words as others have their template.
_TEMPLATES = {"late": "alarm"}
ABOVE = Text("What you write above this line goes to whoever asked. After “note:” it stays a private note.")


@dataclass(frozen=True, slots=True)
class _Mail:
    """What a template takes, in which language, and whom an answer by hand reaches ("" for nobody).

    `above`: the line above which an answer is written that we take, "" where we take none.
    """

    words: Mapping[str, Any]
    locale: str
    automatic: str = "auto-generated"
    answer_to: tuple[str, str] = ("", "")
    above: str = ""


_TO_LEADS = letters.TO_STAFF | {"dead-letter"}


async def recipients(db: AsyncConnection, desk: Desk) -> Mapping[str, str]:
    """The desk's mailbox and the further addresses it names, each once."""
    return dict.fromkeys(audience.addresses(desk), "")


async def deliver(post: Post, delivery: Delivery) -> Outcome:
    """Compose and send. A message without its inquiry is refused: it was erased meanwhile."""
    async with post.database.read() as db:
        inquiry = await records.by_id(db, delivery.inquiry_id) if delivery.inquiry_id else None
        if inquiry is not None and inquiry.is_sealed and delivery.kind in _TO_LEADS:
            return await _send(post, delivery, _sealed(post, delivery, inquiry), template="sealed")
        mail = await (_of_house if delivery.kind in _OF_HOUSE else _of_inquiry)(post, db, delivery)
    if mail is None:
        return Refused("the inquiry is no longer there")
    return await _send(post, delivery, mail)


def _sealed(post: Post, delivery: Delivery, inquiry: Inquiry) -> _Mail:
    """The same few words whatever happened. An answer to it leads nowhere: it might reach who is in danger."""
    return _Mail(staff_letters.sealed(post, delivery, inquiry), post.settings.languages[0])


async def _of_house(post: Post, db: AsyncConnection, delivery: Delivery) -> _Mail | None:
    """A mail to staff that is not of one inquiry alone."""
    words = await _OF_HOUSE[delivery.kind](post, db, delivery)
    return _Mail(words, post.settings.languages[0])


async def _test(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    return letters.test(post, delivery)


async def _digest(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    person = await accounts.by_id(db, delivery.facts["staff"])
    seen = [desk for desk in post.settings.desks if person and permissions.may_see(person, desk)]
    ids = {id for id, _ in delivery.facts["items"]}
    found = {id: inquiry for id in ids if (inquiry := await records.by_id(db, id)) is not None}
    return staff_letters.digest(post, delivery, found, seen, await _zone(post, db, delivery))


async def _dead_letter(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    inquiry = await records.by_id(db, delivery.inquiry_id) if delivery.inquiry_id else None
    dead = await deliveries.by_id(db, delivery.facts["delivery"])
    return staff_letters.dead_letter(post, delivery, inquiry, dead)


async def _returned(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    inquiry = await records.by_id(db, delivery.inquiry_id) if delivery.inquiry_id else None
    return staff_letters.returned(post, delivery, inquiry)


async def _restraint(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    return staff_letters.restraint(post, delivery)


async def _suspects(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    return staff_letters.suspects(post, delivery)


async def _withdrawn(post: Post, db: AsyncConnection, delivery: Delivery) -> Mapping[str, Any]:
    return staff_letters.withdrawn(post, delivery)


_OF_HOUSE = {
    "withdrawn": _withdrawn,
    "restraint": _restraint,
    "suspects": _suspects,
    "test": _test,
    "digest": _digest,
    "dead-letter": _dead_letter,
    "returned": _returned,
}


async def _of_inquiry(post: Post, db: AsyncConnection, delivery: Delivery) -> _Mail | None:
    inquiry = await records.by_id(db, delivery.inquiry_id or 0)
    if inquiry is None:
        return None
    mail = await _about(post, db, delivery, inquiry)
    return mail if delivery.facts.get("staff") is None else _answered_here(post, delivery, inquiry, mail)


def _answered_here(post: Post, delivery: Delivery, inquiry: Inquiry, mail: _Mail) -> _Mail:
    """What goes to one account is answered at an address that is theirs alone, and becomes their reply or note."""
    ours = Addresses(post.keys.secret, post.settings.reply_address)
    own = ours.for_staff(inquiry.reference, delivery.facts["staff"])
    above = quoting.marker(catalogues.text(ABOVE, mail.locale))
    return replace(mail, answer_to=(post.settings.organisation.name, own), above=above)


async def _about(post: Post, db: AsyncConnection, delivery: Delivery, inquiry: Inquiry) -> _Mail:
    said = await records.said(db, inquiry.id)
    entry = next((entry for entry in said if entry.id == delivery.facts.get("entry")), None)
    locale, desk = letters.locale(post, delivery, inquiry), post.settings.desk(inquiry.front)
    zone = await _zone(post, db, delivery)
    match delivery.kind:
        case "notification":
            events = await records.events(db, inquiry.id)
            # An answer by hand reaches the journalist.
            words = letters.notification(post, delivery, inquiry, events, zone)
            return _Mail(words, locale, answer_to=(inquiry.name, inquiry.email))
        case "alarm" | "late":
            return _Mail(staff_letters.alarm(post, delivery, inquiry, zone), locale)
        case "reply":
            return _Mail(staff_letters.reply(post, delivery, inquiry, entry, zone), locale)
        case "mention":
            return _Mail(letters.mention(post, delivery, inquiry, entry, zone), locale)
        case kind:
            return _Mail(
                _to_sender(post, kind, inquiry, said), locale, "auto-replied", (desk.name, desk.email or "")
            )


def _to_sender(post: Post, kind: str, inquiry: Inquiry, said: tuple[Entry, ...]) -> Mapping[str, Any]:
    match kind:
        case "guide":
            return letters.guide(post, inquiry)
        case "copy":
            return letters.copy(post, inquiry)
        case "acknowledgement":
            acknowledged = tuple(entry for entry in said if entry.kind == "acknowledgement")
            return letters.acknowledgement(post, inquiry, acknowledged)
        case _:
            return letters.receipt(post, inquiry)


async def _zone(post: Post, db: AsyncConnection, delivery: Delivery) -> str:
    """The clock the recipient reads: their own, where they have an account that names one."""
    staff = delivery.facts.get("staff")
    own = (await wishes.of(db, staff)).zone if staff is not None else ""
    return own if zones.known(own) else post.settings.timezone


async def _send(post: Post, delivery: Delivery, mail: _Mail, *, template: str = "") -> Outcome:
    template = template or _TEMPLATES.get(delivery.kind, delivery.kind)
    words = {**mail.words, "answer_above": mail.above}
    subject, text, html = post.pages.mail(template, locale=mail.locale, **words)
    letter = Letter(
        to=delivery.recipient,
        to_name=delivery.recipient_name,
        from_=post.settings.mail_from,
        from_name=post.settings.organisation.name,
        subject=subject,
        text=f"{mail.above}\n\n{text}" if mail.above else text,
        html=html,
        message_id=delivery.message_id,
        date=delivery.created_at,
        reply_to=mail.answer_to if mail.answer_to[1] else None,
        automatic=mail.automatic,
    )
    # What no person typed has no sender to answer to (RFC 3834, 3.1): a bounce must not start a loop.
    return await post.transport.send(compose.compose(letter), sender="", to=delivery.recipient)
