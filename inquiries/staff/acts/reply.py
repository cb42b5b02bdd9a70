"""A reply: a letter to who asked. It goes in a moment, once its writer has seen what others said, wrote and did."""

from hashlib import sha256
from typing import Any

from inquiries import clock
from inquiries.correspondence import sending
from inquiries.inquiry import changes, drafts, letters, newer
from inquiries.inquiry.changes import FileGone, SomeoneWasFaster, Written
from inquiries.inquiry.model import Inquiry
from inquiries.mail import compose
from inquiries.people import tokens
from inquiries.staff.acts import reply_boxes
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

_TAKEN_BACK = Text("It was taken back before it went. Look it over, and send it again")
_FILE_GONE = Text("One of its files was removed elsewhere. Look at them, and send it again")


def offered(scene: Scene) -> dict[str, Any] | None:
    if not scene.inquiry.email or scene.inquiry.status not in changes.ANSWERABLE:
        return None
    return {"once_key": scene.again("reply", "once_key", tokens.new())}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> str:
    try:
        return await _send(office, visitor, found, fields)
    except (Unclear, SomeoneWasFaster):
        # It does not go, and yet it must outlive this page.
        await keep(office, visitor, found, fields)
        raise


async def keep(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    """The form as their draft, but for words of such a kind that only the page itself can hold them."""
    try:
        text = reply_boxes.text(fields)
    except Unclear:
        return
    now, facts = clock.now(), reply_boxes.facts(fields)
    me, kind = visitor.who.id, drafts.REPLY
    await office.database.write(
        drafts.keep, found.id, me, text=text, typed_at=now, now=now, kind=kind, facts=facts
    )


async def _send(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> str:
    if not found.email:
        raise SomeoneWasFaster
    wanted = reply_boxes.read(office, found, fields)
    me, now = visitor.who.id, clock.now()  # a page that brings files may have taken minutes to arrive
    written = Written(
        text=wanted.text,
        subject=wanted.subject,
        recipients=wanted.recipients,
        message_id=compose.message_id(office.settings.mail_from.rpartition("@")[2]),
        send_at=now + sending.UNDO,
        once_key=_once_key(visitor, found, fields),
        then=wanted.then,
    )
    seen = newer.read(fields.get("seen", ""))
    try:
        id = await office.database.write(
            changes.reply, found, written=written, staff_id=me, at=now, seen=seen
        )
    except FileGone:
        raise Unclear(_FILE_GONE, "file") from None
    async with office.database.read() as db:
        letter = await letters.numbered(db, id)
    if letter is not None and letter.cancelled_at is not None:
        fields["once_key"] = tokens.new()  # this one is used up
        raise Unclear(_TAKEN_BACK)
    return f"letter-{id}"


def _once_key(visitor: Visitor, found: Inquiry, fields: Fields) -> str:
    """A digest, because anything may stand in a hidden field, and a database does not take every letter."""
    drawn = fields.get("once_key") or visitor.now.isoformat()
    return sha256(f"{visitor.who.id} {found.id} {drawn}".encode("utf-8", "replace")).hexdigest()


ACT = Act(
    "reply",
    "own",
    offered,
    do,
    Text("It goes in a moment. Until then it can be taken back."),
    needs_version=False,
)
