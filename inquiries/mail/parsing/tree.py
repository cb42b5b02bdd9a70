"""The MIME structure of a mail in one pass over its octets: parts as places in them, nothing decoded or copied."""

import re
from dataclasses import dataclass, field

from inquiries.mail.parsing import fields, limits, parameters

_BLANK = re.compile(rb"\n\r?\n")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_PLAIN_ENCODINGS = frozenset({"", "7bit", "8bit", "binary"})
_LONGEST_BOUNDARY = 200  # octets; RFC 2046 allows 70


@dataclass(slots=True)
class Part:
    """One part: its header fields, and where its body begins and ends in the mail. A mail is the outermost part."""

    fields: fields.Fields
    content_type: str
    parameters: dict[str, str]
    encoding: str
    start: int
    end: int
    children: list["Part"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A boundary's line: the place in the path of the part it divides, and where it begins and ends.

    One that closes a part `leaves` it where an outer part has the same boundary: what follows is the outer's.
    """

    level: int
    closing: bool
    leaves: bool
    start: int
    end: int


@dataclass(slots=True)
class _Reading:
    """Where the pass is: the parts from the outermost to the one being read, and the boundaries that divide them."""

    raw: bytes
    path: list[Part] = field(default_factory=list)
    boundaries: dict[bytes, list[int]] = field(default_factory=dict)
    parts: int = 0


def split(raw: bytes) -> Part:
    """The tree of parts. Raises ExceededError where the mail has more parts, levels or header than we read."""
    reading = _Reading(raw)
    place = _begin(reading, beginning(raw))
    top = reading.path[0]
    while (line := _boundary(reading, place, len(raw))) is not None:
        _end(reading, line.level if line.leaves else line.level + 1, _before_line_end(raw, line.start))
        place = line.end if line.closing else _begin(reading, line.end)
    _end(reading, 0, len(raw))
    return top


def beginning(raw: bytes) -> int:
    """Where the first header field stands: behind the line that mailbox files put before a mail."""
    if not raw.startswith((b"From ", b">From ")):
        return 0
    return raw.find(b"\n") + 1


def header_block(raw: bytes, start: int) -> bytes:
    """The header that begins at `start`, without the empty line, a little more than `limits.HEADER_BLOCK` at most."""
    window = start + limits.HEADER_BLOCK + 3  # room for the empty line
    if raw[start : start + 2].startswith((b"\n", b"\r\n")):
        return b""
    blank = _BLANK.search(raw, start, window)
    return raw[start : blank.start() + 1 if blank else window]


def _begin(reading: _Reading, start: int) -> int:
    """Read the header of the part at `start`, and of the message in it where it is one. Where its body begins."""
    while True:
        part = _part(reading, start)
        reading.path.append(part)
        if not part.content_type.startswith("message/") or part.encoding not in _PLAIN_ENCODINGS:
            break
        if part.content_type not in {"message/rfc822", "message/global"}:
            break
        start = part.start
    boundary = part.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
    if part.content_type.startswith("multipart/") and 0 < len(boundary) <= _LONGEST_BOUNDARY:
        reading.boundaries.setdefault(boundary, []).append(len(reading.path) - 1)
    return part.start


def _part(reading: _Reading, start: int) -> Part:
    reading.parts += 1
    if reading.parts > limits.PARTS:
        raise limits.ExceededError(limits.TOO_MANY)
    if len(reading.path) >= limits.LEVELS:
        raise limits.ExceededError(limits.TOO_DEEP)
    block = header_block(reading.raw, start)
    line = _boundary(reading, start, start + len(block))
    if line is not None:
        block = reading.raw[start : line.start]
    if len(block) > limits.HEADER_BLOCK:
        raise limits.ExceededError(limits.LONG_HEADER)
    found, taken = fields.parse(block)
    body = start + taken
    if taken == len(block) and line is None:
        body = _after_blank_line(reading.raw, body)
    outer = reading.path[-1] if reading.path else None
    part = _described(found, body, digest=outer is not None and outer.content_type == "multipart/digest")
    if outer is not None:
        outer.children.append(part)
    return part


def _described(found: fields.Fields, body: int, *, digest: bool) -> Part:
    content_type, given = parameters.parse(fields.first(found, "content-type"))
    if not content_type:
        content_type = "message/rfc822" if digest else "text/plain"
    elif not _TYPE.fullmatch(content_type):
        content_type = "text/plain" if content_type == "text" else "application/octet-stream"
    encoding = parameters.parse(fields.first(found, "content-transfer-encoding"))[0]
    return Part(found, content_type, given, encoding, start=body, end=body)


def _boundary(reading: _Reading, start: int, stop: int) -> _Line | None:
    """The first line from `start`, itself a line's beginning, that divides a part being read."""
    raw, boundaries = reading.raw, reading.boundaries
    if not boundaries:
        return None
    at = start if raw.startswith(b"--", start) else raw.find(b"\n--", start, stop) + 1
    while start <= at < stop and raw.startswith(b"--", at):
        end = raw.find(b"\n", at, at + _LONGEST_BOUNDARY + 100)
        line = raw[at + 2 : end if end >= 0 else at + _LONGEST_BOUNDARY + 100].rstrip(b" \t\r\n")
        for name, closing in ((line, False), (line.removesuffix(b"--"), line.endswith(b"--"))):
            if name in boundaries:
                leaves = closing and len(boundaries[name]) > 1
                return _Line(boundaries[name][-1], closing, leaves, at, end + 1 if end >= 0 else len(raw))
        at = raw.find(b"\n--", at, stop) + 1
    return None


def _end(reading: _Reading, level: int, end: int) -> None:
    """The parts from that level on are read; their boundaries divide nothing more."""
    for part in reading.path[level:]:
        part.end = max(part.start, end)
    del reading.path[level:]
    for boundary, levels in list(reading.boundaries.items()):
        while levels and levels[-1] >= level:
            levels.pop()
        if not levels:
            del reading.boundaries[boundary]


def _before_line_end(raw: bytes, place: int) -> int:
    """The line end before a boundary belongs to the boundary (RFC 2046 5.1.1)."""
    if raw[place - 1 : place] == b"\n":
        place -= 1
    return place - 1 if raw[place - 1 : place] == b"\r" else place


def _after_blank_line(raw: bytes, place: int) -> int:
    for blank in (b"\r\n", b"\n"):
        if raw.startswith(blank, place):
            return place + len(blank)
    return place
