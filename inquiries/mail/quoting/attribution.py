"""The line before a quote, "On Tuesday Bo wrote:", however it is broken. Reads at most five lines at a time."""

from collections.abc import Sequence

from inquiries.mail.quoting import words
from inquiries.mail.quoting.lines import LONGEST, Line

_LINES = 5
_WROTE = frozenset(words.WROTE.split())
_ON = frozenset(words.ON.split())
_PUNCTUATION = ".,:;()<>[]*\"'"


def above(lines: Sequence[Line], end: int, *, quoted_below: bool) -> int:
    """Where the attribution that ends just before line `end` begins; `end` where there is none.

    Without a quote below it must name verb, time and address: a person may write "The minister wrote:" too.
    """
    if end == 0 or not closes(lines[end - 1].plain):
        return end
    joined, found = "", end
    for first in range(end - 1, max(end - 1 - _LINES, -1), -1):
        line = lines[first]
        if not line.plain or line.quoted or len(joined) > LONGEST:
            break
        if found < end:  # whole already: the line above belongs to it only where it begins one
            return first if _begins(line.plain) and _dated(line.plain) else found
        joined = f"{line.plain} {joined}"
        if _whole(joined, quoted_below=quoted_below):
            found = first
            if _begins(line.plain):
                return first
    if found == end and quoted_below and _wrote(lines[end - 1].plain):
        return end - 1  # "Bo Berg wrote:"
    return found


def closes(plain: str) -> bool:
    """Whether a line may be an attribution's last: a colon at its end, or dashes on both sides as Zoho has."""
    return plain.endswith(":") or (plain.startswith("---") and plain.endswith("---"))


def timed(plain: str) -> bool:
    """Whether it holds a time of day such as 10:00 or 10.00."""
    for word in plain.split():
        hours, colon, minutes = word.strip(_PUNCTUATION).replace(".", ":").partition(":")
        if colon and hours.isdigit() and len(hours) <= 2 and len(minutes) >= 2 and minutes[:2].isdigit():
            return True
    return False


def _whole(joined: str, *, quoted_below: bool) -> bool:
    if not _dated(joined):
        return False
    if quoted_below:
        return _wrote(joined) or ("@" in joined and timed(joined))
    return "@" in joined and _wrote(joined) and timed(joined)


def _wrote(plain: str) -> bool:
    return any(word in _WROTE or word.strip(_PUNCTUATION) in _WROTE for word in plain.split())


def _begins(plain: str) -> bool:
    return plain.split(" ", 1)[0].strip(_PUNCTUATION) in _ON


def _dated(plain: str) -> bool:
    return any(character.isdigit() for character in plain)
