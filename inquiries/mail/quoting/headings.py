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


def history(lines: Sequence[Line]) -> int:
    """The first line of what was written before and bears no marks of quoting; their number where there is none.

    What is passed on ("Forwarded message") is news, and so is all behind it. A heading with a marked quote below
    is no end: answers may stand between the quotes.
    """
    for number, line in enumerate(lines):
        if not line.plain or line.quoted:
            continue
        if _forwarded(line):
            break
        if _original(line) and not _quote_below(lines, number):
            return number
        if _field(line) is not None and _is_block(lines, number) and not _quote_below(lines, number):
            return number
        if attribution.closes(line.plain):
            first = attribution.above(lines, number + 1, quoted_below=False)
            if first <= number and not _quote_below(lines, number):
                return first
    return len(lines)


def above(lines: Sequence[Line], end: int) -> int:
    """Where the heading that ends just before line `end` begins: rule, "Original Message", header block."""
    first = end
    for number in range(end - 1, max(end - 1 - _WINDOW, -1), -1):
        line = lines[number]
        if line.blank or line.quoted:
            break
        if line.ruled or _original(line) or (_field(line) is not None and _is_block(lines, number)):
            first = number
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


def _is_block(lines: Sequence[Line], first: int) -> bool:
    """From and Subject, with Date or To, and an address or a time among them: lists that people write have neither."""
    found: set[Field] = set()
    sure = False
    blanks = 0
    for line in lines[first : first + _WINDOW]:
        if line.quoted or blanks > 1:
            break
        blanks = blanks + 1 if line.blank else 0
        field = _field(line)
        if field is not None:
            found.add(field)
            sure = sure or (field in {Field.FROM, Field.TO} and "@" in line.plain)
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
