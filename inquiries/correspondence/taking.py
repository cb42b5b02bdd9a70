"""Does what somebody of the staff asked for by mail, or sends it back to them with the reason and their words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from inquiries import wording
from inquiries.correspondence import from_staff, sending, threads
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.from_staff import Asked
from inquiries.correspondence.match import Fate, Verdict
from inquiries.database.engine import Tx
from inquiries.database.tables import attachments
from inquiries.inquiry import changes, drafts
from inquiries.inquiry import letters as letters_of
from inquiries.inquiry.changes import Arrived, SomeoneWasFaster, Written
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.mail import compose
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.settings import Settings
from inquiries.wording import Text

WORDS = 20_000  # characters of theirs that come back

NO_ROOM = Text("Its files cannot be kept just now.")


async def take(
    tx: Tx, post: Post, contents: Contents, asked: Asked, files: Sequence[Arrived], at: datetime
) -> Verdict:
    """What becomes of the mail itself."""
    if asked.reason is None and any(one.stored is None for one in files):
        asked = _sent_back(asked, NO_ROOM)
    if asked.reason is None and asked.inquiry is not None:
        try:
            await _do(tx, post, contents, asked, asked.inquiry, files, at)
        except SomeoneWasFaster:
            asked = _sent_back(asked, from_staff.NEWS)
        else:
            return replace(asked.verdict, fate=Fate.FILE)
    if asked.draft and asked.inquiry is not None:
        await _keep_draft(tx, contents, asked, asked.inquiry, files, at)
    if asked.comes_back and asked.reason is not None:
        await _send_back(tx, post.settings, contents, asked, asked.reason, at)
    return asked.verdict


def _sent_back(asked: Asked, why: Text) -> Asked:
    verdict = replace(asked.verdict, reason=why)
    return replace(asked, reason=why, draft=asked.what == "reply", comes_back=True, verdict=verdict)


async def _do(
    tx: Tx,
    post: Post,
    contents: Contents,
    asked: Asked,
    inquiry: Inquiry,
    files: Sequence[Arrived],
    at: datetime,
) -> None:
    once, me = f"mail:{contents.mail.id}", asked.staff.id
    if asked.what == "note":
        await changes.note(tx, inquiry, text=asked.text, staff_id=me, once_key=once, at=at)
        return
    written = Written(
        text=asked.text,
        # What was answered is our notice, whose subject is for us alone.
        subject=threads.subject(post.settings, inquiry, await letters_of.of_inquiry(tx, inquiry.id)),
        recipients=(Recipient("to", inquiry.name, inquiry.email),),
        message_id=compose.message_id(_domain(post.settings)),
        send_at=at + sending.UNDO,
        once_key=once,
        door=contents.mail.door,  # type: ignore[arg-type]
    )
    id = await changes.reply(tx, inquiry, written=written, staff_id=me, at=at, seen=asked.seen)
    for one in files:
        await tx.execute(attachments.insert().values(_file(inquiry, me, one, at) | {"letter_id": id}))


async def _keep_draft(
    tx: Tx, contents: Contents, asked: Asked, inquiry: Inquiry, files: Sequence[Arrived], at: datetime
) -> None:
    """Above what they were writing in the inbox, for neither must be lost."""
    before = await drafts.of(tx, inquiry.id, asked.staff.id, kind=drafts.REPLY)
    text, kept = asked.text, before.facts if before else {}
    if before and before.text.strip():
        text = f"{text}\n\n{before.text}"
    await drafts.put_back(tx, inquiry.id, asked.staff.id, text=text, facts=kept, at=at)
    for one in files:
        if one.stored is not None:
            await tx.execute(attachments.insert().values(_file(inquiry, asked.staff.id, one, at)))


def _file(inquiry: Inquiry, staff_id: int, one: Arrived, at: datetime) -> dict[str, object]:
    row: dict[str, object] = {"inquiry_id": inquiry.id, "staff_id": staff_id, "created_at": at}
    row |= {"name": one.name, "content_type": one.content_type, "size": one.size, "stored": one.stored}
    return row


async def _send_back(
    tx: Tx, settings: Settings, contents: Contents, asked: Asked, why: Text, at: datetime
) -> None:
    await deliveries.add(
        tx,
        kind="returned",
        recipient=asked.staff.email,
        recipient_name=asked.staff.name,
        inquiry_id=asked.inquiry.id if asked.inquiry else None,
        domain=_domain(settings),
        key=f"returned:{contents.mail.id}",
        at=at,
        facts={
            "mail": contents.mail.id,
            "reason": wording.pack(why),
            "words": (asked.text or contents.new)[:WORDS],
            "draft": asked.draft,
        },
    )


def _domain(settings: Settings) -> str:
    return settings.mail_from.rpartition("@")[2]
