"""Which parts of a mail are the letter and which its attachments: one text, one HTML, the rest as files."""

import html as entities
import re
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import unquote

from inquiries.mail.parsed import Attachment
from inquiries.mail.parsing import (
    charsets,
    fields,
    flowed,
    html_text,
    invitations,
    limits,
    markup,
    naming,
    parameters,
    transfer,
    words,
)
from inquiries.mail.parsing.tree import Part

_SHOWN_PICTURE: Final = re.compile(r'src="cid:([^"]{1,300})"', re.IGNORECASE)
_META: Final = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Body:
    """The letter as text, its cleaned HTML ("" for none), and what came with it."""

    text: str
    html: str
    attachments: tuple[Attachment, ...]


@dataclass(slots=True)
class _Piece:
    """A stretch of the letter as its sender wrote it: plainly, as HTML, or both saying the same."""

    plain: str = ""
    html: str = ""


@dataclass(slots=True)
class _Gathering:
    raw: bytes
    attachments: list[Attachment] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    plain_room: int = limits.TEXT  # octets that may still be read
    html_room: int = limits.TEXT


def read(raw: bytes, top: Part) -> Body:
    """The letter of the whole tree. Parts longer than we show are attachments in full beside their beginning."""
    gathering = _Gathering(raw)
    # A mail of one text is the letter even where a program gave it the name of a file.
    pieces = [_read(gathering, top)] if _is_text(top, named=True) else _pieces(gathering, top)
    cleaned = [markup.clean(piece.html) if piece.html else "" for piece in pieces]
    texts = [_text(piece, shown).strip("\n") for piece, shown in zip(pieces, cleaned, strict=True)]
    html = ""
    if any(cleaned):
        html = "\n".join(
            shown or _as_html(text) for shown, text in zip(cleaned, texts, strict=True) if shown or text
        )
    lines = dict.fromkeys(gathering.invitations)
    text = "\n\n".join(each for each in (*texts, *lines) if each.strip())
    return Body(text, html, _attached(gathering, html))


def _pieces(gathering: _Gathering, part: Part) -> list[_Piece]:
    if part.content_type == "multipart/alternative" and part.children:
        return _alternative(gathering, part)
    if part.content_type == "multipart/related" and part.children:
        root = _root(part)
        found = _pieces(gathering, root)
        for child in part.children:
            if child is not root:
                _keep(gathering, child)
        return found
    if part.content_type.startswith("multipart/") and part.children:
        return [piece for child in part.children for piece in _pieces(gathering, child)]
    if _is_text(part):
        piece = _read(gathering, part)
        return [piece] if piece.plain or piece.html else []
    _keep(gathering, part)
    return []


def _alternative(gathering: _Gathering, part: Part) -> list[_Piece]:
    """One piece: the first plain version and the last one in HTML. Versions nobody here can read are no loss."""
    plain = html = ""
    for child in part.children:
        if child.content_type.startswith("text/") and not _is_text(child) and not _name(child):
            if child.content_type == "text/calendar":
                _keep(gathering, child)
            continue
        found = _pieces(gathering, child)
        if any(piece.html for piece in found):
            html = "\n".join(piece.html or _as_html(piece.plain) for piece in found)
        elif not plain.strip():
            plain = "\n\n".join(piece.plain for piece in found)
    return [_Piece(plain, html)]


def _root(part: Part) -> Part:
    """The part that the others of a multipart/related belong to (RFC 2387)."""
    start = part.parameters.get("start", "").strip("<> ")
    named = [child for child in part.children if start and _content_id(child) == start]
    return named[0] if named else part.children[0]


def _is_text(part: Part, *, named: bool = False) -> bool:
    """Whether it is the letter, or a stretch of it, rather than a file: what is `named` is one as a rule."""
    if part.content_type.startswith("multipart/"):
        return not part.children  # no boundary is found in it: all there is to read is the whole
    return (
        part.content_type in {"text/plain", "text/html"}
        and _disposition(part)[0] != "attachment"
        and (named or not _name(part))
    )


def _read(gathering: _Gathering, part: Part) -> _Piece:
    octets = _octets(gathering, part)
    is_html = part.content_type == "text/html"
    room = gathering.html_room if is_html else gathering.plain_room
    if len(octets) > room:
        _add(gathering, part, octets)
    shown = octets[:room]
    charset = part.parameters.get("charset", "")
    if is_html and not charset:
        said = _META.search(shown, 0, 2_000)
        charset = said[1].decode("ascii") if said else ""
    text = charsets.readable(charsets.decode(shown, charset))
    if is_html:
        gathering.html_room -= len(shown)
        return _Piece(html=text)
    gathering.plain_room -= len(shown)
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed.undo(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return _Piece(plain=text)


def _text(piece: _Piece, cleaned: str) -> str:
    if piece.plain.strip() or not piece.html:
        return piece.plain
    # Markup that was not fit to be cleaned still has words.
    return html_text.text(cleaned) if cleaned else entities.unescape(_TAG.sub(" ", piece.html))


def _as_html(text: str) -> str:
    lines = entities.escape(text).replace("\n", "<br>\n")
    return f"<div>{lines}</div>" if lines.strip() else ""


def _keep(gathering: _Gathering, part: Part) -> None:
    """The part, and all that is in it, as attachments; a container of parts is none itself."""
    if part.content_type.startswith("multipart/") and part.children:
        for child in part.children:
            _keep(gathering, child)
        return
    octets = _octets(gathering, part)
    if part.content_type in {"text/calendar", "application/ics"}:
        text = charsets.readable(charsets.decode(octets[:200_000], part.parameters.get("charset", "")))
        gathering.invitations += filter(None, [invitations.line(text)])
    _add(gathering, part, octets)


def _add(gathering: _Gathering, part: Part, octets: bytes) -> None:
    content_type, name = part.content_type, _name(part)
    if content_type.startswith("multipart/"):
        content_type = "text/plain"
    if naming.clean(name).lower() == "winmail.dat" or content_type == "application/vnd.ms-tnef":
        content_type = naming.TNEF
    subject = words.heading(fields.first(part.children[0].fields, "subject")) if part.children else ""
    gathering.attachments.append(
        Attachment(naming.name(name, content_type, subject), content_type, octets, _content_id(part))
    )


def _attached(gathering: _Gathering, html: str) -> tuple[Attachment, ...]:
    """All of them with names of their own, those the HTML shows marked; an invitation sent in two forms once."""
    shown = {unquote(entities.unescape(each)) for each in _SHOWN_PICTURE.findall(html)}
    kept: list[Attachment] = []
    events: set[bytes] = set()
    for each in gathering.attachments:
        if each.content_type in {"text/calendar", "application/ics"}:
            if each.content in events:
                continue
            events.add(each.content)
        kept.append(each)
    names = naming.apart([each.name for each in kept])
    return tuple(
        replace(each, name=name, inline=each.content_id != "" and each.content_id in shown)
        for each, name in zip(kept, names, strict=True)
    )


def _octets(gathering: _Gathering, part: Part) -> bytes:
    return transfer.decode(gathering.raw[part.start : part.end], part.encoding)


def _disposition(part: Part) -> tuple[str, dict[str, str]]:
    return parameters.parse(fields.first(part.fields, "content-disposition"))


def _name(part: Part) -> str:
    return _disposition(part)[1].get("filename", "") or part.parameters.get("name", "")


def _content_id(part: Part) -> str:
    return words.heading(fields.first(part.fields, "content-id")).strip("<> ")[:300]
