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
from inquiries.staff.acts import reply_boxes, uploads, wall_time
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear
from inquiries.staff.office import Office, Uploads, Visitor
from inquiries.wording import Text

_TAKEN_BACK = Text("It was taken back before it went. Look it over, and send it again")
_BOUNCED = Text("Mail came back from where this goes. Change it, or send it all the same")
_FILES_CAME = Text("There are files that this page did not show. Look at them, and send it again")
_FILE_GONE = Text("One of its files was removed elsewhere. Look at them, and send it again")


def offered(scene: Scene) -> dict[str, Any] | None:
    if not scene.inquiry.email or scene.inquiry.status not in changes.ANSWERABLE:
        return None
    return {"once_key": scene.again("reply", "once_key", tokens.new())}


async def take(office: Office, visitor: Visitor, found: Inquiry, fields: Fields, came: Uploads) -> None:
    """The files that came with the form, into the draft; not those of a letter that was sent with it before."""
    async with office.database.read() as db:
        sent = await letters.once(db, _once_key(visitor, found, fields))
    if sent is not None:
        return
    try:
        kept = await uploads.keep(office, visitor, found, came)
    except Unclear:
        await keep(office, visitor, found, fields)
        raise
    fields["files"] = "-".join([*filter(None, [fields.get("files", "")]), *map(str, kept)])


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
    key = _once_key(visitor, found, fields)
    async with office.database.read() as db:
        before = await letters.once(db, key)
    if before is not None and before.cancelled_at is not None:
        fields["once_key"] = tokens.new()  # this one is used up
        raise Unclear(_TAKEN_BACK)
    if before is not None:
        return f"letter-{before.id}"
    wanted = reply_boxes.read(office, found, fields)
    await _unless_bounced(office, wanted, fields)
    now = clock.now()  # a page that brings files may have taken minutes to arrive
    at = wall_time.read(visitor, fields, reply_boxes.LATER, now) if fields.get("later") else None
    written = Written(
        text=wanted.text,
        subject=wanted.subject,
        recipients=wanted.recipients,
        message_id=compose.message_id(office.settings.mail_from.rpartition("@")[2]),
        send_at=at or now + sending.UNDO,
        scheduled=at is not None,
        once_key=key,
        then=wanted.then,
        files=await _files(office, visitor, found, fields),
    )
    me, seen = visitor.who.id, newer.read(fields.get("seen", ""))
    try:
        id = await office.database.write(
            changes.reply, found, written=written, staff_id=me, at=now, seen=seen
        )
    except FileGone:
        raise Unclear(_FILE_GONE, uploads.FIELD) from None
    return f"letter-{id}"


async def _unless_bounced(office: Office, wanted: reply_boxes.Wanted, fields: Fields) -> None:
    """Whoever sends to an address that mail came back from has read so on their page."""
    warned = reply_boxes.warned(fields)
    async with office.database.read() as db:
        found = await letters.bounced(db, [one.address.lower() for one in wanted.recipients])
    if found.keys() - warned:
        raise Unclear(_BOUNCED, "cc")


async def _files(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> tuple[int, ...]:
    """Those of the draft, if they are those that the page showed."""
    shown = reply_boxes.ids(fields)
    async with office.database.read() as db:
        there = [one.id for one in await letters.draft_files(db, found.id, visitor.who.id)]
    if not set(there) <= set(shown):
        raise Unclear(_FILES_CAME, uploads.FIELD)
    return shown


def _once_key(visitor: Visitor, found: Inquiry, fields: Fields) -> str:
    """A digest, because anything may stand in a hidden field, and a database does not take every letter."""
    drawn = fields.get("once_key") or visitor.now.isoformat()
    return sha256(f"{visitor.who.id} {found.id} {drawn}".encode("utf-8", "replace")).hexdigest()


ACT = Act(
    "reply",
    "own",
    offered,
    do,
    Text("It is on its way. Until it goes it can be taken back."),
    needs_version=False,
    take=take,
    room=uploads.ROOM,
)
