"""What every staff page works with: the office itself, and the visitor of one request. Holds things, does nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from inquiries.database.engine import Database
from inquiries.forms.form import Form
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.files import Files
from inquiries.inquiry.reference import Keys
from inquiries.mail.reader import Reader as MailReader
from inquiries.mail.transport import Transport
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from inquiries.web.parts import Upload
from inquiries.web.siege import Siege
from inquiries.web.templating import Pages


@dataclass(frozen=True, slots=True)
class Office:
    """The staff side of one application."""

    settings: Settings
    forms: Mapping[str, Form]
    pages: Pages
    keys: Keys
    database: Database
    transport: Transport
    files: Files
    reader: MailReader
    siege: Siege = field(default_factory=Siege)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in and asks. `desks` are those they see; `token` is the session's, which forms are proved with.

    `zone` is the clock they read: every time on a staff page is said by it.
    """

    who: Staff
    token: str
    desks: frozenset[str]
    now: datetime
    locale: str
    zone: str

    @property
    def is_administrator(self) -> bool:
        return self.who.role == "administrator"

    def reader(self, settings: Settings) -> Reader:
        """Times said for them: their own clock first."""
        return Reader(settings, self.locale, self.now, ours_first=True, own_zone=self.zone)


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files that came with a form; none where they were more than its page has room for: `crowded`."""

    files: tuple[Upload, ...]
    crowded: bool


OFFICE = web.AppKey("office", Office)
VISITOR = web.RequestKey("visitor", Visitor)
FIELDS = web.RequestKey("fields", dict[str, str])
# Every value of the same form in order, for names that come more than once: what is ticked in a list.
TICKED = web.RequestKey("ticked", tuple[tuple[str, str], ...])
UPLOADS = web.RequestKey("uploads", Uploads)
