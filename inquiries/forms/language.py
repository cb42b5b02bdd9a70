"""The language a sender would like an answer in: a few to choose from, any language tag accepted."""

import re
from collections.abc import Sequence

from inquiries.forms.field import Field, Moment
from inquiries.wording import Text

LIMIT = 35  # RFC 5646 4.4.1
_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
# Each in its own language, so these are never translated.
_OWN_NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "uk": "Українська",
    "zh": "中文",
}


def language(name: str, label: Text, offered: Sequence[str], *, hint: Text | None = None) -> Field:
    """An optional language, of those `offered` (tags like "en", "fr-CA") or any other tag."""
    choices = tuple((tag, Text(_own_name(tag))) for tag in offered)
    wrong = Text("Choose a language from the list")
    return Field(name, label, "select", wrong, _read, hint, True, LIMIT, "language", choices=choices)


def _own_name(tag: str) -> str:
    return _OWN_NAMES.get(tag) or _OWN_NAMES.get(tag.partition("-")[0].lower(), tag)


def _read(field: Field, text: str, moment: Moment) -> str | Text:
    if not _TAG.fullmatch(text):
        return field.missing
    # The usual case of each part: language lower, script Title, region UPPER (RFC 5646 2.1.1).
    first, *others = text.lower().split("-")
    shaped = {2: str.upper, 4: str.title}
    return "-".join([first, *(shaped.get(len(part), str)(part) for part in others)])
