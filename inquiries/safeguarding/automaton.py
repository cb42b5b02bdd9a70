"""Finds many phrases in one pass over the words of a sentence: a machine of states that is built as words are met.

Linear in the number of words whatever they are: each word is one step from one state to the next.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from inquiries.safeguarding.grammar import END, GAP, Group, Phrase

_GAP_WORDS = 3
_MOST_KEYS = 20_000  # kept of words, likewise
_MOST_STATES = 4000  # kept; beyond, what was built is forgotten and built again

Key = str | tuple[str, ...]


class _State:
    """All places in phrases where one may stand at once; which kinds end here, and which do if the sentence does."""

    __slots__ = ("at_end", "kinds", "next", "places")

    def __init__(self, places: frozenset[int], kinds: int, at_end: int) -> None:
        self.places, self.kinds, self.at_end = places, kinds, at_end
        self.next: dict[Key, _State] = {}


class _Keys(dict[str, Key]):
    """Of every word that was met lately."""

    def __init__(self, of: Callable[[str], Key]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, word: str) -> Key:
        self[word] = key = self._of(word)
        return key


class Automaton:
    """Made once of all phrases, by kind (1, 2, 4, …); asked of every sentence."""

    def __init__(self, phrases: Mapping[int, Iterable[Phrase]]) -> None:
        self._free: defaultdict[int, set[int]] = defaultdict(set)  # steps without a word
        self._words: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        self._stems: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        self._any: defaultdict[int, set[int]] = defaultdict(set)
        self._done: defaultdict[int, int] = defaultdict(int)
        self._ends: defaultdict[int, int] = defaultdict(int)
        self._count = 0
        for kind, some in phrases.items():
            for phrase in some:
                self._done[self._lead(phrase, 0, kind)] |= kind
        self._vocabulary = {word for steps in self._words.values() for word, _ in steps}
        self._prefixes = {stem for steps in self._stems.values() for stem, _ in steps}
        self._lengths = sorted({len(stem) for stem in self._prefixes})
        self._shortest = min(self._lengths, default=1)
        self._heads = {stem[: self._shortest] for stem in self._prefixes}
        self._keys = _Keys(self._key)
        self._begin()

    def kinds(self, words: Iterable[str]) -> int:
        """Of which kinds phrases stand in these words, which are one sentence: their numbers together."""
        if len(self._keys) > _MOST_KEYS:
            self._keys.clear()
        state, found = self._start, 0
        for key in map(self._keys.__getitem__, words):
            state = state.next.get(key) or self._step(state, key)
            found |= state.kinds
        return found | state.at_end

    def _key(self, word: str) -> Key:
        """Words that no phrase names are one and the same, but for the stems they begin with."""
        if word in self._vocabulary:
            return word
        if word[: self._shortest] not in self._heads:
            return ()
        return tuple(word[:length] for length in self._lengths if word[:length] in self._prefixes)

    def _begin(self) -> None:
        self._states: dict[frozenset[int], _State] = {}
        self._start = self._state({0})

    def _step(self, state: _State, key: Key) -> _State:
        if len(self._states) > _MOST_STATES:
            self._begin()
        places = {0}
        for place in state.places:
            places |= self._any.get(place, set())
            if isinstance(key, str):
                places.update(to for word, to in self._words.get(place, ()) if word == key)
                places.update(to for stem, to in self._stems.get(place, ()) if key.startswith(stem))
            else:
                places.update(to for stem, to in self._stems.get(place, ()) if stem in key)
        found = state.next[key] = self._state(places)
        return found

    def _state(self, places: set[int]) -> _State:
        """With every place that is reached without a word."""
        waiting, whole = list(places), set(places)
        while waiting:
            further = self._free.get(waiting.pop(), set()) - whole
            whole |= further
            waiting += further
        key = frozenset(whole)
        if key not in self._states:
            kinds, at_end = 0, 0
            for place in whole:
                kinds, at_end = kinds | self._done.get(place, 0), at_end | self._ends.get(place, 0)
            self._states[key] = _State(key, kinds, at_end)
        return self._states[key]

    def _lead(self, phrase: Phrase, at: int, kind: int) -> int:
        """The way of these words from one place on; where it ends."""
        for part in phrase:
            to = self._new()
            if isinstance(part, Group):
                for one in part.alternatives:
                    self._free[self._lead(one, at, kind)].add(to)
                if part.optional:
                    self._free[at].add(to)
            elif part == END:
                self._ends[at] |= kind
            else:
                self._word(at, part, to)
            at = to
        return at

    def _word(self, at: int, word: str, to: int) -> None:
        if word == GAP:
            self._free[at].add(to)
            for _ in range(_GAP_WORDS):
                further = self._new()
                self._any[at].add(further)
                self._free[further].add(to)
                at = further
        elif word.endswith("*"):
            self._stems[at].append((word[:-1], to))
        else:
            self._words[at].append((word, to))

    def _new(self) -> int:
        self._count += 1
        return self._count
