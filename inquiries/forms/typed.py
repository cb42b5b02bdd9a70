"""What anyone may have typed, before a field looks at it: any text in, tidy text out. Knows no field."""

import re
import unicodedata

# C0 and DEL but for tab and the line ends; lone surrogates come from bad UTF-8 and from JSON escapes.
# The two database engines do not keep them alike, and no person meant them.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Joiners at the ends belong to words in some scripts, so of what has no width only these are trimmed …
_OUTER = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
# … but text in which nothing can be seen is no text: format characters, and blanks that count as letters.
_INVISIBLE = re.compile(
    "[\\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)
_UNBROKEN = re.compile("[\u0300-\U0010ffff]{65}")
_MANY_MARKS = re.compile(rb"[^\0]{65}")


def tidy(value: str, *, lines: bool) -> str | None:
    """The text trimmed, in NFC, with plain line ends (spaces unless `lines`); None if it cannot be kept.

    Right-to-left marks and overrides stay: they are part of the words. Text that shows nothing becomes "".
    """
    if not _keepable(value):
        return None
    if value.isascii():
        return _line_ends(value, lines).strip()
    text = _line_ends(_composed(value), lines).strip(_OUTER)
    return "" if _INVISIBLE.fullmatch(text) else text


def _keepable(text: str) -> bool:
    # isprintable() is twenty times cheaper than the pattern and settles nearly every text.
    if text.isprintable():
        return True
    flat = text.replace("\n", "").replace("\r", "").replace("\t", "")
    return flat.isprintable() or not _UNKEEPABLE.search(flat)


def _line_ends(text: str, lines: bool) -> str:
    if text.isprintable():  # no tab and no line end of any kind
        return text
    if not lines:
        return " ".join(filter(None, map(str.strip, text.replace("\t", " ").splitlines())))
    for end in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


def _composed(text: str) -> str:
    # Sorting a long run of combining marks is quadratic (0.6 s for 20,000). Words have a handful a letter;
    # Unicode's stream-safe form stops at 30 (UAX #15 §13). Such text is kept as it was typed.
    if _UNBROKEN.search(text) and _MANY_MARKS.search(bytes(map(unicodedata.combining, text))):
        return text
    return unicodedata.normalize("NFC", text)
