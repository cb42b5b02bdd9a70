"""Acts on what is ticked in a list: which stand in the bar of a view, and what is said when they are done. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry.model import OUTCOMES
from inquiries.inquiry.wanted import View
from inquiries.people.accounts import Staff
from inquiries.staff.office import Visitor
from inquiries.wording import Text

_GOING = ("take", "assign", "tag", "wait", "close", "spam")
_IN_VIEW = {
    View.WAITING: ("bring-back", *_GOING),
    View.CLOSED: ("reopen", "tag"),
    View.QUARANTINE: ("release", "spam"),
    View.SPAM: ("release",),
    View.ALL: (*_GOING, "bring-back", "reopen", "release"),
}
_COUNT = re.compile("[0-9]{1,4}")
_MISSED = re.compile(r"[0-9A-Z-]{4,16}(?:\.[0-9A-Z-]{4,16})*")


def bar(view: View, visitor: Visitor, colleagues: Iterable[Staff], back: str) -> dict[str, Any]:
    """What parts/bulk.html draws; `back` is the address of the list."""
    return {
        "url": "/staff/bulk",
        "back": back,
        "acts": _IN_VIEW.get(view, _GOING),
        "people": [{"id": one.id, "name": one.name} for one in colleagues if one.desks & visitor.desks],
        "outcomes": [
            {"slug": outcome.value, "words": catalogues.text(text, visitor.locale)}
            for outcome, text in OUTCOMES.items()
        ],
    }


def said(query: Mapping[str, str], locale: str) -> str:
    """How it went, from what the address of the list then says; "" where it says nothing of the kind."""
    if query.get("done") != "bulk" or not _COUNT.fullmatch(query.get("count", "")):
        return ""
    words, count = catalogues.translations(locale), int(query["count"])
    done = words.ngettext("Done with %(count)s inquiry.", "Done with %(count)s inquiries.", count)
    missed = query.get("missed", "")
    if not _MISSED.fullmatch(missed):
        return done % {"count": count}
    left = Text("Not done, look at them again: %(which)s.", {"which": missed.replace(".", ", ")})
    return f"{done % {'count': count}} {catalogues.text(left, locale)}"
