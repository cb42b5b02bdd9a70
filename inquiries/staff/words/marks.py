"""Shows where in a text the words stand that were looked for. Everything a stranger wrote is escaped here. Pure."""

from collections.abc import Iterable, Sequence, Set

from markupsafe import Markup, escape

from inquiries.database import folding
from inquiries.database.search import Group, Term
from inquiries.inquiry.model import Inquiry
from inquiries.wording import Text

_BEFORE, _AROUND = 24, 200  # letters before the first hit, and in all
_MOST = 20_000  # letters of one text that are looked through
# Where a hit stands that is in none of what a row shows anyway.
PLACES = {
    "note": Text("Note"),
    "call": Text("Call"),
    "letter": Text("Letter"),
    "acknowledgement": Text("Acknowledgement"),
    "tag": Text("Tag"),
    "answer": Text("Answer"),
    "outcome": Text("Outcome"),
    "email": Text("Email"),
    "phone": Text("Phone"),
}
_SHOWN_ELSEWHERE = frozenset(
    {"name", "outlet", "email", "phone", "question", "idea", "topic", "request_type"}
)


def marked(text: str, groups: Iterable[Group]) -> Markup:
    """`text` with <mark> around each word that was looked for."""
    done, at = Markup(""), 0
    for start, end in _places(text, groups):
        done += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return done + escape(text[at:])


def around(text: str, groups: Sequence[Group]) -> Markup:
    """The same, beginning near the first of them where that stands far behind."""
    return _around(text, groups, groups)


def elsewhere(
    inquiry: Inquiry, said: Sequence[tuple[str, str]], groups: Sequence[Group], shown: str
) -> tuple[str, Markup] | None:
    """(which of PLACES, the words around) of a hit that `shown` has not; "" is the question. None where it has all."""
    there = folding.words(shown)
    missing = [group for group in groups if not _holds(there, group)]
    if not missing:
        return None
    answers = [
        ("answer", value) for name, value in inquiry.answers.items() if name not in _SHOWN_ELSEWHERE and value
    ]
    more = (("outcome", inquiry.outcome_reason), ("email", inquiry.email), ("phone", inquiry.phone))
    texts = [("", inquiry.question), *said, *answers, *more]
    counted = [
        (sum(bool(_places(text[:_MOST], [one])) for one in missing), text, kind) for kind, text in texts
    ]
    most, text, kind = max(counted, key=lambda found: found[0])
    return (kind, _around(text, groups, missing)) if most else None


def _holds(words: Set[str], group: Group) -> bool:
    """Whether a text of these words answers the group."""
    return any(
        all(
            term.word in words or (term.begins and any(word.startswith(term.word) for word in words))
            for term in alternative
        )
        for alternative in group
    )


def _around(text: str, groups: Sequence[Group], missing: Sequence[Group]) -> Markup:
    flat = " ".join(text[:_MOST].split())
    places = _places(flat, missing)
    first = places[0][0] if places else 0
    start = flat.rfind(" ", 0, max(first - _BEFORE, 0)) + 1 if first > _BEFORE else 0
    cut = marked(flat[start : start + _AROUND], groups)
    return Markup("… ") + cut if start else cut


def _places(text: str, groups: Iterable[Group]) -> list[tuple[int, int]]:
    """Where they stand, in order, none within another."""
    terms = [term for group in groups for alternative in group for term in alternative]
    may_be_number, line = any(term.word.isdecimal() for term in terms), folding.flat(text)
    if not may_be_number and not any(term.word in line for term in terms):
        return []
    found = [(word.start, word.end) for word in folding.spans(text) if _is_one(word.folded, terms)]
    if may_be_number:
        found += _numbers(text, terms)
    places: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not places or start >= places[-1][1]:
            places.append((start, end))
    return places


def _is_one(word: str, terms: Iterable[Term]) -> bool:
    return any(word.startswith(term.word) if term.begins else word == term.word for term in terms)


def _numbers(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    at, found = 0, []
    for piece, may_be_number in folding.split(text):
        digits = folding.digits(piece) if may_be_number else ""
        if digits and any(len(term.word) > 3 and term.word in digits for term in terms):
            found.append((at, at + len(piece)))
        at += len(piece)
    return found
