"""The body of a letter as MIME parts: text, HTML and what is enclosed. The same letter gives the same lines.

Knows nothing of header fields but those of a part.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from inquiries.mail import filename

_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
_TYPE = re.compile(r"(application|audio|font|image|text|video)/[a-z0-9][a-z0-9.+-]{0,80}")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter. Its name may hold anything; without a type the name decides it."""

    name: str
    content: bytes
    content_type: str = ""


def body(text: str, html: str, enclosures: tuple[Enclosure, ...], seed: str) -> list[str]:
    """The fields and the lines of the whole body; `seed` is the letter's own, for boundaries."""
    alternative = _words(text, html, seed)
    if not enclosures:
        return alternative
    return _multipart("mixed", [alternative, *(_enclosed(each) for each in enclosures)], f"{seed} mixed")


def clean_text(text: str) -> str:
    """Body text that can be sent and read back: one kind of line end, no NUL, no lone surrogate."""
    lines = _UNSENDABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.endswith("\n") else lines + "\n"


def _words(text: str, html: str, seed: str) -> list[str]:
    if not html:
        return _text("plain", text)
    return _multipart("alternative", [_text("plain", text), _text("html", html)], seed)


def _multipart(kind: str, parts: Iterable[list[str]], seed: str) -> list[str]:
    # "=_" can stand in neither quoted-printable nor base64, so no text can end a part early.
    boundary = "=_" + hashlib.sha256(seed.encode()).hexdigest()[:32]
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part]
    return [*lines, f"--{boundary}--", ""]


def _text(kind: str, text: str) -> list[str]:
    """Quoted-printable or base64, whichever is shorter; lines of at most 76 characters either way."""
    octets = clean_text(text).encode()
    quoted, plain = binascii.b2a_qp(octets, istext=True), base64.encodebytes(octets)
    encoding, coded = ("quoted-printable", quoted) if len(quoted) <= len(plain) else ("base64", plain)
    return [
        f'Content-Type: text/{kind}; charset="utf-8"',
        f"Content-Transfer-Encoding: {encoding}",
        "",
        *coded.decode("ascii").split("\n"),
    ]


def _enclosed(enclosure: Enclosure) -> list[str]:
    """Always base64, so that no server between changes a byte of it."""
    name = filename.clean(enclosure.name)
    coded = base64.encodebytes(enclosure.content).replace(b"\n", b"\r\n").decode("ascii")
    return [
        f"Content-Type: {_type(enclosure, name)};",
        *filename.as_type_parameter(name),
        "Content-Disposition: attachment;",
        *filename.as_disposition_parameter(name),
        "Content-Transfer-Encoding: base64",
        "",
        coded,
    ]


def _type(enclosure: Enclosure, name: str) -> str:
    """What a mail program may be told it is. Text says its charset: without one it is read as ASCII."""
    given = enclosure.content_type.partition(";")[0].strip().lower()
    found = given if _TYPE.fullmatch(given) and given not in filename.ACTIVE else filename.content_type(name)
    if not found.startswith("text/"):
        return found
    try:
        enclosure.content.decode()
    except UnicodeDecodeError:
        return filename.UNKNOWN
    return f'{found}; charset="utf-8"'
