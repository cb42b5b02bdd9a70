"""What every handler of the public door works with. Holds things, does nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from inquiries.database.engine import Database
from inquiries.forms.form import Form
from inquiries.inquiry.files import Files
from inquiries.inquiry.reference import Keys
from inquiries.intake.spool import Spool
from inquiries.settings import Settings
from inquiries.web.limits import SlidingWindow
from inquiries.web.pressure import Pressure
from inquiries.web.siege import Siege
from inquiries.web.templating import Pages
from inquiries.web.turns import Turns


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of one form in one language as drawn in `minute`, around its holes; what its fields are called there."""

    minute: datetime
    before: str
    between: str
    after: str
    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon a desk usually answers, None where nobody can say; as it was read at `read_at`."""

    read_at: datetime
    usual: timedelta | None


@dataclass(frozen=True, slots=True)
class Door:
    """The public door of one application."""

    settings: Settings
    forms: Mapping[str, Form]
    pages: Pages
    keys: Keys
    spool: Spool
    database: Database
    limit: SlidingWindow | None
    files: Files
    pressure: Pressure = field(default_factory=Pressure)
    turns: Turns = field(default_factory=Turns)
    siege: Siege = field(default_factory=Siege)
    shells: dict[tuple[str, str], Shell] = field(default_factory=dict)
    paces: dict[str, Pace] = field(default_factory=dict)


DOOR = web.AppKey("door", Door)
