"""Puts what is wrong with a setting into one line that says where it stands. Never repeats a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydantic

from inquiries.settings import lines
from inquiries.settings.lines import Loc

_WORDS = {
    "string_type": "should be text in quotes",
    "path_type": "should be a path in quotes",
    "tuple_type": "should be a list in [brackets]",
    "too_short": "should have at least one entry",
    "literal_error": 'should be "text" or "json"',
}
_STARTS = {
    "int": "should be a whole number from 1 to 65535",
    "greater": "should be a whole number from 1 to 65535",
    "less": "should be a whole number from 1 to 65535",
    "bool": "should be true or false",
    "model": "should be a table",
    "mapping": "should be a table",
    "dict": "should be a table",
}


class SettingsError(Exception):
    """Settings that cannot be used; the message is one line for the person who wrote them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings came from: a file by the name people know, and variables by the key they set."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[Loc, int]
    variables: Mapping[str, str]

    def error(self, loc: Loc, words: str) -> SettingsError:
        """`words` are a predicate: the line reads '"port" should be …'."""
        variable = self.variables.get(str(loc[0]))
        return SettingsError(
            _sentence(f"{variable} {words}" if variable else f"{self.where(loc)}: {subject(loc)} {words}")
        )

    def where(self, loc: Loc) -> str:
        line = lines.find(self.lines, loc)
        return f"{self.file}, line {line}" if line else self.file

    def refusal(self, error: pydantic.ValidationError) -> SettingsError:
        """The first thing wrong, in the order of the file."""
        found = [
            (lines.within(self.data, detail["loc"]), detail) for detail in error.errors(include_url=False)
        ]
        loc, detail = min(found, key=lambda pair: lines.find(self.lines, pair[0]) or 0)
        if detail["type"] == "missing":
            return SettingsError(f'{self.where(loc)}: {table(loc)} needs "{detail["loc"][-1]}".')
        return self.error(loc or detail["loc"], _predicate(detail))


def subject(loc: Loc) -> str:
    """The setting at `loc` as people write it: '"clearance" in [desks.media]'."""
    while len(loc) > 1 and isinstance(loc[-1], int):
        loc = loc[:-1]
    return f'"{loc[-1]}" in {table(loc[:-1])}' if len(loc) > 1 else f'"{loc[0]}"'


def table(loc: Loc) -> str:
    """The header above `loc` as people write it: "[desks.media]", "[[people]]"."""
    name = ".".join(step for step in loc if isinstance(step, str))
    return f"[[{name}]]" if loc and isinstance(loc[-1], int) else f"[{name}]"


def _predicate(detail: Any) -> str:
    if detail["type"] == "tuple_type" and detail["loc"][-1] in ("people", "routing", "topics"):
        return f"should be written with two brackets: {table((*detail['loc'], 0))}"
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    start = detail["type"].partition("_")[0]
    return _WORDS.get(detail["type"]) or _STARTS.get(start) or f"is not usable ({detail['type']})"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."
