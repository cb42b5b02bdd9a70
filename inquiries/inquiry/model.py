"""What an inquiry is, as the rest of the house sees it. Knows no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Literal

from inquiries.database import tables
from inquiries.settings import SEALED
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
    spam_at: datetime | None = None
    sealed_from: str = ""

    @property
    def is_suspect(self) -> bool:
        """Whether it is held in quarantine and waits for somebody to say if it is spam."""
        return self.status is Status.QUARANTINED and self.spam_at is None

    @property
    def is_sealed(self) -> bool:
        """Whether only safeguarding leads may know of it."""
        return self.desk == SEALED

    @property
    def front(self) -> str:
        """The desk that its sender knows: no mail or page for them says that it is sealed."""
        return self.sealed_from or self.desk


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


@dataclass(frozen=True, slots=True)
class Bounced:
    """That mail to an address came back last, `for_good` or after many tries, and what the other server said."""

    at: datetime
    for_good: bool
    said: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address a letter of ours goes to."""

    kind: Literal["to", "cc"]
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of a letter, or of the draft of one. `stored` is our name for it; None where it could not be kept and
    only the mail it came with still has it. `content_id` is of a picture that its HTML shows."""

    id: int
    name: str
    content_type: str
    size: int
    stored: str | None
    content_id: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of an inquiry, `ours` or theirs.

    `kind`: "reply"; of theirs also "opening", which began the inquiry, and "automatic", which no person wrote.
    `who` wrote ours. `sender` is whose theirs is; `rest` is what it quotes, and `mail_id` the mail it came as.
    `thread` holds the Message-IDs it refers to. Ours goes at `send_at`, which a person chose when `scheduled`.
    From `started_at` on it is on its way; one that was `cancelled_at` never goes. `then` is what becomes of the
    inquiry once it is sent: "wait", "answered" or nothing. `fetched_at`: first read on the receipt page. `loads`: its
    HTML shows pictures of other servers.
    """

    id: int
    inquiry_id: int
    ours: bool
    kind: str
    at: datetime
    door: str
    who: Colleague | None
    sender: str
    sender_name: str
    subject: str
    text: str
    rest: str
    has_html: bool
    message_id: str
    thread: tuple[str, ...]
    mail_id: int | None
    recipients: tuple[Recipient, ...]
    send_at: datetime | None
    scheduled: bool
    started_at: datetime | None
    cancelled_at: datetime | None
    cancelled_for: str
    then: str
    fetched_at: datetime | None
    facts: Mapping[str, object]
    files: tuple[File, ...] = ()
    loads: bool = False
