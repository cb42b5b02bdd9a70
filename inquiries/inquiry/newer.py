"""What is newer than what somebody saw when they began to write, as far as others said or did it. Pure.

For notes and letters: whoever writes against an older state is shown the newer one first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inquiries.inquiry.model import Entry, Event, Letter

# Its beginning is no news, and what is said stands among the entries and the letters with its words.
_NO_NEWS = frozenset(
    {"received", "routed", "quarantined", "noted", "acknowledged", "called"}
    | {"replied", "reply let go", "reply sent", "reply read", "wrote", "machine wrote"}
)
_LONGEST = 18  # digits of an id


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody had read: the last entry, line of history and letter on their page."""

    entry: int = 0
    event: int = 0
    letter: int = 0

    def __str__(self) -> str:
        return f"{self.entry}-{self.event}-{self.letter}"


@dataclass(frozen=True, slots=True)
class News:
    """What others said, what else they did, and letters both ways, oldest first."""

    said: tuple[Entry, ...] = ()
    done: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said or self.done or self.letters)


def read(text: str) -> Seen:
    """What a form carries back. What makes no sense has seen nothing: better shown twice than never."""
    ids = [_id(one) for one in text.split("-")]
    return Seen(*ids) if len(ids) in (2, 3) else Seen()


def all_of(said: Sequence[Entry], events: Sequence[Event], letters: Sequence[Letter] = ()) -> Seen:
    """Everything there is: what a page that shows all of it carries."""
    last = [max((one.id for one in some), default=0) for some in (said, events, letters)]
    return Seen(*last)


def newer(
    seen: Seen, said: Sequence[Entry], events: Sequence[Event], letters: Sequence[Letter] = (), *, me: int
) -> News:
    """What others added since. What I said or did myself, here or elsewhere, I know; what a machine wrote can wait."""
    return News(
        tuple(one for one in said if one.id > seen.entry and one.who.id != me),
        tuple(
            one for one in events if one.id > seen.event and one.staff_id != me and one.kind not in _NO_NEWS
        ),
        tuple(
            one
            for one in letters
            if one.id > seen.letter and one.kind != "automatic" and not (one.who and one.who.id == me)
        ),
    )


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else 0
