"""Splits a multipart body into its fields, as it arrives and as far as it does. Knows no request and no status."""

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


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody chose: the name and the type are what their browser said, and may be anything."""

    field: str
    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Parts:
    """What was found: fields in order, the one that broke off too; `files` by field and size.

    `uploads` are those files whose content was asked for; none of them where there was not room for all: `crowded`.
    `broken` is a body cut short or no multipart at all; `too_many` one with more, or larger, parts than were allowed.
    """

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, int]] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    crowded: bool = False
    broken: bool = False
    too_many: bool = False


def split(raw: bytes, boundary: str, decode: Decode, *, most: int, largest: int) -> Parts:
    """At most `most` parts with `largest` bytes of fields. Raises nothing but what `decode` raises."""
    splitter = Splitter(boundary, decode, most=most, largest=largest)
    splitter.feed(raw)
    return splitter.end()


class Splitter:
    """Takes a body piece by piece; `room` is for how many bytes of files are kept."""

    def __init__(self, boundary: str, decode: Decode, *, most: int, largest: int, room: int = 0) -> None:
        self.found = Parts(broken=not 0 < len(boundary) <= BOUNDARY)
        self._decode, self._largest, self._room = decode, largest, room
        self._part: MultipartSegment | None = None
        self._content: list[bytes] = []
        self._words = self._kept = 0
        self._parser: PushMultipartParser | None = None
        if not self.found.broken:
            try:
                self._parser = PushMultipartParser(boundary, max_segment_count=most)
            except MultipartError:
                self.found.broken = True

    def feed(self, raw: bytes) -> None:
        if raw:
            self._doing(lambda parser: self._take(parser, raw))

    def end(self) -> Parts:
        """All of it has come."""
        self._doing(lambda parser: parser.close())
        return self.found

    def _doing(self, step: Callable[[PushMultipartParser], None]) -> None:
        """After the first thing that is wrong the rest is not looked at."""
        if self._parser is None:
            return
        try:
            step(self._parser)
        except (MultipartError, ValueError) as wrong:
            self._parser = None
            self.found.too_many = isinstance(wrong, ParserLimitReached)
            self.found.broken = not self.found.too_many
            part, self._part = self._part, None
            if isinstance(wrong, MultipartError) and part is not None and part.name:
                self._keep(part, self._words_so_far())

    def _take(self, parser: PushMultipartParser, raw: bytes) -> None:
        for event in parser.parse(raw):
            if isinstance(event, MultipartSegment):
                self._part, self._content = event, []
            elif event is not None:
                self._more(bytes(event))
            elif self._part is not None:
                part, self._part = self._part, None
                self._keep(part, self._words_so_far())

    def _more(self, content: bytes) -> None:
        if self._part is not None and self._part.filename is not None:
            self._kept += len(content)
            if self._kept > self._room:
                self.found.crowded = self._room > 0
                self.found.uploads.clear()
                self._content = []
                return
        else:
            self._words += len(content)
            if self._words > self._largest:
                raise ParserLimitReached("more words than are taken")
        self._content.append(content)

    def _words_so_far(self) -> bytes:
        return b"".join(self._content)

    def _keep(self, part: MultipartSegment, content: bytes) -> None:
        if not part.name:
            raise ValueError("a part without a name")
        if part.filename is None:
            self.found.fields.append((part.name, self._decode(content, part.charset)))
            return
        self.found.fields.append((part.name, ""))
        if not part.filename:
            return
        self.found.files.append((part.name, part.bytes_received))
        if self._room and self._kept <= self._room and part.complete:
            kind = part.content_type or ""
            self.found.uploads.append(Upload(part.name, part.filename, kind, content))
