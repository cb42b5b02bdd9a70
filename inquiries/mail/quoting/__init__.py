"""What a letter says anew, apart from the history and signature below it, whatever program wrote it. Pure, linear.

Nothing is left out: the text is cut once, and an answer between or below quotes stays above the cut with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inquiries.mail.quoting import attribution, headings, signatures
from inquiries.mail.quoting.lines import MOST, Line, of, unquoted

_OPEN, _CLOSE = "##-", "-##"
_MARKER_LINES = 3  # programs break it


@dataclass(frozen=True, slots=True)
class Split:
    """`new` and `rest` in this order are the whole text, but for blank lines between them."""

    new: str
    rest: str


def marker(words: str) -> str:
    """The line above which an answer is to be written, whatever language its words are in."""
    return f"{_OPEN} {words} {_CLOSE}"


def split(text: str) -> Split:
    """The new text and what is below it. All is below a `marker`; otherwise what is only passed on is new."""
    lines = of(text)
    marked = next((number for number, line in enumerate(lines) if _is_marker(lines, number, line)), None)
    if marked is not None:
        lines_above = lines[:marked]
        end = min(headings.history(lines_above), _introduction(lines_above, marked))
        return _cut(text, lines, _own(lines, end))
    end = headings.history(lines)
    if end == len(lines) and headings.passes_on(lines):
        return Split(text, "")
    own = _own(lines, end)
    if end < len(lines) and own == 0:
        return Split(text, "")  # passed on by a program that says so no other way
    return _cut(text, lines, own)


def opening(new: str) -> tuple[str, str]:
    """Of what a writer wrote below one quote: that quote with the line before it, and the words below. Both in this
    order are the whole; "" and the whole where they answer between quotes, or above them, or quote nothing."""
    lines = of(new)
    quoted = [number for number, line in enumerate(lines) if line.quoted]
    if not quoted or len(lines) > MOST:
        return "", new
    first, below = quoted[0], quoted[-1] + 1
    whole = all(line.quoted or line.blank for line in lines[first:below])
    alone = all(line.blank for line in lines[: _introduction(lines, first)])
    if not whole or not alone or all(line.blank for line in lines[below:]):
        return "", new
    while lines[below].blank:
        below += 1
    return new[: lines[quoted[-1]].end], new[lines[below].start :]


def _is_marker(lines: Sequence[Line], number: int, line: Line) -> bool:
    if _OPEN not in line.written or not unquoted(line).startswith(_OPEN):
        return False
    return any(unquoted(below).endswith(_CLOSE) for below in lines[number : number + _MARKER_LINES])


def _own(lines: Sequence[Line], end: int) -> int:
    """The end of what the writer wrote: quotes, signatures and blank lines at the bottom taken off."""
    end = headings.above(lines, end)
    signed = False
    while 0 < end <= MOST:  # behind that many, nothing is known of a line
        line = lines[end - 1]
        if line.blank:
            end -= 1
        elif line.quoted:
            end, signed = _introduction(lines, _quote(lines, end)), False
        elif (first := signatures.of_program(lines, end)) < end:
            end = first
        elif not signed and (first := signatures.delimited(lines, end)) < end:
            end, signed = first, True
        else:
            break
    return end


def _quote(lines: Sequence[Line], end: int) -> int:
    """Where the quote that ends before line `end` begins, gaps in it and above it included."""
    while end > 0 and (lines[end - 1].quoted or lines[end - 1].blank):
        end -= 1
    return end


def _introduction(lines: Sequence[Line], end: int) -> int:
    """Where the attribution or heading of the quote at line `end` begins."""
    while end > 0 and lines[end - 1].blank:
        end -= 1
    return headings.above(lines, attribution.above(lines, end, quoted_below=True))


def _cut(text: str, lines: Sequence[Line], own: int) -> Split:
    below = own
    while below < len(lines) and lines[below].blank:
        below += 1
    return Split(
        text[: lines[own - 1].end] if own else "",
        text[lines[below].start :] if below < len(lines) else "",
    )
