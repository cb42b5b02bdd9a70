"""How well an inquiry answers what was looked for: who asks and from where weighs most, then the question. Pure."""

import re
from collections.abc import Callable, Iterable

from inquiries.database.search import Group

WHOLE_IN_HEAD, IN_HEAD, WHOLE_IN_QUESTION, IN_QUESTION, ELSEWHERE = 12, 8, 4, 3, 1


def scorer(groups: Iterable[Group]) -> Callable[[str, str], int]:
    """A function of (folded head, folded question) that says how well they match; more is better."""
    patterns = [_pattern(group) for group in groups]

    def score(head: str, asked: str) -> int:
        return sum(
            _points(pattern, head, WHOLE_IN_HEAD, IN_HEAD)
            or _points(pattern, asked, WHOLE_IN_QUESTION, IN_QUESTION)
            or ELSEWHERE
            for pattern in patterns
        )

    return score


def _points(pattern: re.Pattern[str], words: str, whole: int, begins: int) -> int:
    found = {match["whole"] is not None for match in pattern.finditer(words)}
    return (whole if True in found else begins) if found else 0


def _pattern(group: Group) -> re.Pattern[str]:
    """Any term of the group where a word begins; `whole` where the word ends with it."""
    words = (
        re.escape(term.word) + ("" if term.begins else "(?= |$)")
        for alternative in group
        for term in alternative
    )
    return re.compile(f"(?:^| )(?:{'|'.join(words)})(?:(?P<whole>(?= |$))|)")
