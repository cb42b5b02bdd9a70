"""What a person or an outlet asked before, and how it went. A bounded look back, however much there is."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database.tables import MERGED, inquiries
from inquiries.inquiry.model import Outcome, Status
from inquiries.inquiry.persons import Person

PAGE = 50
FAR_BACK = 1000  # inquiries are counted on a page, the latest
NEAR = 100  # beside an open inquiry
_LOOKS = 200  # SQLite takes 500 parts of a statement
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


@dataclass(frozen=True, slots=True)
class Whose:
    """Inquiries by the addresses they came from, or by their outlets: `column` is compared with any of `keys`."""

    column: str
    keys: tuple[str, ...]

    def condition(self) -> Any:
        # The index holds no empty key, and serves only a query that says so.
        return sa.and_(sa.text(f"inquiries.{self.column} <> ''"), inquiries.c[self.column].in_(self.keys))


def of_person(person: Person) -> Whose:
    """What came from those addresses of the person that are known here."""
    return Whose("email_key", tuple(address.email for address in person.addresses))


def of_outlet(*keys: str) -> Whose:
    """What came from one outlet, or from several."""
    return Whose("outlet_key", keys)


async def latest(
    db: AsyncConnection, whose: Whose, *, desks: Collection[str], limit: int, before: int | None = None
) -> tuple[Past, ...]:
    """Their inquiries, newest first, older than number `before`; those that are part of another left out."""
    chosen = _chosen(whose, sorted(desks), limit, before).subquery("chosen")
    # What is sealed is read on its own page alone, where that is recorded.
    shown = sa.case((inquiries.c.sealed_from != "", ""), else_=inquiries.c.question)
    beginning = sa.func.substr(shown, 1, _BEGINNING)
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


_ONE = inquiries.alias("one")  # made once: it has a column for each that the table has
_COUNTED = [int(status) for status in Status if status != MERGED]


def _chosen(whose: Whose, desks: Sequence[str], limit: int, before: int | None) -> sa.Select[Any]:
    """Their numbers. Each address, desk and state is a short look at one end of an index, so that ten thousand
    inquiries cost what ten do; only where those would be too many looks for one statement, all are sorted."""
    one = _ONE
    indexed = sa.select(one.c.id).where(sa.text(f"one.{whose.column} <> ''"))
    if before is not None:
        indexed = indexed.where(one.c.id < before)
    key = one.c[whose.column]
    places = [(value, desk, status) for value in whose.keys for desk in desks for status in _COUNTED]
    if not 0 < len(places) <= _LOOKS:
        every = indexed.where(key.in_(whose.keys), one.c.desk.in_(desks), one.c.status.in_(_COUNTED))
        return every.order_by(one.c.id.desc()).limit(limit)
    looks = [
        indexed.where(key == value, one.c.desk == desk, one.c.status == status)
        .order_by(one.c.id.desc())
        .limit(limit)
        .subquery()
        for value, desk, status in places
    ]
    found = sa.union_all(*(sa.select(look.c.id) for look in looks)).subquery("found")
    return sa.select(found.c.id).order_by(found.c.id.desc()).limit(limit)


def _past(row: Any) -> Past:
    """By place: a page may hold a thousand, and by name each costs three times as much."""
    values = list(row)
    values[_STATUS] = Status(row.status)
    values[_OUTCOME] = Outcome(row.outcome) if row.outcome else None
    return Past(*values)


_STATUS, _OUTCOME = _PLAIN.index("status"), _PLAIN.index("outcome")
