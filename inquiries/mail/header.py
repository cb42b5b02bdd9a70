"""Header fields as ASCII lines: cleaned, RFC 2047 encoded, folded. Knows nothing of which mail they head.

The standard library's own folding raises ValueError on pasted separators, turns long addresses into encoded
words and loses quotes (CPython 3.11), so the few shapes we need are written here.
"""

import base64
import re

from inquiries.mail import address

WIDTH = 76  # RFC 5322 recommends 78 with the line's end
_WORD_BYTES = 39  # makes 64 characters: with the longest field name within the 76 of RFC 2047 2
_SEPARATORS = re.compile(r"[\x01-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_VANISHING = re.compile("[\x00\ud800-\udfff]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~ -]{1,60}")
_QUOTABLE = re.compile(r"[ -~]{1,60}")


def clean(text: str) -> str:
    """One line that can stand in a header: separators become one space, NUL and lone surrogates vanish."""
    return _SEPARATORS.sub(" ", _VANISHING.sub("", text)).strip()


def text(name: str, value: str) -> str:
    """An unstructured field such as Subject, folded, without the last line's end."""
    value = clean(value)
    words = value.split(" ")
    if value.isascii() and "=?" not in value and all(len(word) <= WIDTH - 1 for word in words):
        return _fold(f"{name}:", words)
    return _fold(f"{name}:", encoded(value))


def mailbox(name: str, display: str, written: str) -> str:
    """A field with one mailbox, `Name <local@domain>`, folded."""
    return _fold(f"{name}:", _mailbox(display, address.parse(written), written))


def mailboxes(name: str, people: tuple[tuple[str, str], ...]) -> str:
    """A field with several, each a display name and an address.

    Where one is beyond ASCII, the whole mail could reach nobody whose server lacks SMTPUTF8, so it is only named.
    """
    words: list[str] = []
    for display, written in people:
        found = address.parse(written)
        one = _mailbox(display, found if found and found.plain else None, written)
        words += [*one[:-1], one[-1] + ","]
    return _fold(f"{name}:", [*words[:-1], words[-1][:-1]])


def ids(name: str, values: tuple[str, ...]) -> str:
    """A field of Message-IDs, one a line where they are long."""
    return _fold(f"{name}:", list(values))


def encoded(value: str) -> list[str]:
    """Base64 encoded words that never split a character, as RFC 2047 5 demands."""
    words, held = [], b""
    for character in value:
        octets = character.encode()
        if len(held) + len(octets) > _WORD_BYTES:
            words.append(held)
            held = b""
        held += octets
    return [f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in [*words, held] if word]


def _mailbox(display: str, found: address.Address | None, written: str) -> list[str]:
    """What is no address is shown as an empty group (RFC 5322 3.4), which no machine writes to."""
    if found is not None:
        return [*_phrase(display), f"<{found}>"]
    words = _phrase(display) or _phrase(written) or ["unknown"]
    return [*words[:-1], f"{words[-1]}:", ";"]


def _phrase(display: str) -> list[str]:
    display = clean(display)
    if not display:
        return []
    if _ATOMS.fullmatch(display):
        return display.split(" ")
    if _QUOTABLE.fullmatch(display) and "=?" not in display:
        return ['"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"']
    return encoded(display)


def _fold(start: str, words: list[str]) -> str:
    lines, line = [], start
    for word in words:
        if len(line) + 1 + len(word) > WIDTH and line != start:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])
