"""Staff answer a notification by mail: their reply, or a private note. What cannot be taken comes back to them.

Their signed address and their account's own address in From are needed both; a machine's mail never goes out.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import facts
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.match import Fate, Verdict
from inquiries.inquiry import letters, newer, records
from inquiries.inquiry.model import GOING, Inquiry, Status
from inquiries.inquiry.newer import Seen
from inquiries.mail.parsed import Attachment
from inquiries.mail.reply_address import Found
from inquiries.outbox import deliveries, returned
from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.people import accounts, permissions
from inquiries.people.accounts import Staff
from inquiries.wording import Text

NOTE = re.compile(r"note\s{0,2}:", re.IGNORECASE)  # in French a space stands before the colon
RETURNED_AN_HOUR = 10  # about one inquiry
_PICTURE = 30_000  # bytes
_PROOFS = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)

GONE = Text("The inquiry is no longer there.")
NOT_SEEN = Text("The inquiry is on a desk that is not one of yours.")
EMPTY = Text("There was nothing above the text that it answers.")
NO_ADDRESS = Text("They left no e-mail address.")
QUARANTINED = Text("The inquiry is held in quarantine: release it first.")
FILES = Text("A private note cannot hold files: they can go with a reply.")
NEWS = Text("Others said or wrote something since the mail that you answered.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody of the staff wants by their mail. `verdict` says what is kept of the mail itself.

    `reason` is why it is not taken; then it comes back to them, and a `draft` of it stays in the inquiry. `seen` is
    how far they had read when they wrote.
    """

    staff: Staff
    inquiry: Inquiry | None
    what: Literal["reply", "note"]
    text: str
    verdict: Verdict
    seen: Seen | None = None
    reason: Text | None = None
    draft: bool = False
    comes_back: bool = False


async def judge(db: AsyncConnection, post: Post, contents: Contents, found: Found) -> Asked | Verdict:
    """What is to be done with it; a Verdict where no account can be meant."""
    inquiry = await facts.inquiry(db, post, found.reference)
    desk = inquiry.desk if inquiry else post.settings.default_desk
    shown = Verdict(Fate.QUIET, desk, inquiry.id if inquiry else None)
    machine = contents.parsed.robot
    if contents.mail.sender == "" or (machine is not None and machine.kind != "list"):
        why = machine.why if machine else Text("It has no sender to answer.")
        return replace(shown, reason=Text("No person wrote it: %(why)s", {"why": why}))
    person = await accounts.by_id(db, found.staff_id or 0)
    if person is None or person.disabled:
        why = Text("It came by the address of an account that is no longer in use.")
        return replace(shown, fate=Fate.HOLD, reason=why)
    asked = await _asked(db, contents, person, inquiry, shown)
    if asked.reason is None:
        return asked
    return await _coming_back(db, contents, asked)


async def _asked(
    db: AsyncConnection, contents: Contents, person: Staff, inquiry: Inquiry | None, shown: Verdict
) -> Asked:
    what, text = _words(contents)
    asked = Asked(person, inquiry, what, text, shown)
    if contents.senders != (person.email,):
        values = {"address": ", ".join(contents.senders), "name": person.name}
        other = Text("It was sent to the address that is for %(name)s alone, but from %(address)s.", values)
        return replace(asked, reason=other, verdict=replace(shown, fate=Fate.HOLD))
    if inquiry is None:
        return replace(asked, reason=GONE)
    if not permissions.may_see(person, inquiry.desk):
        return replace(asked, reason=NOT_SEEN)
    if contents.parsed.unreadable:
        return replace(asked, reason=Text(contents.parsed.unreadable))
    if not text:
        return replace(asked, reason=EMPTY)
    if what == "note":
        return replace(asked, reason=FILES) if enclosed(contents) else asked
    return await _reply(db, contents, asked, inquiry)


async def _reply(db: AsyncConnection, contents: Contents, asked: Asked, inquiry: Inquiry) -> Asked:
    if not inquiry.email:
        return replace(asked, reason=NO_ADDRESS, draft=True)
    if inquiry.status not in (*GOING, Status.CLOSED):
        return replace(asked, reason=QUARANTINED, draft=True)
    said, events = await records.said(db, inquiry.id), await records.events(db, inquiry.id)
    written = await letters.of_inquiry(db, inquiry.id)
    told = await _answered(db, contents, asked.staff, inquiry)
    until = told.created_at if told else None
    # What else was done is no reason to send it back: only words can cross each other.
    last = Seen(event=max((one.id for one in events), default=0))
    for entry in said:
        if until and entry.at <= until:
            last = replace(last, entry=max(last.entry, entry.id))
    for letter in written:
        if letter.kind == "opening" or (until and letter.at <= until):
            last = replace(last, letter=max(last.letter, letter.id))
    if newer.newer(last, said, events, written, me=asked.staff.id):
        return replace(asked, reason=NEWS, draft=True, seen=last)
    return replace(asked, seen=last)


async def _answered(
    db: AsyncConnection, contents: Contents, person: Staff, inquiry: Inquiry
) -> Delivery | None:
    """The mail they answer; where their program does not say, the latest they had of this inquiry."""
    ids = contents.thread
    theirs = [one for one in await returned.by_message_ids(db, ids) if one.recipient.lower() == person.email]
    if theirs:
        return max(theirs, key=lambda one: ids.index(one.message_id))
    had = [one.delivery for one in await deliveries.of_inquiry(db, inquiry.id)]
    before = (one for one in had if one.created_at <= contents.mail.received_at)
    return max(
        (one for one in before if one.recipient.lower() == person.email),
        key=lambda one: one.created_at,
        default=None,
    )


async def _coming_back(db: AsyncConnection, contents: Contents, asked: Asked) -> Asked:
    """It comes back, unless so much did within the hour that a machine must be behind it: then a person looks."""
    reason, about = asked.reason, asked.inquiry
    since = contents.mail.received_at - timedelta(hours=1)
    if about is not None:
        sent = [one.delivery for one in await deliveries.of_inquiry(db, about.id)]
        if sum(one.kind == "returned" and one.created_at > since for one in sent) >= RETURNED_AN_HOUR:
            return replace(asked, verdict=replace(asked.verdict, fate=Fate.HOLD, reason=reason), draft=False)
    return replace(asked, verdict=replace(asked.verdict, reason=reason), comes_back=True)


def enclosed(contents: Contents) -> tuple[Attachment, ...]:
    """What somebody meant to send: no small picture of a signature, and no proof of who signed."""
    return tuple(
        one
        for one in contents.parsed.attachments
        if not (one.inline and len(one.content) < _PICTURE) and one.content_type not in _PROOFS
    )


def _words(contents: Contents) -> tuple[Literal["reply", "note"], str]:
    """A first line that begins with "note:" makes it a private note."""
    text = contents.new
    if start := NOTE.match(text):
        return "note", text[start.end() :].strip()
    return "reply", text
