"""Where mail goes: an SMTP server, or the local mailbox where none is set."""

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from inquiries import outcome
from inquiries.mail import mailbox, smtp
from inquiries.mail.signing import Signer


class Transport(Protocol):
    """Takes one message for one recipient at a time."""

    @property
    def leaves_through(self) -> str:
        """The mail server's name, or empty while no mail leaves the machine."""

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> outcome.Outcome:
        """Hand it over; an empty `sender` is the null sender. Never raises but for cancellation."""

    async def close(self) -> None:
        """Let go of what is held open."""


def transport(
    smtp_url: str | None,
    data_dir: Path,
    *,
    helo: str = "",
    signer: Signer | None = None,
    heard: smtp.Heard | None = None,
) -> Transport:
    """The one the settings ask for. Only mail that leaves is signed: what is kept here nobody has to verify.

    Raises ValueError, one line, where SMTP_URL cannot be read.
    """
    if not smtp_url:
        return mailbox.Mailbox(data_dir / "mailbox")
    return smtp.Smtp(smtp_url, helo=helo, signer=signer, heard=heard)
