"""Splits a multipart body into its fields, as far as it arrived. Knows no request and no status."""

from collections.abc import Callable
from dataclasses import dataclass, field

from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
)

Decode = Callable[[bytes, str | None], str]  # content and the part's own charset, if it names one
BOUNDARY = 70  # characters at most (RFC 2046, 5.1.1)


@dataclass(slots=True)
class Parts:
    """What was found: fields in order, the one that broke off too; `files` by field and size, their content let go.

    `broken` is a body cut short or no multipart at all; `too_many` one with more parts than were allowed.
    """

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, int]] = field(default_factory=list)
    broken: bool = False
    too_many: bool = False


def split(raw: bytes, boundary: str, decode: Decode, *, most: int, largest: int) -> Parts:
    """At most `most` parts of `largest` bytes. Raises nothing but what `decode` raises."""
    found = Parts(broken=not 0 < len(boundary) <= BOUNDARY)
    if found.broken:
        return found
    try:
        parser = PushMultipartParser(boundary, max_segment_count=most, max_segment_size=largest)
        _collect(parser, raw, decode, found)
    except ParserLimitReached:
        found.too_many = True
    except (MultipartError, ValueError):
        found.broken = True
    return found


def _collect(parser: PushMultipartParser, raw: bytes, decode: Decode, found: Parts) -> None:
    part: MultipartSegment | None = None
    content: list[bytes] = []
    try:
        for event in parser.parse(raw) if raw else ():
            if isinstance(event, MultipartSegment):
                part, content = event, []
            elif event is not None:
                content.append(bytes(event))
            elif part is not None:
                _keep(part, b"".join(content), decode, found)
                part = None
        parser.close()
    except MultipartError:
        if part is not None and part.name:
            _keep(part, b"".join(content), decode, found)
        raise


def _keep(part: MultipartSegment, content: bytes, decode: Decode, found: Parts) -> None:
    if not part.name:
        raise ValueError("a part without a name")
    if part.filename is None:
        found.fields.append((part.name, decode(content, part.charset)))
        return
    found.fields.append((part.name, ""))
    if part.filename:
        found.files.append((part.name, part.size))
