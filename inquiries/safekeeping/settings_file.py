"""The settings file as it goes into a backup: word for word, without the passwords in it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from inquiries.settings import known

MARK = "PASSWORD"


def without_passwords(source: Path | None) -> bytes | None:
    """None where there is no file, or a password stands in it in a way that it cannot be found by."""
    try:
        text = source.read_text("utf-8") if source else ""
        for spelled, instead in _secrets(text):
            text = text.replace(spelled, instead)
        is_clean = all(spelled == instead for spelled, instead in _secrets(text))
    except (OSError, ValueError):
        return None
    return text.encode() if text and is_clean else None


def _secrets(text: str) -> Iterator[tuple[str, str]]:
    """Each with what goes in its place: the password of an address, all of anything else."""
    told = tomllib.loads(text)
    for value in (told.get(name.lower()) for name in known.SECRETS):
        if not isinstance(value, str):
            continue
        if "://" not in value:
            yield f'"{value}"', f'"{MARK}"'
        elif password := urlsplit(value).password:
            yield f":{password}@", f":{MARK}@"
