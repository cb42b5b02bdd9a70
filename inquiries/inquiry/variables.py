"""What may stand in {braces} in a saved reply, and the words each has for one inquiry. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from inquiries.i18n import catalogues, dates, say
from inquiries.inquiry import contacts
from inquiries.inquiry.cases import Case
from inquiries.inquiry.model import Colleague
from inquiries.wording import Text

_ENGLISH = ("dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "sir")
_OTHERS = ("frau", "herr", "m", "madame", "mlle", "mme", "monsieur")
_BEFORE_A_NAME = frozenset((*_ENGLISH, *_OTHERS))
_ALSO = {"organization": "organisation"}  # spelled as half the country does


@dataclass(frozen=True, slots=True)
class Variable:
    """`name` stands between the braces. `words` may be "", for the reason `absent` gives."""

    name: str
    means: Text
    absent: Text
    words: Callable[[Case], str]


def find(name: str) -> Variable | None:
    """The variable of this name, however its words are run together: "First_Name" is "first name"."""
    plain = _plain(name)
    return _BY_NAME.get(_ALSO.get(plain, plain))


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", name).casefold())


def first_name(name: str) -> str:
    """How a letter begins: "Bo" for "Dr. Bo Reyes" and for "Reyes, Bo"; the whole name where none can be told."""
    before, _, behind = name.partition(",")
    words = (behind if behind.strip() and len(before.split()) == 1 else before).split()
    titled = bool(words) and words[0].rstrip(".").casefold() in _BEFORE_A_NAME
    first = words[1:] if titled else words
    if not first or (titled and len(first) == 1) or len(first[0].rstrip(".")) < 2 or "." in first[0]:
        return name.strip()
    return first[0]


def _deadline(case: Case) -> str:
    ours = case.settings.timezone
    return say.in_full(case.deadline_at, case.zone, ours, case.now, case.locale) if case.deadline_at else ""


def _event_date(case: Case) -> str:
    if not case.event_date:
        return ""
    return dates.written(date.fromisoformat(case.event_date), "EEEE d MMMM y", case.locale)


def _desk_phone(case: Case) -> str:
    """As beside its form: the first person with a number, else the duty phone."""
    beside = [one for one in case.settings.people if one.desk == case.desk.slug]
    known = [one for one in (*beside, case.desk.duty) if one and one.phone]
    return catalogues.text(contacts.number(known[0]), case.locale) if known else ""


def _mine(words: Callable[[Colleague], str]) -> Callable[[Case], str]:
    return lambda case: "" if case.nameless else words(case.me)


_NO_OUTLET, _NO_DEADLINE = Text("they named no outlet"), Text("they named no deadline")
_NAMELESS = Text("this desk gives nobody’s name")
_NO_TITLE = Text("your account has no title, or this desk gives nobody’s name")
_NO_PHONE = Text("your account has no phone, or this desk gives nobody’s number")
_UNKNOWN = Text("it is not known")

VARIABLES: tuple[Variable, ...] = (
    Variable("first name", Text("Their first name"), _UNKNOWN, lambda case: first_name(case.name)),
    Variable("name", Text("Their whole name"), _UNKNOWN, lambda case: case.name),
    Variable("outlet", Text("Who they ask for"), _NO_OUTLET, lambda case: case.outlet),
    Variable("topic", Text("What it is about"), _UNKNOWN, lambda case: case.topic),
    Variable("reference", Text("The reference of their inquiry"), _UNKNOWN, lambda case: case.reference),
    Variable(
        "received",
        Text("The day they wrote"),
        _UNKNOWN,
        lambda case: say.weekday(case.received_at, case.zone, case.now, case.locale),
    ),
    Variable("deadline", Text("Their deadline, by their own clock"), _NO_DEADLINE, _deadline),
    Variable("event date", Text("The day of their event"), Text("they named no date"), _event_date),
    Variable("my name", Text("Your name"), _NAMELESS, _mine(lambda me: me.name)),
    Variable("my title", Text("Your title"), _NO_TITLE, _mine(lambda me: me.title)),
    Variable("my phone", Text("Your phone"), _NO_PHONE, _mine(lambda me: me.phone)),
    Variable(
        "desk",
        Text("The name of this desk"),
        _UNKNOWN,
        lambda case: catalogues.text(Text(case.desk.name), case.locale),
    ),
    Variable(
        "desk phone", Text("The number beside the form"), Text("no number is set for this desk"), _desk_phone
    ),
    Variable(
        "desk email",
        Text("The desk’s own address"),
        Text("no address is set for this desk"),
        lambda case: case.desk.email or "",
    ),
    Variable("organisation", Text("Our name"), _UNKNOWN, lambda case: case.settings.organisation.name),
)
_BY_NAME: Mapping[str, Variable] = {_plain(one.name): one for one in VARIABLES}
