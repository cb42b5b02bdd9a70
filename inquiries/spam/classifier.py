"""How much a text resembles what was called spam, from how often its words stood in either kind. Pure.

Robinson's estimate for each word and Fisher's way to combine them, as in Bogofilter and SpamBayes: Gary Robinson, "A
Statistical Approach to the Spam Problem", Linux Journal 107 (2003), https://www.linuxjournal.com/article/6467.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

ENOUGH = 20  # of each kind, before anything is said
STRENGTH, ASSUMED = 0.45, 0.5  # Robinson's s and x: how a word is taken that was rarely seen
TELLING = 0.1  # words nearer to the middle say nothing
MOST = 150  # of the most telling words are combined


class Seen(NamedTuple):
    """In how many texts of each kind."""

    spam: int
    good: int


def enough(totals: Seen) -> bool:
    return totals.spam >= ENOUGH and totals.good >= ENOUGH


def resemblance(totals: Seen, words: Iterable[Seen]) -> float | None:
    """From 0, nothing like spam, to 1; 0.5 for what cannot be told, None before enough was learned."""
    if not enough(totals):
        return None
    seen = list(words)
    likely = {word: _likely(totals, word) for word in set(seen)}
    telling = sorted(
        (one for one in map(likely.__getitem__, seen) if abs(one - 0.5) >= TELLING),
        key=lambda one: -abs(one - 0.5),
    )
    if not telling:
        return 0.5
    chosen = telling[:MOST]
    spam = 1 - _chi2(-2 * math.fsum(math.log(1 - one) for one in chosen), len(chosen))
    good = 1 - _chi2(-2 * math.fsum(math.log(one) for one in chosen), len(chosen))
    return (1 + spam - good) / 2


def _likely(totals: Seen, word: Seen) -> float:
    """Strictly between 0 and 1, whatever the figures are."""
    spam, good = max(word.spam, 0) / totals.spam, max(word.good, 0) / totals.good
    count = max(word.spam, 0) + max(word.good, 0)
    raw = spam / (spam + good) if spam + good else ASSUMED
    return min(max((STRENGTH * ASSUMED + count * raw) / (STRENGTH + count), 0.0001), 0.9999)


def _chi2(value: float, pairs: int) -> float:
    """The chance that chi-square with 2 × `pairs` degrees of freedom is at least `value`."""
    half = value / 2
    term = total = math.exp(-half)
    for step in range(1, pairs):
        term *= half / step
        total += term
    return min(total, 1.0)
