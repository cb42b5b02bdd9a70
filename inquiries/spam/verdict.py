"""What is known of a submission, and what is concluded from it. Holds things, decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inquiries.wording import Text

HELD_AT = 10  # points


@dataclass(frozen=True, slots=True)
class Facts:
    """One submission as it is judged.

    `filled_in`: seconds between the drawing of its page and its arrival, None where no page of ours was filled in.
    `lately`: how much came from its network in the window of the rate limit, this one included; `much` is how much
    of that is a great deal. `alike`: how many other senders sent the same text lately. `learned`: how much it
    resembles what staff called spam, from 0 to 1, None while too little was learned. `verified`: whoever reads the
    mailbox of its address has said that it is theirs. `unproven`: it came without proof of work under attack.
    """

    answers: Mapping[str, str]
    door: str = "page"
    trapped: bool = False
    filled_in: float | None = None
    lately: int = 0
    much: int = 0
    alike: int = 0
    learned: float | None = None
    verified: bool = False
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks against a submission, or with fewer than 0 points for it; `why` is a clause after "because"."""

    points: int
    why: Text | None = None


Signal = Callable[[Facts], Sign | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sum of all signs, and the reasons of those that spoke against it, the weightiest first."""

    points: int = 0
    reasons: tuple[Text, ...] = ()

    @property
    def held(self) -> bool:
        return self.points >= HELD_AT
