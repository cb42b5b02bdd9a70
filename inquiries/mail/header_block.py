"""The first lines of a mail looked at without a parser, where the sender could make one slow: bounded and total.

For finding out who a mail was handed to. What it says and who wrote it is for the reader in its child process.
"""

import re
from collections.abc import Collection, Iterator

LONGEST = 100 * 1024  # octets that are looked at
_MOST = 200  # addresses taken from one mail
_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_BETWEEN = re.compile(r'[\s<>(),;:"\\\[\]]+')


def addresses(raw: bytes, names: Collection[str]) -> Iterator[str]:
    """What looks like an address in the fields called so (lower case), in the order of `names`."""
    found = list(fields(raw))
    written = (piece for name in names for key, value in found if key == name for piece in _pieces(value))
    for count, piece in enumerate(written):
        if count >= _MOST:
            return
        yield piece


def return_path(raw: bytes) -> str | None:
    """The sender of the envelope as the last server noted it: empty is the null sender, None unknown."""
    value = next((value for key, value in fields(raw) if key == "return-path"), None)
    if value is None:
        return None
    return value.strip().removeprefix("<").removesuffix(">").strip()


def fields(raw: bytes) -> Iterator[tuple[str, str]]:
    """(name in lower case, value on one line) of each, in the order they stand."""
    block = raw[:LONGEST]
    if end := _END.search(block):
        block = block[: end.start()]
    for line in _FOLDED.sub(" ", block.decode("utf-8", "replace")).split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _pieces(value: str) -> Iterator[str]:
    return (piece for piece in _BETWEEN.split(value) if "@" in piece[1:-1])
