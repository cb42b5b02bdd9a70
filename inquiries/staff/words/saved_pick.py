"""Saved replies in the box of a letter: what there is to choose from, and what is not filled in yet. Pure."""

from collections.abc import Sequence
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import cases, filling
from inquiries.inquiry.model import Inquiry
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import saved_replies_list as listed
from inquiries.wording import Text

INSERTED = "inserted"
NOTICES = {INSERTED: Text("It stands at the end of your letter, which is kept as a draft.")}
_NOT_AFTERWARDS = Text("names are filled in only when a saved reply is put in")


def offered(inquiry: Inquiry, names: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """What templates/parts/saved-pick.html takes as `saved`."""
    return {"desk": inquiry.desk, "replies": list(names)}


def left(office: Office, visitor: Visitor, inquiry: Inquiry, text: str) -> list[dict[str, str]]:
    """Each name in braces that stands in the letter, and why it is not filled in."""
    names = filling.left(text)
    if not names:
        return []
    case = cases.of(office.settings, inquiry, listed.colleague(visitor), visitor.now)
    missing = dict(filling.fill(text, case).missing)
    return [
        {"name": name, "why": catalogues.text(missing.get(name, _NOT_AFTERWARDS), visitor.locale)}
        for name in names
    ]
