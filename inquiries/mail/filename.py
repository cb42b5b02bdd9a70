"""File names as they may stand in a mail, written so that Outlook, Gmail, Thunderbird and mutt read them alike,
and the type a name stands for. Knows nothing of what is in the file.
"""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from inquiries.mail import header

UNKNOWN = "application/octet-stream"
# What a mail program might run or draw by itself travels as bytes without a meaning. A message cannot be base64.
ACTIVE = frozenset(
    {"text/html", "text/javascript", "text/xml", "image/svg+xml", "application/xhtml+xml", "application/xml"}
    | {"application/javascript", "application/x-msdownload", "application/hta"}
)
LONGEST = 100  # characters
_LINE = 70
_PLAIN = re.compile(r"[A-Za-z0-9!#$&+^_`{}~ .,()'@=\[\]-]{1,60}")
# Marks that turn the direction of writing: with one of them "exe.pdf" is shown for what ends in "fdp.exe".
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TYPES = {
    "aac": "audio/aac",
    "avif": "image/avif",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "heic": "image/heic",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def clean(name: str) -> str:
    """One visible name without a folder, at most 100 characters with its ending kept. Never empty."""
    name = unicodedata.normalize("NFC", _TURNING.sub("", header.clean(name)))
    name = re.split(r"[/\\]", name)[-1].strip(" .")
    if len(name) > LONGEST:
        ending = PurePosixPath(name).suffix
        ending = ending if len(ending) <= 10 else ""
        name = name[: LONGEST - len(ending)].rstrip(" .") + ending
    return name or "attachment"


def content_type(name: str) -> str:
    """What its ending stands for, by a list of our own: the same on every machine."""
    return _TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN) if "." in name else UNKNOWN


def as_type_parameter(name: str) -> list[str]:
    """`name=` of a Content-Type, in RFC 2047 words: against the letter of that RFC, and what Outlook reads."""
    if _PLAIN.fullmatch(name) and "=?" not in name:
        return [f' name="{name}"']
    words = header.encoded(name)
    return [
        (' name="' if at == 0 else " ") + word + ('"' if at == len(words) - 1 else "")
        for at, word in enumerate(words)
    ]


def as_disposition_parameter(name: str) -> list[str]:
    """`filename=` of a Content-Disposition, beyond ASCII as RFC 2231 has it: what everybody else reads."""
    if _PLAIN.fullmatch(name) and "=?" not in name:
        return [f' filename="{name}"']
    pieces = _pieces(name)
    if len(pieces) == 1:
        return [f" filename*={pieces[0]}"]
    last = len(pieces) - 1
    return [f" filename*{at}*={piece}{';' if at < last else ''}" for at, piece in enumerate(pieces)]


def _pieces(name: str) -> list[str]:
    pieces, piece = [], "utf-8''"
    for character in name:
        coded = quote(character, safe="")
        if len(piece) + len(coded) > _LINE - len(" filename*99*=;"):
            pieces.append(piece)
            piece = ""
        piece += coded
    return [*pieces, piece]
