"""A bounce taken apart: its fields, its parts, and the Message-ID of the letter it returns. Bounded throughout."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from inquiries.mail import header

TEXT_BYTES = 100_000  # of one part looked at
_PARTS = 50
_DEPTH = 10
_FIELDS = 500
_FIELD_LENGTH = 2_000  # characters
_ID_LENGTH = 998
_RETURNED = frozenset({"message/rfc822", "message/global", "message/partial"})
_RETURNED_HEADERS = frozenset({"text/rfc822-headers", "message/global-headers", "message/rfc822-headers"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report itself, never of the letter it returns."""

    content_type: str
    description: str
    message: Message


def fields(message: Message) -> dict[str, tuple[str, ...]]:
    """Header fields by lower-case name, as they stand on the wire, readable in any case."""
    found: dict[str, tuple[str, ...]] = {}
    for count, (name, value) in enumerate(message.raw_items()):
        if count >= _FIELDS:
            break
        said = str(value)[:_FIELD_LENGTH].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        found[name.lower()] = (*found.get(name.lower(), ()), said)
    return found


def subject(found: Mapping[str, Sequence[str]]) -> str:
    """The subject decoded (RFC 2047), as it stands where that fails."""
    written = "".join(found.get("subject", ())[:1])
    try:
        return header.clean(str(make_header(decode_header(written))))
    except Exception:  # unknown charsets, broken base64, and what else the library raises
        return header.clean(written)


def of(message: Message) -> tuple[Part, ...]:
    """The leaves in the order they are read; a returned letter is one leaf, never looked into."""
    return tuple(_leaves(message))


def text(part: Part) -> str:
    """A part's text with LF line ends, at most 100 KB of it."""
    message = part.message
    octets = message.get_payload(decode=True) if not message.is_multipart() else _status_text(message)
    if not isinstance(octets, bytes):
        return ""
    charset = message.get_content_charset() or "utf-8"
    try:
        decoded = octets[:TEXT_BYTES].decode(charset, "replace")
    except (LookupError, ValueError):
        decoded = octets[:TEXT_BYTES].decode("utf-8", "replace")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def returned_id(parts: Sequence[Part]) -> str:
    """The Message-ID of the letter the report returns, whole, by its header, or copied below the words."""
    for part in parts:
        if part.content_type in _RETURNED and part.message.is_multipart():
            payload = part.message.get_payload()
            if payload and isinstance(payload, list) and isinstance(payload[0], Message):
                found = _id("".join(fields(payload[0]).get("message-id", ())[:1]))
                if found:
                    return found
    for part in sorted(parts, key=lambda part: part.content_type not in _RETURNED_HEADERS):
        if part.content_type in _RETURNED_HEADERS or part.content_type.startswith("text/"):
            found = _id_in_text(text(part))
            if found:
                return found
    return ""


def answered_id(found: Mapping[str, Sequence[str]]) -> str:
    """The Message-ID that the report itself answers, where nothing is returned."""
    return _id("".join(found.get("in-reply-to", ())[:1])) or _last_id(found.get("references", ()))


def _leaves(message: Message) -> Iterator[Part]:
    # Not message.walk(): it recurses, and it looks into the returned letter.
    waiting, seen = [(message, 0)], 0
    while waiting and seen < _PARTS:
        part, depth = waiting.pop()
        seen += 1
        payload: Any = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            if depth < _DEPTH:
                children = [child for child in payload[:_PARTS] if isinstance(child, Message)]
                waiting.extend((child, depth + 1) for child in reversed(children))
            continue
        described = "".join(fields(part).get("content-description", ())[:1])
        yield Part(part.get_content_type(), header.clean(described).lower(), part)


def _status_text(message: Message) -> bytes:
    """The text of what the parser took for messages: blocks of a delivery-status, or one encoded whole."""
    payload = message.get_payload()
    pieces: list[str] = []
    for block in payload[:_FIELDS] if isinstance(payload, list) else ():
        if isinstance(block, Message):
            pieces.extend(f"{name}: {value}" for name, value in block.raw_items())
            body = None if block.is_multipart() else block.get_payload(decode=True)
            pieces.extend(
                ["", body.decode("utf-8", "surrogateescape") if isinstance(body, bytes) else "", ""]
            )
    written = "\n".join(pieces)[: 2 * TEXT_BYTES]
    if "base64" not in str(message.get("content-transfer-encoding", "")).lower():
        return written.encode("utf-8", "surrogateescape")
    encoded = Message()
    encoded["content-transfer-encoding"] = "base64"
    encoded.set_payload(written)
    octets = encoded.get_payload(decode=True)
    return octets if isinstance(octets, bytes) else b""


def _id_in_text(written: str) -> str:
    lines = written.split("\n")
    for number, line in enumerate(lines):
        bare = line.lstrip(" \t>")
        if bare[:11].lower() == "message-id:":
            following = lines[number + 1] if number + 1 < len(lines) else ""
            found = _id(bare[11:] if bare[11:].strip() else following)
            if found:
                return found
    return ""


def _last_id(values: Sequence[str]) -> str:
    last = "".join(values[:1])
    return _id(last[max(last.rfind("<"), 0) :])


def _id(value: str) -> str:
    start = value.find("<")
    end = value.find(">", start)
    found = value[start : end + 1] if 0 <= start < end else ""
    return found if 2 < len(found) <= _ID_LENGTH and len(found.split()) == 1 else ""
