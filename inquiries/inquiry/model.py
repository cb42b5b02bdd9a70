"""What an inquiry is, as the rest of the house sees it. Knows no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from inquiries.database import tables
from inquiries.wording import Text


class Status(IntEnum):
    OPEN = tables.OPEN
    QUARANTINED = tables.QUARANTINED
    CLOSED = tables.CLOSED
    WAITING = tables.WAITING  # for them, or for a time: it comes back by itself
    MERGED = tables.MERGED  # part of another inquiry, until that is undone


GOING = frozenset({Status.OPEN, Status.WAITING})


class Outcome(StrEnum):
    """How an inquiry ended."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NO_REPLY_NEEDED = "no-reply-needed"
    STORY_DROPPED = "story-dropped"
    DID_NOT_RESPOND = "did-not-respond"


OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.ANSWERED: Text("Answered"),
    Outcome.DECLINED: Text("Declined"),
    Outcome.NO_REPLY_NEEDED: Text("No reply needed"),
    Outcome.STORY_DROPPED: Text("Story dropped"),
    Outcome.DID_NOT_RESPOND: Text("Did not respond"),
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """The little of a staff member that stands beside an inquiry."""

    id: int
    name: str
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One request to a desk. Instants are aware and in UTC; `zone` is the sender's, `due_at` sorts the inbox."""

    id: int
    reference: str
    form: str
    desk: str
    topic: str
    request_type: str
    name: str
    outlet: str
    email: str
    phone: str
    question: str
    answers: Mapping[str, str]
    language: str
    zone: str
    status: Status
    outcome: Outcome | None
    outcome_reason: str
    suspicion: str
    owner: Colleague | None
    received_at: datetime
    respond_intent_at: datetime
    last_safe_start_at: datetime | None
    deadline_at: datetime | None
    publishes_at: datetime | None
    due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: Colleague | None
    name_hidden: bool
    back_by: datetime | None
    closed_at: datetime | None
    stirred_at: datetime
    version: int
    outlet_key: str
    waits_for: str
    wait_until: datetime | None
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history."""

    at: datetime
    kind: str
    who: str | None
    facts: Mapping[str, object]
    staff_id: int | None = field(default=None, compare=False)
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something said in an inquiry: an "acknowledgement", which the sender sees, a private "note", or a "call".

    `facts` of a call: direction ("in" when they rang), person, number. `mentioned`: ids of colleagues, in a note.
    """

    at: datetime
    kind: str
    who: Colleague
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)
    id: int = field(default=0, compare=False)
    mentioned: tuple[int, ...] = ()
