"""A mail's text as lines, each looked at once. Knows what a line looks like, not what it means beside others."""

from dataclasses import dataclass

MOST = 10_000  # more than any person's letter has
LONGEST = 400  # characters of a line a mail program writes
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")
)
_DECORATION = " *_"  # bold and italics, where HTML was made text


@dataclass(frozen=True, slots=True)
class Line:
    """`start`, `end`: where it stands in the text, its line end left out. `written`: as it is, cut when long.

    `plain`: its bare words in lower case with one space between, "" where it is blank or too long to be a program's.
    """

    start: int
    end: int
    written: str
    plain: str
    blank: bool
    quoted: bool

    @property
    def ruled(self) -> bool:
        """A line drawn across, as Outlook has between the answer and what it answers."""
        bare = self.written.strip()
        return len(bare) >= 5 and (bare == "_" * len(bare) or bare == "-" * len(bare))


def of(text: str) -> list[Line]:
    """The lines of the text; only \\n and \\r\\n end one. Past `MOST` the rest is one line, as if a person wrote it."""
    lines, start = [], 0
    for written in text.split("\n", MOST):
        lines.append(_line(start, written.removesuffix("\r")))
        start += len(written) + 1
    return lines


def unquoted(line: Line) -> str:
    """The words of a line without the marks of quoting and emphasis."""
    return line.written.lstrip("> |*_\t\xa0").rstrip("*_ \t\xa0")


def _line(start: int, written: str) -> Line:
    bare = written.strip()
    words = "" if len(bare) > LONGEST else " ".join(bare.translate(_INVISIBLE).split())
    # mbox writes ">From " where a person wrote "From "
    quoted = bare.startswith(">") and not bare.startswith(">From ")
    plain = words.strip(_DECORATION).lower()
    return Line(start, start + len(written), written[:LONGEST], plain, not bare, quoted)
