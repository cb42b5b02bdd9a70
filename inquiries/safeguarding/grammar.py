"""Reads the lines of a list of phrases. Pure; knows neither where lists stand nor how texts are tried against them.

A line is the words of a phrase in their order, as they are spoken. Besides words it may hold:
    word*         every word that begins so
    (a|b c|d)     one of these; with a ? behind it, or none
    word?         the word or none
    ...           up to three other words, or none
    $             only the end of a sentence follows
    @name         a group that was named above by a line  @name = a|b c
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inquiries.database import folding

END, GAP = "$", "..."
_PIECE = re.compile(r"\.\.\.|[()|?$]|@\w+|[^\s()|?$@]+|@")


class Wrong(ValueError):
    """A line that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Group:
    """One place of a phrase that any of `alternatives` can fill, or nothing where it is `optional`."""

    alternatives: "tuple[Phrase, ...]"
    optional: bool = False


# A word is folded as texts are; one ending in * stands for all that begin so. The gap and the end are words too.
Phrase = tuple[str | Group, ...]


def phrases(lines: Iterable[str]) -> tuple[Phrase, ...]:
    """The phrases in these lines; empty lines and what stands behind # are nothing. Raises Wrong."""
    groups: dict[str, Group] = {}
    found = []
    for line in lines:
        written = line.partition("#")[0].strip()
        name, equals, said = written.partition("=")
        if written.startswith("@") and equals:
            groups[name.strip()] = Group(_alternatives(said, groups))
        elif written:
            found.append(phrase(written, groups))
    return tuple(found)


def phrase(line: str, groups: Mapping[str, Group] | None = None) -> Phrase:
    """One phrase. Raises Wrong for what is none."""
    alternatives = _alternatives(line, groups or {})
    found = alternatives[0] if len(alternatives) == 1 else (Group(alternatives),)
    if not _holds_a_word(found):
        raise Wrong("there is no word in it that must be said")
    return found


def _alternatives(said: str, groups: Mapping[str, Group]) -> tuple[Phrase, ...]:
    pieces = iter(_PIECE.findall(said))
    found, closed = _read(pieces, groups)
    if closed:
        raise Wrong("a bracket is closed that was not opened")
    return found


def _read(pieces: Iterator[str], groups: Mapping[str, Group]) -> tuple[tuple[Phrase, ...], bool]:
    """As far as the closing bracket, if there is one."""
    every: list[list[str | Group]] = [[]]
    for piece in pieces:
        here = every[-1]
        if piece == ")":
            return _whole(every), True
        if piece == "|":
            every.append([])
        elif piece == "(":
            inner, closed = _read(pieces, groups)
            if not closed:
                raise Wrong("a bracket is not closed")
            here.append(Group(inner))
        elif piece == "?":
            _make_optional(here)
        elif piece.startswith("@"):
            if piece not in groups:
                raise Wrong(f"no group is called {piece}")
            here.append(groups[piece])
        else:
            here += [piece] if piece in (END, GAP) else _words(piece)
    return _whole(every), False


def _whole(every: list[list[str | Group]]) -> tuple[Phrase, ...]:
    if not all(every):
        raise Wrong("it is empty, or one side of a | is")
    return tuple(tuple(one) for one in every)


def _make_optional(here: list[str | Group]) -> None:
    if not here or here[-1] in (END, GAP):
        raise Wrong("a ? stands alone")
    last = here.pop()
    here.append(Group(last.alternatives if isinstance(last, Group) else ((last,),), optional=True))


def _holds_a_word(phrase: Phrase) -> bool:
    return any(
        all(map(_holds_a_word, part.alternatives)) and not part.optional
        if isinstance(part, Group)
        else part not in (END, GAP)
        for part in phrase
    )


def _words(written: str) -> list[str]:
    """Folded as texts are, which may make two of one; a star stays at its word."""
    words = folding.flat(written).split()
    if written.endswith("*"):
        if not words:
            raise Wrong("a star needs the beginning of a word before it")
        words[-1] += "*"
    return words
