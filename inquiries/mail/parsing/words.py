"""Encoded words (RFC 2047) as text, broken ones too. Total and linear."""

import binascii
import re
from collections.abc import Iterator

from inquiries.mail import header
from inquiries.mail.parsing import charsets, limits, transfer

_WORD = re.compile(r"=\?([!-<>@-~]{1,60})\?([bBqQ])\?([^?]*+)\?=")
# Directional marks and the like: they would show a name or subject other than it is.
_DECEIVING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def heading(octets: bytes, charset: str = "") -> str:
    """A header's value as one clean line."""
    return clean(decode(raw(octets, charset)))


def raw(octets: bytes, charset: str = "") -> str:
    """A header's value as it stands: ASCII by the rules; in practice UTF-8, the body's `charset` or windows-1252."""
    return charsets.decode(octets, charset)


def clean(text: str) -> str:
    """One line of visible characters, at most `limits.LINE` of them."""
    return header.clean(_DECEIVING.sub("", text))[: limits.LINE]


def decode(text: str) -> str:
    """The text with its encoded words read.

    Neighbours in one charset are joined before decoding: many programs split a character between two words.
    """
    if "=?" not in text:
        return text
    said: list[str] = []
    held, label = b"", ""
    for piece, octets, charset in _pieces(text):
        if held and (piece or charset != label):
            said.append(charsets.decode(held, label))
            held = b""
        said.append(piece)
        held, label = held + octets, charset
    return "".join([*said, charsets.decode(held, label)])


def _pieces(text: str) -> Iterator[tuple[str, bytes, str]]:
    """What stands before an encoded word, its octets and charset; blanks between two words are nothing."""
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        yield "" if end and not between.strip() else between, _octets(match[2], match[3]), _label(match[1])
        end = match.end()
    yield text[end:], b"", ""


def _octets(encoding: str, coded: str) -> bytes:
    octets = coded.encode("utf-8", "replace")
    if encoding in "bB":
        return transfer.base64(octets)
    return binascii.a2b_qp(octets.replace(b" ", b"_"), header=True)


def _label(written: str) -> str:
    return written.partition("*")[0].lower()  # RFC 2231 5: charset*language
