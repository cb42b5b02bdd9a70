"""What every handler of the public door works with. Holds things, does nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from inquiries.database.engine import Database
from inquiries.forms.form import Form
from inquiries.inquiry.files import Files
from inquiries.inquiry.reference import Keys
from inquiries.intake.spool import Spool
from inquiries.settings import Settings
from inquiries.web.limits import SlidingWindow
from inquiries.web.templating import Pages


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


DOOR = web.AppKey("door", Door)
