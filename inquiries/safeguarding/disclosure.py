"""Whether a text reads like the words of somebody in danger. In doubt it does: help shown for nothing costs little.

Every list is tried whatever the language of the page: who is in danger writes in their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from inquiries.database import folding
from inquiries.safeguarding import grammar
from inquiries.safeguarding.automaton import Automaton
from inquiries.safeguarding.grammar import Phrase
from inquiries.settings import Safeguarding

LANGUAGES = ("en", "fr", "bg", "de", "nl", "pl", "ro", "es", "ar", "ru")
# One phrase of danger is enough, of signs it takes two; what says that others are spoken of excuses its sentence.
_DANGER, _SIGN, _REPORTED = 1, 2, 4
_SECTIONS = {"danger": _DANGER, "signs": _SIGN, "reported": _REPORTED}
_HEADING = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
# Two of them, of which each begins with what can be looked for at once: as one they take five times as long.
_PARAGRAPHS, _SENTENCES = re.compile(r"\n[ \t\r]*\n"), re.compile(r"[.!?;…؟؛]")
_CLAUSES = re.compile(r"[,:–—\n،]|\b(?:and|et|und|en|y|i|si|și|и|but|mais)\b")
# What somebody else said, where both marks stand: apostrophes are no marks.
_QUOTED = re.compile(r"“[^“”]{1,2000}”|„[^„“”]{1,2000}[“”]|«[^«»]{1,2000}»|\"[^\"]{1,2000}\"")
_OWN_WORDS = 6  # beside a quotation; fewer, and the quotation is the message


@dataclass(frozen=True, slots=True)
class Lists:
    """All the lists, ready to be asked."""

    phrases: Automaton

    def read(self, texts: Iterable[str]) -> bool:
        """Whether any of these reads like a disclosure."""
        return any(self._one(text) for text in texts)

    def _one(self, text: str) -> bool:
        own = _QUOTED.sub(" … ", text)
        if own != text and len(folding.flat(own).split()) >= _OWN_WORDS:
            return self._says(own)
        return self._says(text)

    def _says(self, text: str) -> bool:
        signs = 0
        for sentence in _sentences(text):
            kinds = self._kinds(sentence)
            if kinds & _REPORTED:
                continue
            signs += self._signs(sentence) if kinds & _SIGN else 0
            if kinds & _DANGER or signs > 1:
                return True
        return False

    def _signs(self, sentence: str) -> int:
        """How many clauses of it hold a sign, where one does."""
        clauses = _CLAUSES.split(sentence)
        return sum(bool(self._kinds(one) & _SIGN) for one in clauses) if len(clauses) > 1 else 1

    def _kinds(self, part: str) -> int:
        return self.phrases.kinds(folding.flat(part).split())


def _sentences(text: str) -> Iterator[str]:
    for paragraph in _PARAGRAPHS.split(text):
        yield from filter(None, _SENTENCES.split(paragraph))


def lists(wanted: Safeguarding) -> Lists | None:
    """The packaged lists, with what the organisation added and without what it took away; None where it is off."""
    return _made(wanted.phrases, wanted.without) if wanted.detect else None


@cache
def _made(more: tuple[str, ...], without: tuple[str, ...]) -> Lists:
    listed = {kind: [one for tag in LANGUAGES for one in _packaged(tag)[kind]] for kind in _SECTIONS.values()}
    # A line of ours is gone; any other is something to be left alone.
    gone = {one: grammar.phrase(one) for one in without}
    kept = {kind: [one for one in some if one not in gone.values()] for kind, some in listed.items()}
    kept[_DANGER] += (grammar.phrase(line) for line in more)
    every = {one for some in listed.values() for one in some}
    kept[_REPORTED] += (one for one in gone.values() if one not in every)
    return Lists(Automaton(kept))


@cache
def _packaged(tag: str) -> Mapping[int, tuple[Phrase, ...]]:
    """The sections of a language's list; what stands above the first heading is danger."""
    text = (resources.files("inquiries.safeguarding") / "phrases" / f"{tag}.txt").read_text("utf-8")
    head, *others = _HEADING.split(text)
    sections = {"danger": head, **dict(zip(others[::2], others[1::2], strict=True))}
    return {kind: grammar.phrases(sections[name].splitlines()) for name, kind in _SECTIONS.items()}
