"""Colleagues named in a note: "@Ana", "@Ana Alves" or "@ana.alves", whatever the case and the accents. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inquiries.people.accounts import Staff

# What follows a name and would make it a longer one: "@Ana." ends a sentence, "@ana.alves" does not.
_LONGER = re.compile(r"\w|[.\-_+]\w")
_CALLED = re.compile(r"\w(?:[\w.\-’']*\w)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """Who is meant, and where in the text: from the @ to the end of the name."""

    staff_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """The mentions in order, and the names that mean nobody or more than one."""

    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    ambiguous: tuple[str, ...]

    @property
    def staff_ids(self) -> tuple[int, ...]:
        """Each once."""
        return tuple(dict.fromkeys(mention.staff_id for mention in self.mentions))


def find(text: str, people: Iterable[Staff]) -> Found:
    """Who of `people` is named. The longest name that fits counts, if it is one person's alone."""
    if "@" not in text:
        return Found((), (), ())
    folded, origin = _folded(text)
    called = _called(people)
    mentions: list[Mention] = []
    unknown: dict[str, None] = {}
    ambiguous: dict[str, None] = {}
    for at, sign in enumerate(folded):
        if sign != "@" or (at and (folded[at - 1].isalnum() or folded[at - 1] in "_@")):
            continue  # in the middle of an address
        start, name = origin[at], _longest(folded, at + 1, called)
        word = _CALLED.match(text, start + 1)
        if name and len(called[name]) == 1:
            mentions.append(Mention(min(called[name]), start, origin[at + 1 + len(name)]))
        elif name:
            ambiguous[text[start + 1 : origin[at + 1 + len(name)]]] = None
        elif word:
            unknown[word[0]] = None
    return Found(tuple(mentions), tuple(unknown), tuple(ambiguous))


def handles(people: Sequence[Staff]) -> tuple[str, ...]:
    """How to name each of `people`, as short as it means them alone."""
    called = _called(people)
    return tuple(
        next((name for name in _names(one) if len(called[_folded(name)[0]]) == 1), one.email)
        for one in people
    )


def _names(one: Staff) -> tuple[str, ...]:
    """First name, whole name, the address before its @."""
    words = one.name.split()
    return tuple(filter(None, (*words[:1], " ".join(words), one.email.partition("@")[0])))


def _called(people: Iterable[Staff]) -> dict[str, set[int]]:
    """Who goes by each name, the longest name first."""
    found: dict[str, set[int]] = {}
    for one in people:
        for name in _names(one):
            found.setdefault(_folded(name)[0], set()).add(one.id)
    found.pop("", None)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _longest(folded: str, at: int, called: Iterable[str]) -> str:
    fits = (name for name in called if folded.startswith(name, at))
    return next((name for name in fits if not _LONGER.match(folded, at + len(name))), "")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, every blank a space, and for each sign the place it came from."""
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        parts = unicodedata.normalize("NFKD", sign.casefold())
        plain = " " if sign.isspace() else "".join(part for part in parts if not unicodedata.combining(part))
        signs.append(plain)
        origin.extend([place] * len(plain))
    return "".join(signs), [*origin, len(text)]
