"""Reads what a mail server says of a letter of ours that did not arrive. Total and bounded; knows no letter."""

from dataclasses import dataclass
from email.message import Message

from inquiries.mail import autoreply, bounce_parts, bounce_reports, bounce_texts


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that did not arrive.

    `permanent`: the server has given up on this letter; otherwise it is late and still being tried.
    `recipients`: as we wrote them, where the report tells. `said`: the server's words, one line, bounded.
    `message_id`: of our letter, "" unknown. `status`: RFC 3463 such as "5.1.1", "" unknown; given up with a
    status of 4 (a full mailbox) the address itself may be in order.
    """

    permanent: bool
    recipients: tuple[str, ...]
    said: str
    message_id: str
    status: str = ""


def find(message: Message) -> Bounce | None:
    """What bounced, None where the mail reports no such thing. Never raises, whatever the message holds."""
    try:
        return _find(message)
    except Exception:  # the library's messages raise far more than they document
        return None


def _find(message: Message) -> Bounce | None:
    fields = bounce_parts.fields(message)
    machine = autoreply.robot(fields, subject=bounce_parts.subject(fields))
    kind = machine.kind if machine is not None else ""
    if kind not in {"bounce", "automatic"}:
        return None  # a person who forwards a bounce to us, report attached, is still a person
    parts = bounce_parts.of(message)
    failed = bounce_reports.read(parts)
    if failed is None:
        failed = bounce_texts.read(message, parts, fields)
    if not failed:
        return None
    given_up = [one for one in failed if one.permanent]
    counting = given_up or failed
    return Bounce(
        permanent=bool(given_up),
        recipients=tuple(dict.fromkeys(one.address for one in counting if one.address)),
        said=next((one.said for one in counting if one.said), ""),
        message_id=bounce_parts.returned_id(parts) or bounce_parts.answered_id(fields),
        status=next((one.status for one in counting if one.status), ""),
    )
