"""What staff answer by mail, and what of it comes back to them."""

from typing import Any

from inquiries.correspondence import letter_mail
from inquiries.inquiry import drafts, records
from inquiries.inquiry.model import Inquiry
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.arrivals import Kept, letter

ANA = "ana@charity.example"
QUOTED = "\n\nOn Tue, The Lantern Fund wrote:\n> New: The Example Gazette\n"


def own(post: Post, inquiry: Inquiry, who: Staff) -> str:
    return letter_mail.addresses(post).for_staff(inquiry.reference, who.id)


def mail(post: Post, inquiry: Inquiry, who: Staff, text: str = "Two hundred.", **more: Any) -> Any:
    fixed = {
        "sender": f"Ana <{who.email}>",
        "to": own(post, inquiry, who),
        "message_id": "<a@charity.example>",
    }
    return letter(text + QUOTED, **{**fixed, "subject": "Re: The Example Gazette", **more})


async def told(post: Post, inquiry: Inquiry, who: Staff) -> str:
    """The Message-ID of the notice they had."""
    async with post.database.read() as db:
        sent = await deliveries.of_inquiry(db, inquiry.id)
    return next(one.delivery.message_id for one in sent if one.delivery.recipient == who.email)


async def said(post: Post, inquiry: Inquiry) -> list[tuple[str, str]]:
    async with post.database.read() as db:
        return [(one.kind, one.text) for one in await records.said(db, inquiry.id)]


async def draft(post: Post, inquiry: Inquiry, who: Staff) -> str:
    async with post.database.read() as db:
        found = await drafts.of(db, inquiry.id, who.id, kind=drafts.REPLY)
    return found.text if found else ""


def back(kept: Kept) -> list[tuple[str, str]]:
    """(to, text) of what came back to staff."""
    found = []
    for _, to, one in kept.mails:
        if str(one["Subject"]).startswith("Not sent"):
            body = one.get_body(("plain",))
            found.append((to, str(body.get_content()) if body else ""))
    return found
