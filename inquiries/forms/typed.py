"""What anyone may have typed, before a field looks at it: any value in, tidy text out. Knows no field."""

import re
import unicodedata

# C0 and DEL but for tab and the line ends; lone surrogates come from bad UTF-8 and from JSON escapes.
# None of them can be stored alike on both database engines, and none was meant by a person.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNKEEPABLE_ASCII = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LINE_BREAKS = re.compile("[ \t]*[\r\n\x85\u2028\u2029][\\s]*|\t")
# Joiners at the ends belong to words in some scripts, so only these are trimmed besides white space …
_OUTER = re.compile(r"\A[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+\Z")
# … but text in which nothing can be seen is no text: format characters, blanks that count as letters.
_INVISIBLE = re.compile(
    "[\\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)


def tidy(value: str, *, lines: bool) -> str | None:
    """The text trimmed, in NFC, with plain line ends (spaces instead unless `lines`); None if it cannot be kept.

    Right-to-left marks and overrides stay: they are part of the words. Text that shows nothing becomes "".
    """
    if value.isascii():
        if _UNKEEPABLE_ASCII.search(value):
            return None
        return _line_ends(value, lines).strip()
    if _UNKEEPABLE.search(value):
        return None
    text = _OUTER.sub("", _line_ends(unicodedata.normalize("NFC", value), lines))
    return "" if _INVISIBLE.fullmatch(text) else text


def _line_ends(text: str, lines: bool) -> str:
    if lines:
        return _LINE_END.sub("\n", text)
    return _LINE_BREAKS.sub(" ", text)
