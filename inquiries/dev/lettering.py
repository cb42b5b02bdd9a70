"""The demo's letters: what staff answer, and what comes in by mail, as a door takes it."""

from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Literal

from inquiries.correspondence import keep
from inquiries.database.engine import Tx
from inquiries.dev.scene import Scene
from inquiries.inquiry import changes
from inquiries.inquiry.changes import Written
from inquiries.inquiry.model import Recipient
from inquiries.mail import compose
from inquiries.mail.reply_address import Addresses


async def answer(tx: Tx, scene: Scene, *, text: str, then: Literal["", "wait", "answered"]) -> None:
    """It sets out at once: nobody pretends to undo it."""
    inquiry = scene.inquiry
    written = Written(
        text=text,
        subject=f"Your question to {scene.stage.settings.organisation.short_name}",
        recipients=(Recipient("to", inquiry.name, inquiry.email),),
        message_id=compose.message_id(scene.stage.settings.mail_from.rpartition("@")[2]),
        send_at=scene.now,
        once_key=scene.key,
        then=then,
    )
    await changes.reply(tx, inquiry, written=written, **scene.by)


async def write_back(tx: Tx, scene: Scene, *, text: str, sender: tuple[str, str], automatic: bool) -> None:
    """A mail to the inquiry's own address: from whoever asked, unless somebody else is the `sender`."""
    name, address = sender if sender[1] else (scene.inquiry.name, scene.inquiry.email)
    to = Addresses(scene.stage.keys.secret, scene.stage.settings.reply_address).for_inquiry(
        scene.inquiry.reference
    )
    mail = EmailMessage()
    mail["From"], mail["To"] = formataddr((name, address)), to
    mail["Subject"] = ("Automatic reply: " if automatic else "Re: ") + f"[{scene.inquiry.reference}]"
    mail["Date"] = format_datetime(scene.now)
    mail["Message-ID"] = compose.message_id(address.rpartition("@")[2])
    if automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text)
    await keep.keep(tx, door="lmtp", raw=bytes(mail), sender=address, recipient=to, at=scene.now)
