"""When an inquiry that nobody acknowledged climbs to the next people, and when it is late.

Pure, but that a change counts from the present moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from inquiries import clock
from inquiries.inquiry.model import Inquiry, Status
from inquiries.settings import Desk

# Instead of a step: the alarm is to be counted anew from the moment it is set to. No verb knows the settings.
ANEW = -1
_MOVES_IT = frozenset(
    {
        "status",
        "desk",
        "acknowledged_at",
        "received_at",
        "respond_intent_at",
        "last_safe_start_at",
        "deadline_at",
    }
)


class Step(IntEnum):
    """How far an alarm has climbed: whom it tells. The last two come also when somebody has acknowledged."""

    NONE = 0
    OWNER = 1
    DESK = 2
    DUTY = 3
    LATE_TO_START = 4
    LATE = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What of an inquiry decides when its alarm climbs."""

    received_at: datetime
    respond_intent_at: datetime
    last_safe_start_at: datetime | None
    deadline_at: datetime | None
    acknowledged: bool


def facts(inquiry: Inquiry) -> Facts:
    """Those of an inquiry as it stands."""
    return Facts(
        inquiry.received_at,
        inquiry.respond_intent_at,
        inquiry.last_safe_start_at,
        inquiry.deadline_at,
        inquiry.acknowledged_at is not None,
    )


def steps(of: Facts, desk: Desk) -> tuple[tuple[Step, datetime], ...]:
    """Every step that such an inquiry climbs while it is open, in order of time.

    Nothing is late that was late when it came: whoever is told of it as new is told that too.
    """
    found = [] if of.acknowledged else _unanswered(of, desk)
    start, deadline = of.last_safe_start_at, of.deadline_at
    if start and start != deadline and start > of.received_at:
        found.append((Step.LATE_TO_START, start))
    if deadline and deadline > of.received_at:
        found.append((Step.LATE, deadline))
    return tuple(found)


def following(of: Facts, desk: Desk, after: Step = Step.NONE) -> tuple[Step, datetime] | None:
    """The step to climb behind `after`, and when; None when there is none."""
    return min((one for one in steps(of, desk) if one[0] > after), default=None)


def reached(of: Facts, desk: Desk, at: datetime) -> Step:
    """The highest step whose moment has come."""
    return max((step for step, when in steps(of, desk) if when <= at), default=Step.NONE)


def first(of: Facts, desk: Desk) -> datetime | None:
    """When the alarm of a new inquiry climbs for the first time."""
    found = following(of, desk)
    return found[1] if found else None


def moved(inquiry: Inquiry, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a change by `values` writes of the alarm: count it anew from now on, stop it, or leave it alone."""
    if not _MOVES_IT & values.keys():
        return {}
    if values.get("status", inquiry.status) != Status.OPEN:
        return {"alarm_at": None}
    return {"alarm": ANEW, "alarm_at": clock.now()}


def _unanswered(of: Facts, desk: Desk) -> list[tuple[Step, datetime]]:
    """The shares of the time there is: until the last safe start, else the deadline, else the word we owe."""
    limits = (of.last_safe_start_at, of.deadline_at, of.respond_intent_at)
    until = next((limit for limit in limits if limit and limit > of.received_at), None)
    if until is None:
        return []
    whole = until - of.received_at
    told = (Step.OWNER, Step.DESK, Step.DUTY)
    return [
        (step, of.received_at + whole * share / 100)
        for step, share in zip(told, desk.escalation, strict=False)
    ]
