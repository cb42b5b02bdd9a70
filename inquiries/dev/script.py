"""What the newsroom's script is written in: who wrote when, and what the staff then did. Pure.

All times are whole minutes before the moment the demo starts; those still to come are negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from inquiries.inquiry.model import Outcome

HOUR, DAY = 60, 24 * 60
OTTAWA = "America/Toronto"

Who = Literal["ana", "wen", "cy", "dee"]


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of inquiry/changes, done by `who`."""

    ago: float
    who: Who
    verb: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One form sent, and what became of it. Times among the answers wait for the demo's moment: see `given`."""

    ago: float
    form: str
    answers: Mapping[str, str]
    acts: tuple[Act, ...]
    due: float | None = None
    runs: float | None = None
    happens: int | None = None

    def given(self, start: datetime) -> dict[str, str]:
        """The fields as they are sent when the demo starts at `start`."""
        given = dict(self.answers)
        zone = ZoneInfo(given.get("timezone", OTTAWA))
        if self.due is not None:
            given["deadline"] = _even(start - timedelta(minutes=self.due)).isoformat()
        if self.runs is not None:
            runs = _even(start - timedelta(minutes=self.runs)).astimezone(zone)
            given["publishes_at"] = runs.strftime("%Y-%m-%dT%H:%M")
        if self.happens is not None:
            given["event_date"] = (start + timedelta(days=self.happens)).date().isoformat()
        return given


def media(
    ago: float,
    sender: tuple[str, str, str],
    topic: str,
    question: str,
    *acts: Act,
    due: float | None = None,
    runs: float | None = None,
    zone: str = OTTAWA,
    **more: str,
) -> Arrival:
    """A media inquiry; `sender` is name, outlet, email, and `due` its deadline."""
    name, outlet, email = sender
    answers = {"name": name, "outlet": outlet, "email": email, "topic": topic, "question": question}
    answers |= {"timezone": zone} | ({} if due is not None else {"deadline_day": "none"}) | more
    return Arrival(ago, "media", answers, acts, due=due, runs=runs)


def events(
    ago: float, sender: tuple[str, str], topic: str, *acts: Act, happens: int | None = None, **more: str
) -> Arrival:
    """An events inquiry; `sender` is name and email, `happens` the days until the date."""
    name, email = sender
    return Arrival(
        ago, "events", {"name": name, "email": email, "topic": topic} | more, acts, happens=happens
    )


def acknowledged(ago: float, who: Who, text: str, back: float | None = None) -> Act:
    """`back` is when the sender will hear more."""
    return Act(ago, who, "acknowledge", {"text": text, "back": back})


def taken(ago: float, who: Who) -> Act:
    return Act(ago, who, "assign", {"to": who})


def assigned(ago: float, who: Who, to: Who | None) -> Act:
    return Act(ago, who, "assign", {"to": to})


def noted(ago: float, who: Who, text: str) -> Act:
    return Act(ago, who, "note", {"text": text})


def closed(ago: float, who: Who, outcome: Outcome, reason: str = "") -> Act:
    return Act(ago, who, "close", {"outcome": outcome, "reason": reason})


def reopened(ago: float, who: Who) -> Act:
    return Act(ago, who, "reopen")


def released(ago: float, who: Who) -> Act:
    return Act(ago, who, "release")


def _even(at: datetime) -> datetime:
    """Up to the next five minutes: nobody sets a deadline for 16:43."""
    return at + timedelta(seconds=-at.timestamp() % 300)
