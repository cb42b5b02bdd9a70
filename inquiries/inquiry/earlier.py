"""What a person or an outlet asked before, and how it went. A bounded look back, however much there is."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import MERGED, inquiries
from inquiries.inquiry.model import Outcome, Status

PAGE = 50
FAR_BACK = 1000  # inquiries are counted on a page, the latest
NEAR = 100  # beside an open inquiry
_BEGINNING = 160  # characters of a question
_PLAIN = (
    "id",
    "reference",
    "form",
    "topic",
    "name",
    "outlet",
    "outlet_key",
    "phone",
    "email_key",
    "status",
    "outcome",
    "received_at",
    "deadline_at",
    "closed_at",
)


@dataclass(frozen=True, slots=True)
class Past:
    """The little of an inquiry that says what it was and how it went; of the question only the beginning."""

    id: int
    reference: str
    form: str
    topic: str
    name: str
    outlet: str
    outlet_key: str
    phone: str
    email_key: str
    status: Status
    outcome: Outcome | None
    received_at: datetime
    deadline_at: datetime | None
    closed_at: datetime | None
    question: str

    @property
    def in_time(self) -> bool:
        """Closed before the asker's own deadline; without a deadline there is no late."""
        return self.closed_at is not None and (self.deadline_at is None or self.closed_at <= self.deadline_at)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there were and how they went; the parts add up to `total`. `more`: there are older ones."""

    total: int
    more: bool
    answered: int
    in_time: int
    declined: int
    no_reply_needed: int
    story_dropped: int
    did_not_respond: int
    open: int
    held: int


def of_outlet(key: str) -> Any:
    """The condition for inquiries from one outlet."""
    return sa.and_(sa.text("inquiries.outlet_key <> ''"), inquiries.c.outlet_key == key)


async def latest(
    db: AsyncConnection, whose: Any, *, desks: Collection[str], limit: int, before: int | None = None
) -> tuple[Past, ...]:
    """Inquiries under the condition `whose`, newest first, older than number `before`; parts of others left out."""
    # Which ones is settled within the index; only those are then read.
    ids = sa.select(inquiries.c.id).where(
        whose, inquiries.c.desk.in_(desks), inquiries.c.status.in_(_COUNTED)
    )
    if before is not None:
        ids = ids.where(inquiries.c.id < before)
    chosen = ids.order_by(inquiries.c.id.desc()).limit(limit).subquery("chosen")
    beginning = sa.func.substr(inquiries.c.question, 1, _BEGINNING)
    statement = (
        sa.select(*(inquiries.c[name] for name in _PLAIN), beginning)
        .join_from(chosen, inquiries, inquiries.c.id == chosen.c.id)
        .order_by(inquiries.c.id.desc())
    )
    return tuple(map(_past, await db.execute(statement)))


def figures(found: Sequence[Past], at_most: int) -> Figures:
    """Counted from what `latest` gave when it was asked for one more than `at_most`."""
    counted = found[:at_most]
    ended = [past.outcome for past in counted if past.status is Status.CLOSED]
    return Figures(
        total=len(counted),
        more=len(found) > at_most,
        answered=ended.count(Outcome.ANSWERED),
        in_time=sum(past.outcome is Outcome.ANSWERED and past.in_time for past in counted),
        declined=ended.count(Outcome.DECLINED),
        no_reply_needed=ended.count(Outcome.NO_REPLY_NEEDED),
        story_dropped=ended.count(Outcome.STORY_DROPPED),
        did_not_respond=ended.count(Outcome.DID_NOT_RESPOND),
        open=sum(past.status in (Status.OPEN, Status.WAITING) for past in counted),
        held=sum(past.status is Status.QUARANTINED for past in counted),
    )


def most_used(found: Iterable[Past], part: Callable[[Past], str]) -> tuple[str, ...]:
    """Every spelling of one part, the most used first, of equals the latest; "" left out."""
    times: dict[str, int] = {}
    for past in found:
        times[part(past)] = times.get(part(past), 0) + 1
    times.pop("", None)
    return tuple(sorted(times, key=lambda spelling: -times[spelling]))


_COUNTED = [int(status) for status in Status if status != MERGED]


def _past(row: Any) -> Past:
    *values, question = row
    given = dict(zip(_PLAIN, values, strict=True))
    given["status"] = Status(row.status)
    given["outcome"] = Outcome(row.outcome) if row.outcome else None
    return Past(**given, question=question)
