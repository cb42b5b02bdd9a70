"""Where in a TOML text each table and key stands, because tomllib does not say. Knows nothing of settings."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Loc = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\''  # long strings may hold newlines and anything
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n|[^"\'#\[\]{}\n]+|.',
    re.DOTALL,
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_KEY = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"(\[\[?)\s*({_KEY})\s*\]")
_ASSIGNMENT = re.compile(rf"({_KEY})\s*=")


def index(text: str) -> Mapping[Loc, int]:
    """Line numbers, from 1, of every table and key that starts a statement of a well-formed TOML text.

    An entry of an array of tables counts from 0: `("people", 1, "phone")`. What stands inside an inline
    table or array has no line of its own; `find` gives the statement's.
    """
    lines: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    table: Loc = ()
    for number, statement in _statements(text):
        if header := _HEADER.match(statement):
            table = _table(_parts(header[2]), counts, entry=header[1] == "[[")
            for depth in range(1, len(table) + 1):
                lines.setdefault(table[:depth], number)
        elif assignment := _ASSIGNMENT.match(statement):
            parts = _parts(assignment[1])
            for depth in range(1, len(parts) + 1):
                lines.setdefault((*table, *parts[:depth]), number)
    return lines


def find(lines: Mapping[Loc, int], loc: Loc) -> int | None:
    """The line of `loc`, or of the nearest thing around it."""
    for depth in range(len(loc), 0, -1):
        if loc[:depth] in lines:
            return lines[loc[:depth]]
    return None


def within(data: Any, loc: Loc) -> Loc:
    """The longest beginning of `loc` that `data`, nested dicts and lists, really has."""
    for depth, step in enumerate(loc):
        there = (
            step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
        )
        if not there:
            return loc[:depth]
        data = data[step]
    return loc


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with the line it starts on: newlines inside brackets and long strings do not end one."""
    number, started, depth, statement = 1, 1, 0, ""
    for piece in _TOKEN.findall(text):
        if piece == "\n" and depth == 0:
            yield started, statement.strip()
            started, statement = number + 1, ""
        elif not piece.startswith("#"):
            depth += (piece in "[{") - (piece in "]}")
            statement += piece
        number += piece.count("\n")
    yield started, statement.strip()


def _parts(key: str) -> Loc:
    return tuple(part.strip("\"'") for part in re.findall(_PART, key))


def _table(parts: Loc, counts: dict[Loc, int], *, entry: bool) -> Loc:
    """The full place of a header: names of arrays of tables on the way get the number of their last entry."""
    loc: Loc = ()
    for part in parts[:-1]:
        loc = (*loc, part)
        if loc in counts:
            loc = (*loc, counts[loc])
    loc = (*loc, parts[-1])
    if entry:
        counts[loc] = counts.get(loc, -1) + 1
        loc = (*loc, counts[loc])
    return loc
