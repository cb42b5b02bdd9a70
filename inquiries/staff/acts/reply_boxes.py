"""The boxes of the form that a reply is written in: read into what is to be sent, or into what a draft keeps. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from inquiries.correspondence import letter_mail
from inquiries.forms import email
from inquiries.forms import typed as typing
from inquiries.inquiry import filling
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.mail import address
from inquiries.staff.acts import wall_time
from inquiries.staff.acts.act import Fields, Unclear, words
from inquiries.staff.office import Office
from inquiries.wording import Text

Then = Literal["", "wait", "answered"]
THEN: dict[Then, Text] = {
    "": Text("Keep it open"),
    "wait": Text("Wait for them"),
    "answered": Text("Close it as answered"),
}
# What a draft keeps besides the words, as it was typed.
KEPT = ("cc", "subject", "then", "later_day", "later_date", "later_time")
LATER = wall_time.Asking(
    "later", Text("Choose the day it shall go"), Text("Enter the time it shall go, like 15:00 or 3 pm")
)
SUBJECT, COPIES = 200, 10  # characters; addresses
_LONGEST = 2_000  # characters of a box in a draft
_ONE = re.compile(r'(?:"[^"]*"|[^,;\n"])+')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent, and to whom; `then` is what becomes of the inquiry."""

    text: str
    subject: str
    recipients: tuple[Recipient, ...]
    then: Then


def read(office: Office, inquiry: Inquiry, fields: Fields) -> Wanted:
    """Raises Unclear for the first box that cannot be sent as it is."""
    copies = _copies(office, inquiry, fields)
    subject = words(fields, "subject", lines=False, limit=SUBJECT)
    if not subject:
        raise Unclear(Text("Write a subject"), "subject")
    said = text(fields)
    if not said:
        raise Unclear(Text("Write your reply"), "text")
    if left := filling.left(said):
        names = {"names": ", ".join(left)}
        raise Unclear(
            Text("Your reply still says %(names)s: write what belongs there, or take it out", names), "text"
        )
    to = Recipient("to", inquiry.name, inquiry.email)
    chosen: tuple[Then, ...] = tuple(slug for slug in THEN if slug == fields.get("then"))
    return Wanted(said, subject, (to, *copies), chosen[0] if chosen else "")


def text(fields: Fields) -> str:
    return words(fields, "text")


def warned(fields: Fields) -> frozenset[str]:
    """The addresses, in lower case, that the page warned of."""
    return frozenset(fields.get("warned", "").split())


def ids(fields: Fields) -> tuple[int, ...]:
    """Of the files that the page showed; what is none is not among them."""
    found = fields.get("files", "").split("-")
    return tuple(
        dict.fromkeys(int(one) for one in found if one.isascii() and one.isdigit() and len(one) <= 18)
    )


def facts(fields: Fields) -> dict[str, str]:
    """The other boxes as a draft keeps them: whatever was typed, as far as a database takes it."""
    typed = {name: typing.tidy(fields.get(name, ""), lines=False) or "" for name in KEPT}
    return {name: value[:_LONGEST] for name, value in typed.items() if value}


def addresses(cc: str) -> tuple[tuple[str, str], ...]:
    """Name and address of each that stands in the box, whatever it is."""
    found = (one.strip() for one in _ONE.findall(cc))
    return tuple((_name(one), email.bare(one)) for one in found if one)


def _copies(office: Office, inquiry: Inquiry, fields: Fields) -> tuple[Recipient, ...]:
    found: dict[str, Recipient] = {}
    for name, typed in addresses(words(fields, "cc", limit=_LONGEST)):
        like = {"typed": typed or name}
        if letter_mail.addresses(office).ours(typed):
            raise Unclear(Text("%(typed)s is where answers come in: take it out", like), "cc")
        if address.parse(typed) is None or "." not in typed.rpartition("@")[2]:
            wrong = Text("“%(typed)s” is not a whole email address: write it like wen@outlet.example", like)
            raise Unclear(wrong, "cc")
        if typed.lower() != inquiry.email.lower():
            found.setdefault(typed.lower(), Recipient("cc", name, typed))
    if len(found) > COPIES:
        many = {"count": len(found), "limit": COPIES}
        raise Unclear(Text("These are %(count)s copies. A letter takes %(limit)s", many), "cc")
    return tuple(found.values())


def _name(typed: str) -> str:
    """What stands before "<bo@outlet.example>"."""
    return typed[: typed.rindex("<")].strip(' "') if typed.endswith(">") and "<" in typed else ""
