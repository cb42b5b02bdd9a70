"""What every condition of a routing rule looks like."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from inquiries.wording import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a condition may look at; `topic` is the topic's label, the answers hold its slug."""

    form: str
    form_title: str
    topic: str
    answers: Mapping[str, str]


class Condition(Protocol):
    def __call__(self, wanted: tuple[str, ...], facts: Facts) -> Text | None:
        """Why the condition holds, as a clause after "because"; None when it does not. Never raises."""
