"""What is newer than what somebody saw when they began to write, as far as others said or did it. Pure.

For a note now and for every letter later: whoever writes against an older state is shown the newer one first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inquiries.inquiry.model import Entry, Event

# Its beginning is no news, and what is said stands among the entries with its words.
_NO_NEWS = frozenset({"received", "routed", "quarantined", "noted", "acknowledged", "called"})
_LONGEST = 18  # digits of an id


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody had read: the last entry and the last line of history on their page."""

    entry: int = 0
    event: int = 0

    def __str__(self) -> str:
        return f"{self.entry}-{self.event}"


@dataclass(frozen=True, slots=True)
class News:
    """What others said, and what else they did, oldest first."""

    said: tuple[Entry, ...]
    done: tuple[Event, ...]

    def __bool__(self) -> bool:
        return bool(self.said or self.done)


def read(text: str) -> Seen:
    """What a form carries back. What makes no sense has seen nothing: better shown twice than never."""
    entry, _, event = text.partition("-")
    return Seen(_id(entry), _id(event))


def all_of(said: Sequence[Entry], events: Sequence[Event]) -> Seen:
    """Everything there is: what a page that shows all of it carries."""
    return Seen(max((one.id for one in said), default=0), max((one.id for one in events), default=0))


def newer(seen: Seen, said: Sequence[Entry], events: Sequence[Event], *, me: int) -> News:
    """What others added since. What I said or did myself, here or elsewhere, I know."""
    return News(
        tuple(one for one in said if one.id > seen.entry and one.who.id != me),
        tuple(
            one for one in events if one.id > seen.event and one.staff_id != me and one.kind not in _NO_NEWS
        ),
    )


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else 0
