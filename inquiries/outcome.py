"""How anything outside this process can end: done, try later, refused. Knows nothing of who asked."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Done:
    """It happened. `answer` is what the other side said, for people to read."""

    answer: str = ""


@dataclass(frozen=True, slots=True)
class TryLater:
    """It did not happen and may yet: a 4xx, a timeout, a lost connection. `after` overrides the backoff."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not happen however often it is tried: a 5xx, an address that cannot exist."""

    reason: str


Outcome = Done | TryLater | Refused
