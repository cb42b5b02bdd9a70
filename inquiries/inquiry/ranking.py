"""How well an inquiry answers what was looked for: who asks and from where weighs most, then the question. Pure."""

import re
from collections.abc import Callable, Iterable

from inquiries.database.search import Group

WHOLE_IN_HEAD, IN_HEAD, WHOLE_IN_QUESTION, IN_QUESTION, ELSEWHERE = 12, 8, 4, 3, 1


def scorer(groups: Iterable[Group]) -> Callable[[str, str], int]:
    """A function of (folded head, folded question) that says how well they match; more is better."""
    patterns = [(_pattern(group, ""), _pattern(group, "(?= |$)")) for group in groups]

    def score(head: str, asked: str) -> int:
        points = 0
        for begins, whole in patterns:
            if begins.search(head):
                points += WHOLE_IN_HEAD if whole.search(head) else IN_HEAD
            elif begins.search(asked):
                points += WHOLE_IN_QUESTION if whole.search(asked) else IN_QUESTION
            else:
                points += ELSEWHERE
        return points

    return score


def _pattern(group: Group, end: str) -> re.Pattern[str]:
    """Any term of the group where a word begins, and `end` behind it; a whole word where no beginning will do."""
    terms = {term.word: term for alternative in group for term in alternative}
    words = (re.escape(word) + (end if term.begins else "(?= |$)") for word, term in terms.items())
    return re.compile(f"(?:^| )(?:{'|'.join(words)})")
