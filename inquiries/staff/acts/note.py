"""A private note: words for colleagues, at any time, once its writer has seen what the others said and did."""

from hashlib import sha256
from typing import Any

from inquiries.inquiry import changes, drafts, newer
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.model import Inquiry
from inquiries.people import tokens
from inquiries.staff.acts.act import Act, Fields, Scene, Unclear, words
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text


def offered(scene: Scene) -> dict[str, Any] | None:
    once_key = scene.again("note", "once_key", tokens.new())
    return {"text": scene.again("note", "text"), "once_key": once_key}


async def do(office: Office, visitor: Visitor, found: Inquiry, fields: Fields) -> None:
    text = words(fields, "text")
    if not text:
        raise Unclear(Text("Write your note"))
    # A digest, because anything may stand in a hidden field, and a database does not take every letter.
    drawn = fields.get("once_key") or visitor.now.isoformat()
    once_key = sha256(f"{visitor.who.id} {found.id} {drawn}".encode("utf-8", "replace")).hexdigest()
    me, seen = visitor.who.id, newer.read(fields.get("seen", ""))
    try:
        await office.database.write(
            changes.note, found, text=text, staff_id=me, once_key=once_key, at=visitor.now, seen=seen
        )
    except SomeoneWasFaster:
        # It is not added, and yet it must outlive this page.
        now = visitor.now
        await office.database.write(drafts.keep, found.id, me, text=text, typed_at=now, now=now)
        raise


ACT = Act("note", "own", offered, do, Text("Your note is kept."), needs_version=False)
