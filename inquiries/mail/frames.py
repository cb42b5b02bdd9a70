"""What passes between reader.py and its child process: a length, JSON, and the octets it speaks of. No pickle."""

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from inquiries.mail import autoreply, bounces
from inquiries.mail.parsed import Attachment, Mailbox, Parsed

LENGTH: Final = struct.Struct(">I")
READY: Final = b"ready\n"
LONGEST: Final = 32 * 1024 * 1024  # octets of JSON, and again of what follows it: more is no answer of ours

_PEOPLE: Final = ("from_", "sender", "to", "cc", "reply_to")
_PLAIN: Final = ("subject", "message_id", "in_reply_to", "references", "text", "html", "unreadable")


def question(raw: bytes, why: str = "") -> Iterator[bytes]:
    """A mail to read; with `why`, one of which only the heading is to be read."""
    yield _head({"size": len(raw), "why": why})
    yield raw


def answer(parsed: Parsed) -> Iterator[bytes]:
    """A mail that was read, the attachments' octets last."""
    told: dict[str, Any] = {name: getattr(parsed, name) for name in _PLAIN}
    told |= {name: [[one.name, one.address] for one in getattr(parsed, name)] for name in _PEOPLE}
    told["date"] = parsed.date.isoformat() if parsed.date else None
    told["headers"] = dict(parsed.headers)
    told["robot"] = asdict(parsed.robot) if parsed.robot else None
    told["bounce"] = asdict(parsed.bounce) if parsed.bounce else None
    told["attachments"] = [
        [one.name, one.content_type, one.content_id, one.inline, len(one.content)]
        for one in parsed.attachments
    ]
    yield _head(told)
    for one in parsed.attachments:
        yield one.content


def size(told: dict[str, Any]) -> int:
    """How many octets follow the JSON of an answer."""
    return sum(int(length) for *_, length in told["attachments"])


def parsed(told: dict[str, Any], octets: bytes) -> Parsed:
    """The mail again. Raises (KeyError, TypeError, ValueError) for what no child of ours would say."""
    attachments = []
    start = 0
    for name, content_type, content_id, inline, length in told["attachments"]:
        content = octets[start : start + length]
        attachments.append(Attachment(str(name), str(content_type), content, str(content_id), bool(inline)))
        start += length
    people = {name: tuple(Mailbox(str(one), str(other)) for one, other in told[name]) for name in _PEOPLE}
    return Parsed(
        subject=str(told["subject"]),
        from_=people["from_"],
        sender=people["sender"],
        to=people["to"],
        cc=people["cc"],
        reply_to=people["reply_to"],
        date=datetime.fromisoformat(told["date"]) if told["date"] else None,
        message_id=str(told["message_id"]),
        in_reply_to=tuple(map(str, told["in_reply_to"])),
        references=tuple(map(str, told["references"])),
        text=str(told["text"]),
        html=str(told["html"]),
        attachments=tuple(attachments),
        headers={str(name): tuple(map(str, found)) for name, found in told["headers"].items()},
        robot=autoreply.Robot(**told["robot"]) if told["robot"] else None,
        bounce=_bounce(told["bounce"]) if told["bounce"] else None,
        unreadable=str(told["unreadable"]),
    )


def _bounce(told: dict[str, Any]) -> bounces.Bounce:
    return bounces.Bounce(**told | {"recipients": tuple(map(str, told["recipients"]))})


def _head(told: dict[str, Any]) -> bytes:
    written = json.dumps(told, separators=(",", ":")).encode("ascii")
    return LENGTH.pack(len(written)) + written
