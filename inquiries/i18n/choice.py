"""Which of the offered languages a reader gets. Knows nothing of requests."""

from collections.abc import Sequence
from functools import lru_cache


def pick(accepted: str, offered: Sequence[str]) -> str:
    """The offered language liked best by an Accept-Language header (RFC 9110, 12.5.4), else the first.

    A bare "fr" is served for "fr-CA" and the other way round; nothing in the header raises.
    """
    return _best(accepted[:1000], tuple(offered))


@lru_cache(maxsize=512)  # browsers say a few dozen different things
def _best(accepted: str, offered: tuple[str, ...]) -> str:
    by_tag = {tag.lower(): tag for tag in offered}
    by_language = {tag.lower().partition("-")[0]: tag for tag in reversed(offered)}
    for tag in _liked(accepted):
        found = by_tag.get(tag) or by_language.get(tag.partition("-")[0])
        if found:
            return found
    return offered[0]


def _liked(accepted: str) -> list[str]:
    """Language tags, best first, small letters; those with q=0 left out."""
    liked = []
    for place, part in enumerate(accepted.lower().split(",")):
        tag, _, parameters = part.partition(";")
        weight = _weight(parameters)
        if tag.strip() and weight > 0:
            liked.append((-weight, place, tag.strip()))
    return [tag for _, _, tag in sorted(liked)]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
