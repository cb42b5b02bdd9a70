"""The one reader of request bodies: any bytes in, fields or JSON out, or a BadBody with a 4xx. Never a 5xx.

Stands in for aiohttp's own request.post(), which raises on malformed bodies. Knows no form and no field name.
"""

import asyncio
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web
from multipart import parse_options_header  # type: ignore[import-untyped]

from inquiries.web import parts, urlencoded
from inquiries.web.parts import Upload
from inquiries.wording import Text

LIMIT = 1024 * 1024
READ = 4 * LIMIT  # what is too large is read so far, to be shown to its sender again
FIELDS = 200
DEPTH = 32
# Seconds of grace, then bytes a second that must have come, and seconds at most.
GRACE, LEAST, LONGEST = 10.0, 500.0, 120.0
# The same where files are asked for: a telephone takes its time, and whoever sends them is known.
LEAST_FILES, LONGEST_FILES = 8_000.0, 900.0
MUCH = (
    16  # times the room: what is far too large is read so far and let go, for the words that came before it
)

_CHARSETS = {
    "": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "windows-1252",  # as browsers read it (WHATWG Encoding, 4.2)
    "latin1": "windows-1252",
    "windows-1252": "windows-1252",
}

_TOO_LARGE = Text("This is more than we can take at once. Shorten it to less than 1 MB and send it again.")
_FILES_TOO_LARGE = Text("These files are more than we can take at once. Choose smaller ones.")
_TOO_MANY = Text("This has more fields than we can take.")
_TOO_SLOW = Text("This took too long to arrive. Send it again.")
_BROKEN = Text("This did not arrive whole. Send it again.")
_BAD_JSON = Text("This is not JSON we can read: one object in UTF-8, each name once, numbers finite.")
WRONG_TYPE = Text(
    "Send a form (application/x-www-form-urlencoded or multipart/form-data) or application/json."
)
_WRONG_CHARSET = Text("Send the text in UTF-8.")
_PACKED = Text("Send the body without compression.")


@dataclass(frozen=True, slots=True)
class Body:
    """What was sent. A form's `fields` are in order, with lone surrogates where the bytes were not UTF-8.

    A file is a field with the value ""; `files` tells the field's name and how many bytes it had. Their content is
    let go but for `uploads`, where a page asked for them; `crowded` says that there was no room for all of them, and
    so none is there.
    """

    kind: Literal["form", "json"]
    fields: tuple[tuple[str, str], ...] = ()
    json: Any = None
    files: tuple[tuple[str, int], ...] = ()
    uploads: tuple[Upload, ...] = ()
    crowded: bool = False

    def given(self) -> Mapping[str, object]:
        """Values by name, whichever the kind; of a name given twice the last. JSON but an object is {}."""
        if self.kind == "form":
            return dict(self.fields)
        return self.json if isinstance(self.json, dict) else {}


