"""One thing that was found, and how good it is."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """BAD makes the command fail; what could not be looked at is UNCHECKED, which is no failure."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for the person at the keyboard. Never holds a password, a key or a signed address."""

    grade: Grade
    words: str

    def __str__(self) -> str:
        return f"{self.grade:<9} {' '.join(self.words.split())}"


def good(words: str) -> Finding:
    return Finding(Grade.GOOD, words)


def warn(words: str) -> Finding:
    return Finding(Grade.WARN, words)


def bad(words: str) -> Finding:
    return Finding(Grade.BAD, words)


def unchecked(words: str) -> Finding:
    return Finding(Grade.UNCHECKED, words)
