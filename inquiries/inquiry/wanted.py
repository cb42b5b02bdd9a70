"""What somebody wants listed: a view, what narrows it, the words looked for, and in which order. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum, auto
from zoneinfo import ZoneInfo


class View(StrEnum):
    MINE = "mine"
    NOBODY = "nobody"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    QUARANTINE = "quarantine"
    SPAM = "spam"
    ALL = "all"


class Order(Enum):
    """How a list is sorted: what the view asks for, unless it is narrowed or looked through."""

    DUE = auto()  # least time left first
    CLOSED = auto()  # latest closed first
    ARRIVED = auto()  # latest arrived first
    BEST = auto()  # best of the latest that match


@dataclass(frozen=True, slots=True)
class Wanted:
    """One list. "" and None narrow nothing; `owner` 0 is nobody; the days are those of arrival in `zone`.

    `words` are looked for in everything; `best` ranks what they find. Where they are a reference, `named` is whose,
    and that one comes first. `after` is the cursor a page begins at.
    """

    view: View = View.OPEN
    desk: str = ""
    topic: str = ""
    request_type: str = ""
    outlet: str = ""
    owner: int | None = None
    outcome: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    named: int | None = None
    best: bool = False
    after: str = ""
    zone: str = "UTC"

    @property
    def narrowed(self) -> bool:
        """Whether less is listed than the view holds on its desk."""
        single = (self.topic, self.request_type, self.outlet, self.outcome, self.tag, self.words)
        return any(single) or any(one is not None for one in (self.owner, self.since, self.until))

    @property
    def order(self) -> Order:
        if self.best and self.words:
            return Order.BEST
        if self.view is View.CLOSED:
            return Order.ARRIVED if self.narrowed else Order.CLOSED
        return Order.ARRIVED if self.view in (View.SPAM, View.ALL) else Order.DUE

    @property
    def begins_at(self) -> datetime | None:
        """The first instant of arrival that is wanted."""
        return self.begins_of(self.since) if self.since else None

    @property
    def ends_at(self) -> datetime | None:
        """The first instant that is not wanted any more."""
        return self.begins_of(self.until + timedelta(days=1)) if self.until else None

    def begins_of(self, day: date) -> datetime:
        """Its first instant."""
        return datetime.combine(day, time(0), ZoneInfo(self.zone))
