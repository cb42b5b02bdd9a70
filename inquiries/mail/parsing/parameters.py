"""Values with parameters, `text/plain; charset=utf-8`, with RFC 2231 and what is written instead of it."""

import re
from urllib.parse import unquote_to_bytes

from inquiries.mail.parsing import charsets, words

_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("((?:[^"\\]++|\\.)*+)"?|[^;]*+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SECTION = re.compile(r"(.+?)(?:\*([0-9]{1,3}))?(\*?)", re.DOTALL)


def parse(value: bytes) -> tuple[str, dict[str, str]]:
    """The value itself in lower case, and its parameters by lower-case name, each once."""
    text = words.raw(value)
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(text):
        named = _SECTION.fullmatch(match[1].lower())
        if named is None:
            continue
        written = match[2].strip() if match[3] is None else _ESCAPED.sub(r"\1", match[3])
        place = -1 if named[2] is None else int(named[2])
        sections.setdefault(named[1], {}).setdefault(place, (written, bool(named[3])))
    return text.partition(";")[0].strip().lower(), {name: _joined(found) for name, found in sections.items()}


def _joined(sections: dict[int, tuple[str, bool]]) -> str:
    """One value of its numbered sections (RFC 2231 3), or of the only one; the extended form wins (RFC 6266)."""
    if -1 in sections and (sections[-1][1] or len(sections) == 1):
        written, extended = sections[-1]
        return _extended([(written, True)]) if extended else words.decode(written)
    pieces = [sections[place] for place in sorted(sections) if place >= 0]
    if any(extended for _, extended in pieces):
        return _extended(pieces)
    return words.decode("".join(written for written, _ in pieces))


def _extended(pieces: list[tuple[str, bool]]) -> str:
    """`charset'language'percent-encoded`; the charset stands in the first piece only."""
    first, extended = pieces[0]
    label, quotes, rest = first.partition("'")
    if extended and quotes and "'" in rest:
        pieces = [(rest.partition("'")[2], True), *pieces[1:]]
    else:
        label = ""
    octets = b"".join(
        unquote_to_bytes(piece) if extended else piece.encode("utf-8", "replace")
        for piece, extended in pieces
    )
    return charsets.decode(octets, label)
