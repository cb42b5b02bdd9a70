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
    """One form sent, or one call that was an inquiry of its own and was taken `by` somebody; and what became of it.

    Times among the answers wait for the demo's moment: see `given`.
    """

    ago: float
    form: str
    answers: Mapping[str, str]
    acts: tuple[Act, ...]
    due: float | None = None
    runs: float | None = None
    happens: int | None = None
    by: Who | None = None

    def given(self, start: datetime) -> dict[str, str]:
        """The fields as they are sent when the demo starts at `start`."""
        given = dict(self.answers)
        zone = ZoneInfo(given.get("timezone", OTTAWA))
        if self.due is not None:
            given["deadline"] = even(start - timedelta(minutes=self.due)).isoformat()
        if self.runs is not None:
            runs = even(start - timedelta(minutes=self.runs)).astimezone(zone)
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


def phoned(
    ago: float, by: Who, caller: tuple[str, str, str], topic: str, said: str, *acts: Act, due: float
) -> Arrival:
    """A media inquiry that came by phone; `caller` is name, outlet, number."""
    name, outlet, number = caller
    answers = {"name": name, "outlet": outlet, "phone": number, "topic": topic, "question": said}
    return Arrival(ago, "media", answers | {"timezone": OTTAWA}, acts, due=due, by=by)


def acknowledged(ago: float, who: Who, text: str, back: float | None = None) -> Act:
    """`back` is when the sender will hear more."""
    return Act(ago, who, "acknowledge", {"text": text, "back": back})


def taken(ago: float, who: Who) -> Act:
    return Act(ago, who, "assign", {"to": who})


def assigned(ago: float, who: Who, to: Who | None) -> Act:
    return Act(ago, who, "assign", {"to": to})


def noted(ago: float, who: Who, text: str) -> Act:
    return Act(ago, who, "note", {"text": text})


def handed_over(ago: float, who: Who, to: Who, word: str) -> Act:
    return Act(ago, who, "hand_over", {"to": to, "word": word})


def waits(ago: float, who: Who) -> Act:
    """It is their turn now."""
    return Act(ago, who, "wait")


def snoozed(ago: float, who: Who, until: float) -> Act:
    return Act(ago, who, "snooze", {"until": until})


def moved(ago: float, who: Who, due: float, asked_by: str) -> Act:
    """The deadline is `due` now."""
    return Act(ago, who, "move_deadline", {"due": due, "asked_by": asked_by})


def tagged(ago: float, who: Who, *tags: str) -> Act:
    return Act(ago, who, "tag", {"tags": tags})


def rang(ago: float, who: Who, said: str) -> Act:
    """They rang, and `who` took the call."""
    return Act(ago, who, "call", {"text": said})


def merged(ago: float, who: Who) -> Act:
    """With the other inquiry that the same person has going."""
    return Act(ago, who, "merge")


def drafted(ago: float, who: Who, text: str) -> Act:
    """A note that is still being written."""
    return Act(ago, who, "draft", {"text": text})


def answered(ago: float, who: Who, text: str, then: str = "") -> Act:
    """By a letter; `then` it waits for them, or is answered."""
    return Act(ago, who, "answer", {"text": text, "then": then})


def wrote_back(ago: float, text: str, *, read_by: Who, automatic: bool = False) -> Act:
    """A mail from whoever asked, or from their machine."""
    return Act(ago, read_by, "write_back", {"text": text, "sender": ("", ""), "automatic": automatic})


def strayed(ago: float, text: str, sender: tuple[str, str], *, read_by: Who) -> Act:
    """A mail to the inquiry's address from somebody else, which is held; `sender` is name and address."""
    return Act(ago, read_by, "write_back", {"text": text, "sender": sender, "automatic": False})


def verified(ago: float, who: Who, how: str) -> Act:
    """The sender's address is theirs."""
    return Act(ago, who, "verify", {"how": how})


def remarked(ago: float, who: Who, text: str) -> Act:
    """A note on the person who asks, for every later inquiry of theirs."""
    return Act(ago, who, "remark", {"text": text})


def remarked_outlet(ago: float, who: Who, text: str) -> Act:
    return Act(ago, who, "remark_outlet", {"text": text})


def closed(ago: float, who: Who, outcome: Outcome, reason: str = "") -> Act:
    return Act(ago, who, "close", {"outcome": outcome, "reason": reason})


def reopened(ago: float, who: Who) -> Act:
    return Act(ago, who, "reopen")


def released(ago: float, who: Who) -> Act:
    return Act(ago, who, "release")


def called_spam(ago: float, who: Who) -> Act:
    return Act(ago, who, "spam")


def even(at: datetime) -> datetime:
    """Up to the next five minutes: nobody sets a deadline for 16:43."""
    return at + timedelta(seconds=-at.timestamp() % 300)