class BadBody(Exception):
    """A body that cannot be taken: the 4xx to answer, words for the sender, and the fields that could be read."""

    def __init__(self, status: int, text: Text, fields: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(status, str(text))
        self.status = status
        self.text = text
        self.fields = tuple(fields)


async def read(request: web.Request, *, room: int = 0) -> Body:
    """The whole body, sorted by its Content-Type, with `room` bytes of files. Raises BadBody: 400, 408, 413 or 415."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise BadBody(415, _PACKED)
    kind, options = parse_options_header(request.headers.get("Content-Type", ""))
    is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    if not is_json and kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        # Nothing sent and nothing said of it: an empty form, which its rules will answer.
        if kind == "" and not request.can_read_body:
            return Body("form")
        raise BadBody(415, WRONG_TYPE)
    charset = _charset(options.get("charset"))
    if is_json and charset != "utf-8":
        raise BadBody(415, _WRONG_CHARSET)
    if room and kind == "multipart/form-data":
        return await _with_files(request, options.get("boundary", ""), charset, room)
    raw = await _bytes(request)
    if is_json and len(raw) > LIMIT:
        raise BadBody(413, _TOO_LARGE)
    if is_json:
        return Body("json", json=_json(raw))
    if kind == "multipart/form-data":
        body = _multipart(raw, options.get("boundary", ""), charset)
    else:
        body = Body("form", _urlencoded(raw, charset))
    if len(raw) > LIMIT:
        raise BadBody(413, _TOO_LARGE, body.fields)
    return body


async def _bytes(request: web.Request) -> bytes:
    # Most forms come in one piece and are here already: no clock needs to be set.
    if request.content.is_eof() and not request.content.exception():
        raw = request.content.read_nowait()
        if len(raw) > READ:
            raise BadBody(413, _TOO_LARGE)
        return raw
    chunks: list[bytes] = []
    await _arriving(request, chunks.append, READ, LEAST, LONGEST)
    return b"".join(chunks)


async def _with_files(request: web.Request, boundary: str, charset: str, room: int) -> Body:
    """Fields and files. What is too much is read on for a while: the words that come with it must not be lost."""
    splitter = parts.Splitter(boundary, _decoder(charset), most=FIELDS, largest=READ, room=room)
    most = READ + MUCH * room
    await _arriving(request, splitter.feed, most, LEAST_FILES, LONGEST_FILES, _FILES_TOO_LARGE)
    found = splitter.end()
    body = _sorted(found)
    if sum(len(value) for _, value in found.fields) > LIMIT:
        raise BadBody(413, _TOO_LARGE, body.fields)
    return body


async def _arriving(
    request: web.Request,
    take: Callable[[bytes], None],
    most: int,
    least: float,
    longest: float,
    too_large: Text = _TOO_LARGE,
) -> None:
    """Give what comes to `take`, as long as it keeps coming, and no more than `most` bytes of it."""
    if (request.content_length or 0) > most:
        raise BadBody(413, too_large)
    started = asyncio.get_running_loop().time()
    size = 0
    try:
        async with asyncio.timeout_at(started + GRACE) as due:
            while size <= most and (chunk := await request.content.readany()):
                size += len(chunk)
                take(chunk)
                due.reschedule(started + min(GRACE + size / least, longest))
    except BadBody:
        raise
    except TimeoutError:
        raise BadBody(408, _TOO_SLOW) from None
    except Exception as error:
        # Broken chunks, a sender gone half-way: aiohttp has several kinds for it, and none is our fault.
        raise BadBody(400, _BROKEN) from error
    if size > most:
        raise BadBody(413, too_large)


def _charset(named: str | None) -> str:
    charset = _CHARSETS.get((named or "").strip().lower())
    if charset is None:
        raise BadBody(415, _WRONG_CHARSET)
    return charset


def _urlencoded(raw: bytes, charset: str) -> tuple[tuple[str, str], ...]:
    if raw.count(b"&") >= FIELDS:
        raise BadBody(413, _TOO_MANY)
    return urlencoded.split(raw, charset)


def _multipart(raw: bytes, boundary: str, charset: str) -> Body:
    """A file's content is let go: this form takes none."""
    return _sorted(parts.split(raw, boundary, _decoder(charset), most=FIELDS, largest=READ))


def _decoder(charset: str) -> parts.Decode:
    return lambda content, named: content.decode(_charset(named) if named else charset, "surrogateescape")


def _sorted(found: parts.Parts) -> Body:
    if found.too_many:
        raise BadBody(413, _TOO_MANY, found.fields)
    if found.broken:
        raise BadBody(400, _BROKEN, found.fields)
    return Body(
        "form",
        tuple(found.fields),
        files=tuple(found.files),
        uploads=tuple(found.uploads),
        crowded=found.crowded,
    )


def _json(raw: bytes) -> object:
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_object, parse_float=_finite, parse_constant=_finite
        )
    except (ValueError, RecursionError):
        raise BadBody(400, _BAD_JSON) from None
    _bounded(value)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _finite(digits: str) -> float:
    """Also given "NaN" and "Infinity", which float() knows."""
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


def _bounded(value: object) -> None:
    """Nothing behind the reader may meet a tree it cannot walk by recursion."""
    level: list[object] = [value]
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise BadBody(400, _BAD_JSON)
