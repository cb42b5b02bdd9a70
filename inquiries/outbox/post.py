"""What sending and keeping mail works with. Holds things, does nothing."""

from dataclasses import dataclass

from inquiries.database.engine import Database
from inquiries.inquiry.files import Files
from inquiries.inquiry.reference import Keys
from inquiries.mail.reader import Reader
from inquiries.mail.transport import Transport
from inquiries.settings import Settings
from inquiries.web.templating import Pages


@dataclass(frozen=True, slots=True)
class Post:
    """What telling somebody needs."""

    settings: Settings
    database: Database
    pages: Pages
    keys: Keys
    transport: Transport
    files: Files
    reader: Reader
