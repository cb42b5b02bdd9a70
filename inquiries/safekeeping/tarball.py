"""A backup as a file: a plain tar that any tool opens, with the digests of all in it at its end. Knows no database.

Read by a few lines of our own, which take ordinary files of known names and nothing else: no links, no folders, no
extensions of the format.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import IO

from inquiries.safekeeping import manifest
from inquiries.safekeeping.manifest import DATABASE, MANIFEST, README, SUMS, Damaged, Manifest

_BLOCK = 512
_PIECE = 1 << 20
# Bytes after which they go to the disk: intake shares it, and would wait for all of them at once.
_OFTEN = 4 << 20
_LONGEST_TEXT = 256 << 20  # of what is read whole: a line for each of a million files

Advance = Callable[[int], None]
Sink = Callable[[str], AbstractContextManager[IO[bytes]] | None]


class Writer:
    """Adds members one after the other; `advance` hears of every byte."""

    def __init__(self, file: IO[bytes], at: datetime, advance: Advance) -> None:
        self._file, self._at, self._advance = file, int(at.timestamp()), advance
        self._sums: list[str] = []
        self._unsaved = 0

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """`size` bytes of `content`. Raises EOFError where there are fewer."""
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, self._at
        self._file.write(member.tobuf(tarfile.GNU_FORMAT))
        digest, left = hashlib.sha256(), size
        while left:
            piece = content.read(min(left, _PIECE))
            if not piece:
                raise EOFError(f"{name} has become shorter")
            left -= len(piece)
            digest.update(piece)
            self._write(piece)
        self._file.write(bytes(-size % _BLOCK))
        self._sums.append(f"{digest.hexdigest()}  {name}\n")

    def add_text(self, name: str, text: bytes) -> None:
        self.add(name, io.BytesIO(text), len(text))

    def close(self) -> None:
        """The digests, and the end."""
        self.add_text(SUMS, "".join(self._sums).encode())
        self._file.write(bytes(2 * _BLOCK))

    def _write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._advance(len(piece))
        self._unsaved += len(piece)
        if self._unsaved > _OFTEN:
            self._unsaved = 0
            os.fdatasync(self._file.fileno())


def read(file: IO[bytes], advance: Advance, sink: Sink = lambda _name: None) -> Manifest:
    """Read a backup from its beginning to its end, each member into what `sink` gives for its name, if anything.

    Returns only when every digest was right. Raises Damaged.
    """
    sums: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    while (header := _header(file, first=not sums)) is not None:
        name, size = header
        if name in sums or SUMS in sums:
            raise Damaged(f"holds {name} where no backup has it")
        with _kept(name, size, sink, texts) as into:
            sums[name] = _content(file, name, size, advance, into)
    if SUMS not in sums:
        raise Damaged(f"is not whole: it ends before its {SUMS}")
    _compare(texts[SUMS], {name: digest for name, digest in sums.items() if name != SUMS})
    if lacking := {README, DATABASE, MANIFEST} - sums.keys():
        raise Damaged(f"has no {min(lacking)}")
    return manifest.read(texts[MANIFEST])


def _header(file: IO[bytes], *, first: bool) -> tuple[str, int] | None:
    """Name and size of what comes next; None at the end."""
    block = file.read(_BLOCK)
    if not first and block == bytes(_BLOCK):
        return None
    try:
        member = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        if first:
            raise Damaged("is no backup made by this program") from None
        raise Damaged(
            "is not whole: it ends too early" if len(block) < _BLOCK else "is damaged amid its files"
        ) from None
    shown = ascii(member.name)[1:-1]
    if first and member.name != README:
        raise Damaged("is no backup made by this program")
    if member.type != tarfile.REGTYPE or member.size < 0 or not manifest.is_member(member.name):
        raise Damaged(f"holds {shown}, which no backup made by this program holds")
    return member.name, member.size


def _kept(
    name: str, size: int, sink: Sink, texts: dict[str, bytes]
) -> AbstractContextManager[IO[bytes] | None]:
    if name not in (SUMS, MANIFEST):
        return sink(name) or nullcontext()
    if size > _LONGEST_TEXT:
        raise Damaged(f"has a {name} that is too long to be one")
    return _Remembered(name, texts)


class _Remembered(io.BytesIO):
    """Content that is remembered by its name once it is closed."""

    def __init__(self, name: str, texts: dict[str, bytes]) -> None:
        super().__init__()
        self._name, self._texts = name, texts

    def close(self) -> None:
        if not self.closed:
            self._texts[self._name] = self.getvalue()
        super().close()


def _content(file: IO[bytes], name: str, size: int, advance: Advance, into: IO[bytes] | None) -> str:
    digest, left = hashlib.sha256(), size
    while left:
        piece = file.read(min(left, _PIECE))
        if not piece:
            raise Damaged(f"is not whole: it ends amid {name}")
        left -= len(piece)
        digest.update(piece)
        if into is not None:
            into.write(piece)
        advance(len(piece))
    file.read(-size % _BLOCK)
    return digest.hexdigest()


def _compare(text: bytes, found: dict[str, str]) -> None:
    """Every member is what it was when it was written, and none is more or less."""
    lines = (line.partition("  ") for line in text.decode("utf-8", "replace").splitlines())
    written = {name: digest for digest, _, name in lines}
    wrong = [name for name in found if written.get(name) != found[name]]
    if wrong:
        raise Damaged(f"is damaged: {wrong[0]} is not as it was written")
    if lost := written.keys() - found.keys():
        raise Damaged(f"is damaged: {min(lost)} is gone from it")
