"""What the spool writes and gets back. Knows no engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Received:
    """One submission as it goes to disk; `fields`, `answers` and `facts` are JSON in ASCII."""

    once_key: str
    form: str
    received_at: datetime
    fields: str
    answers: str
    facts: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The submission's id; `fields` is what stands there when its key had been used before, else None."""

    id: int
    fields: str | None


def arranged(rows: Sequence[Received], fresh: dict[str, int], known: dict[str, Stored]) -> list[Stored]:
    """Answers in the order of the rows; of two with one key in a batch, the first is the fresh one."""
    answers, first = [], dict[str, str]()
    for row in rows:
        if row.once_key in known:
            answers.append(known[row.once_key])
        else:
            answers.append(Stored(fresh[row.once_key], first.get(row.once_key)))
            first.setdefault(row.once_key, row.fields)
    return answers
