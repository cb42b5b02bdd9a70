"""Where history begins without marks of quoting: header blocks, "Original Message", and mails passed on."""

from collections.abc import Sequence
from enum import Enum

from inquiries.mail.quoting import attribution, words
from inquiries.mail.quoting.lines import Line

_WINDOW = 14  # lines of a header block, its long lists of recipients included
_LONGEST_NAME = 24  # characters before the colon


class Field(Enum):
    FROM = 1
    SENT = 2
    TO = 3
    SUBJECT = 4


_FIELDS = {
    name.replace("_", " "): field
    for field, names in (
        (Field.TO, words.TO),
        (Field.SENT, words.SENT),
        (Field.SUBJECT, words.SUBJECT),
        (Field.FROM, words.FROM),
    )
    for name in names.split()
}


_PEOPLE = (Field.FROM, Field.TO)


def history(lines: Sequence[Line]) -> int:
    """The first line of what was written before and bears no marks of quoting; their number where there is none.

    What is passed on ("Forwarded message") is news, and so is all behind it. A heading with a marked quote below
    is no end: answers may stand between the quotes.
    """
    fields = [_field(line) for line in lines]
    for number, line in enumerate(lines):
        if not line.plain or line.quoted:
            continue
        if _forwarded(line):
            break
        if _original(line) and not _quote_below(lines, number):
            return number
        if fields[number] and _is_block(lines, fields, number) and not _quote_below(lines, number):
            return number
        if attribution.closes(line.plain):
            first = attribution.above(lines, number + 1, quoted_below=False)
            if first <= number and not _quote_below(lines, number):
                return first
    return len(lines)


def above(lines: Sequence[Line], end: int) -> int:
    """Where the heading that ends just before line `end` begins: rule, "Original Message", header block."""
    first = end
    if end == 0 or lines[end - 1].blank or lines[end - 1].quoted:
        return end
    start = max(end - _WINDOW, 0)
    near = lines[start : end + _WINDOW]
    fields = [_field(line) for line in near]
    for number in range(end - start - 1, -1, -1):
        line = near[number]
        if line.blank or line.quoted:
            break
        if line.ruled or _original(line) or (fields[number] and _is_block(near, fields, number)):
            first = start + number
    return first


def passes_on(lines: Sequence[Line]) -> bool:
    """Whether another mail is passed on in it, by a program that says so."""
    return any(_forwarded(line) for line in lines if not line.quoted)


def _forwarded(line: Line) -> bool:
    if line.plain.startswith("-"):
        return line.plain.strip("- ").startswith(words.FORWARDED)
    return line.plain.endswith(":") and line.plain.rstrip(": ") in words.FORWARDED


def _original(line: Line) -> bool:
    return line.plain.startswith("--") and line.plain.strip("- ").startswith(words.ORIGINAL)


def _field(line: Line) -> Field | None:
    name, colon, _ = line.plain[: _LONGEST_NAME + 1].partition(":")
    return _FIELDS.get(name.strip("* ")) if colon else None


def _is_block(lines: Sequence[Line], fields: Sequence[Field | None], first: int) -> bool:
    """From and Subject, with Date or To, and an address or a time among them: lists that people write have neither."""
    window = fields[first : first + _WINDOW]
    if Field.SUBJECT not in window or Field.FROM not in window:
        return False
    found: set[Field] = set()
    sure = False
    blanks = 0
    for line, field in zip(lines[first : first + _WINDOW], window, strict=True):
        if line.quoted or blanks > 1:
            break
        blanks = blanks + 1 if line.blank else 0
        if field is not None:
            found.add(field)
            sure = sure or (field in _PEOPLE and "@" in line.plain)
            sure = sure or (field is Field.SENT and attribution.timed(line.plain))
    return sure and {Field.FROM, Field.SUBJECT} <= found and bool({Field.SENT, Field.TO} & found)


def _quote_below(lines: Sequence[Line], number: int) -> bool:
    """Whether the heading at a line is followed by a quote with marks, past its own other lines."""
    for line in lines[number + 1 : number + 1 + _WINDOW]:
        if line.quoted:
            return True
        if not line.blank and _field(line) is None and not attribution.closes(line.plain):
            return False
    return False
