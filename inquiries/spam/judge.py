"""Adds up every sign there is. Pure: facts in, a verdict out, and one always comes out."""

import logging
from collections.abc import Iterable, Sequence

from inquiries.spam import arriving, writing
from inquiries.spam.verdict import HELD_AT, Facts, Sign, Signal, Verdict
from inquiries.wording import Text

SIGNALS: tuple[Signal, ...] = (
    arriving.trapped,
    arriving.unproven,
    arriving.in_no_time,
    arriving.from_elsewhere,
    arriving.many_from_one_network,
    arriving.throw_away_address,
    arriving.verified,
    writing.link_for_a_name,
    writing.markup,
    writing.nothing_but_links,
    writing.many_links,
    writing.pitch,
    writing.jumble,
    writing.mixed_alphabets,
    writing.sent_by_many,
    writing.learned,
)

log = logging.getLogger(__name__)


def judge(facts: Facts, *, certain_not_spam: bool = False) -> Verdict:
    """What speaks against a submission. What is `certain_not_spam`, a cry for help, is never held, whatever does."""
    if certain_not_spam:
        return Verdict()
    signs = sorted(filter(None, (_sign(signal, facts) for signal in SIGNALS)), key=lambda sign: -sign.points)
    points = sum(sign.points for sign in signs)
    return Verdict(points, tuple(_reasons(signs, points)))


def _reasons(signs: Sequence[Sign], points: int) -> Iterable[Text]:
    """As many of the weightiest as it takes to be held; where it is not held, all of them."""
    spare = points - HELD_AT if points >= HELD_AT else 0
    for place, sign in enumerate(signs):
        rest = sum(other.points for other in signs[place:] if other.why)
        if sign.why and rest > spare:
            yield sign.why


def _sign(signal: Signal, facts: Facts) -> Sign | None:
    """A signal that fails says nothing: no inquiry may wait for it."""
    try:
        return signal(facts)
    except Exception:
        log.exception("A sign of spam could not be looked for")
        return None
