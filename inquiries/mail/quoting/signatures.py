"""What stands under a letter: a signature behind its dashes, or a phone's line. Reads a bounded number of lines."""

from collections.abc import Sequence

from inquiries.mail.quoting import words
from inquiries.mail.quoting.lines import Line

_LINES = 30  # looked at above the end
_SIGNATURE = 20  # written lines behind "-- " (RFC 3676 4.3)
_LOOSE = 8  # behind dashes without the space, which people also set between two parts of a letter
_LOOSE_WIDTH = 80  # characters
_PROGRAM_WIDTH = 90  # characters, its link left out


def delimited(lines: Sequence[Line], end: int) -> int:
    """Where the signature that ends just before line `end` begins; `end` where there is none."""
    written: list[Line] = []
    for number in range(end - 1, max(end - 1 - _LINES, -1), -1):
        line = lines[number]
        if line.quoted:
            break
        bare = line.written.strip()
        if line.written == "-- ":
            return number if len(written) <= _SIGNATURE else end
        if bare in {"--", "—", "–"}:
            return number if _short(written) else end
        if not line.blank:
            written.append(line)
    return end


def of_program(lines: Sequence[Line], end: int) -> int:
    """Where "Sent from my phone", the last thing before line `end`, begins; `end` where there is none."""
    for first in range(end - 1, max(end - 3, -1), -1):
        written = " ".join(line.plain for line in lines[first:end])
        before, _, link = written.partition("http")  # in the midst of it, or behind on a line of its own
        bare = f"{before.strip(' <([')} {link.partition('>')[2]}".strip()
        if len(bare) > _PROGRAM_WIDTH or lines[first].quoted:
            break
        if bare.startswith(words.SENT_FROM) and any(device in bare for device in words.DEVICES):
            return first
    return end


def _short(written: Sequence[Line]) -> bool:
    return len(written) <= _LOOSE and all(
        len(line.written) <= _LOOSE_WIDTH and not line.plain.endswith("?") for line in written
    )
