"""What a part is called when it is kept as a file: names made safe, and made up where there are none."""

import re
from typing import Final

from inquiries.mail import filename
from inquiries.mail.parsing import words

TNEF: Final = "application/ms-tnef"

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_ENDINGS: Final = {
    "application/gzip": "gz",
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/pgp-encrypted": "asc",
    "application/pgp-keys": "asc",
    "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/rtf": "rtf",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/x-pkcs7-mime": "p7m",
    "application/x-pkcs7-signature": "p7s",
    "application/xml": "xml",
    "application/zip": "zip",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "message/delivery-status": "txt",
    "message/disposition-notification": "txt",
    "message/global": "eml",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}
_CALLED: Final = {
    "application/pgp-keys": "key",
    "application/pgp-signature": "signature",
    "application/pkcs7-mime": "smime",
    "application/pkcs7-signature": "smime",
    "application/x-pkcs7-mime": "smime",
    "application/x-pkcs7-signature": "smime",
    "message/delivery-status": "delivery-status",
    "message/disposition-notification": "receipt",
    "text/calendar": "invitation",
    "text/html": "message",
    "text/plain": "message",
    "text/rfc822-headers": "headers",
    "text/vcard": "contact",
    "text/x-vcard": "contact",
}


def name(written: str, content_type: str, subject: str = "") -> str:
    """A name for the file. `subject` is that of a mail within the mail, which names it where it has no name."""
    if content_type == TNEF:
        return "winmail.dat"
    cleaned = clean(written)
    if cleaned:
        return cleaned
    kind = content_type.partition("/")[0]
    called = clean(subject.replace("/", "-").replace("\\", "-"))[:80].strip() or _CALLED.get(content_type, "")
    if not called:
        called = kind if kind in {"image", "audio", "video", "message"} else "attachment"
    ending = _ENDINGS.get(content_type, "txt" if kind == "text" else "bin")
    return f"{called}.{ending}"


def clean(written: str) -> str:
    """The last step of a path, without what no file system takes or what deceives. "" where nothing is left."""
    said = words.clean(written)
    if not re.split(r"[/\\]", said)[-1].strip(" ."):
        return ""
    return filename.clean(_FORBIDDEN.sub("_", said))


def apart(names: list[str]) -> list[str]:
    """The names, each once: a second photo.jpg is photo (2).jpg. Upper and lower case count as the same."""
    taken: set[str] = set()
    times: dict[str, int] = {}
    told = []
    for each in names:
        stem, dot, ending = each.rpartition(".")
        stem, ending = (stem, f".{ending}") if dot else (each, "")
        candidate = each
        while candidate.casefold() in taken:
            times[each.casefold()] = times.get(each.casefold(), 1) + 1
            candidate = f"{stem} ({times[each.casefold()]}){ending}"
        taken.add(candidate.casefold())
        told.append(candidate)
    return told
