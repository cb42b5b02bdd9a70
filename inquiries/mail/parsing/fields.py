"""A block of header fields taken apart: names and unfolded values as octets. Knows no field's meaning."""

import re

Fields = tuple[tuple[str, bytes], ...]

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)


def parse(block: bytes) -> tuple[Fields, int]:
    """The fields in order, lower-case names, and how many octets of the block they take.

    A line that is no field belongs to the one before it, as where a program folded without the blank; but where
    no field follows it the sender forgot the empty line, and it begins the body.
    """
    lines = block.split(b"\n")
    matches = [None if line[:1] in b" \t" else _FIELD.match(line) for line in lines]
    last = max((place for place, match in enumerate(matches) if match), default=-1)
    while last >= 0 and last + 1 < len(lines) and lines[last + 1][:1] in {b" ", b"\t"}:
        last += 1
    if not lines or matches[0] is None:
        return (), 0
    found: list[tuple[str, list[bytes]]] = []
    for line, match in zip(lines[: last + 1], matches, strict=False):
        if match:
            found.append((match[1].decode("ascii").lower(), [match[2].rstrip(b"\r")]))
        else:
            found[-1][1].append(b" " + line.strip() if line[:1] not in b" \t" else line.rstrip(b"\r"))
    taken = sum(map(len, lines[: last + 1])) + last + 1
    return tuple((name, b"".join(pieces).strip()) for name, pieces in found), min(taken, len(block))


def first(fields: Fields, name: str) -> bytes:
    """The first value of that name, b"" where there is none."""
    return next((value for each, value in fields if each == name), b"")


def all_of(fields: Fields, name: str) -> list[bytes]:
    """Every value of that name, in order."""
    return [value for each, value in fields if each == name]
