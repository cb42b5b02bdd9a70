"""All that belongs to one inquiry, read in one moment: what the words of its page are made from. Holds things."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inquiries.inquiry.beside import Around
from inquiries.inquiry.model import Entry, Event, Inquiry, Letter
from inquiries.inquiry.sealed import View
from inquiries.outbox.deliveries import Shown
from inquiries.people.absences import Absence
from inquiries.people.accounts import Staff
from inquiries.staff.words.reply_box import Beside
from inquiries.staff.words.talk import Company


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that belongs to one inquiry, read in one moment."""

    inquiry: Inquiry
    events: tuple[Event, ...]
    said: tuple[Entry, ...]
    deliveries: tuple[Shown, ...]
    around: Around
    colleagues: tuple[Staff, ...]
    company: Company
    parts: tuple[Inquiry, ...] = ()
    everybody: tuple[Staff, ...] = ()
    tags: tuple[str, ...] = ()
    tags_in_use: tuple[str, ...] = ()
    away: Mapping[int, Absence] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    views: tuple[View, ...] = ()
    replying: Beside = field(default_factory=Beside)
