"""Saved replies filled in for one inquiry: what has no value stays in sight, what is unknown does not get in. Pure."""

import re
from dataclasses import dataclass

from inquiries.inquiry import variables
from inquiries.inquiry.cases import Case
from inquiries.inquiry.variables import VARIABLES
from inquiries.settings import known
from inquiries.wording import Text

_BRACED = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
_LONGEST_NAME = 40  # of what is looked up and said back
_NO_LONGER = Text("there is nothing of this name")
# What people call things who have not looked at the list; a slip of the fingers is found without it.
_CALLED = {
    "date": "received",
    "journalist": "name",
    "newspaper": "outlet",
    "publication": "outlet",
    "ref": "reference",
    "reporter": "name",
    "sender": "name",
    "subject": "topic",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a filled text. `put_in`: it came from the inquiry; `missing`: why a name in braces stays."""

    text: str
    put_in: bool = False
    missing: Text | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """The text with every value in its place. `missing`: the names left in it, as written, and why."""

    text: str
    missing: tuple[tuple[str, Text], ...]


def check(text: str) -> Text | None:
    """What is wrong with the names in braces, the first of it; None where all can be filled in."""
    for found in _BRACED.finditer(text):
        name = " ".join(found[1].split())
        if variables.find(name) is None:
            return _unknown(name)
    if _BRACE.search(_BRACED.sub("", text)):
        return Text("Write a name between { and } on one line, or leave the single brace out")
    return None


def pieces(text: str, case: Case) -> tuple[Piece, ...]:
    """The text in order, cut where something was put in or is missing."""
    found: list[Piece] = []
    end = 0
    for braced in _BRACED.finditer(text):
        if braced.start() > end:
            found.append(Piece(text[end : braced.start()]))
        variable = variables.find(braced[1])
        words = variable.words(case) if variable else ""
        absent = variable.absent if variable else _NO_LONGER
        found.append(Piece(words, put_in=True) if words else Piece(braced[0], missing=absent))
        end = braced.end()
    return (*found, Piece(text[end:])) if end < len(text) else tuple(found)


def fill(text: str, case: Case) -> Filled:
    """The text for this inquiry. What a stranger wrote is put in as it is: braces in it mean nothing."""
    every = pieces(text, case)
    missing = {piece.text: piece.missing for piece in every if piece.missing is not None}
    return Filled("".join(piece.text for piece in every), tuple(missing.items()))


def left(text: str) -> tuple[str, ...]:
    """The names in braces that a letter still has, as written: it must not go like that."""
    named = (braced[0] for braced in _BRACED.finditer(text) if variables.find(braced[1]) is not None)
    return tuple(dict.fromkeys(named))


def _unknown(name: str) -> Text:
    if not name:
        return Text("Write a name between { and }, like {first name}")
    values = {"name": name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"}
    names = tuple(one.name for one in VARIABLES)
    near = _CALLED.get(name.casefold()) or known.nearest(name[:_LONGEST_NAME], names)
    if near is None:
        return Text("There is no {%(name)s}: take a name from the list, or write it without braces", values)
    return Text(
        "There is no {%(name)s}: write {%(near)s}, or take another name from the list",
        {**values, "near": near},
    )
