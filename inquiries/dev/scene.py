"""Where the demo's script is played, and one act of it: by whom, about what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inquiries.dev.script import Arrival
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.reference import Keys
from inquiries.people.accounts import Staff
from inquiries.settings import Settings

People = Mapping[str, Staff]


@dataclass(slots=True)
class Told:
    """An arrival on its way through time: the inquiry's id is known once it has arrived."""

    arrival: Arrival
    id: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where all of it happens, up to `start`."""

    settings: Settings
    keys: Keys
    people: People
    script: Sequence[Told]
    start: datetime

    def at(self, ago: float) -> datetime:
        return self.start - timedelta(minutes=ago)


@dataclass(frozen=True, slots=True)
class Scene:
    """One act: by whom, about what."""

    stage: Stage
    told: Told
    inquiry: Inquiry
    who: Staff
    now: datetime

    @property
    def by(self) -> dict[str, Any]:
        return {"staff_id": self.who.id, "at": self.now}

    @property
    def key(self) -> str:
        return f"{self.told.arrival.ago} {self.now.isoformat()}"
