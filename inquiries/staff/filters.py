"""The list's address: what it says is wanted, and the address of what is wanted. What makes no sense is left out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from inquiries.database import search
from inquiries.forms import typed
from inquiries.inquiry.model import Outcome
from inquiries.inquiry.wanted import View, Wanted
from inquiries.staff.office import Office, Visitor

_SLUG = re.compile("[a-z0-9-]{1,64}")
_ID = re.compile("[0-9]{1,9}")
_YEARS = range(1971, 9000)


def read(
    query: Mapping[str, str], office: Office, visitor: Visitor, *, otherwise: View = View.OPEN
) -> Wanted:
    """What an address asks for, as far as this person may ask for it; everything is looked through for words."""
    words = _text(query, "q")[: search.LONGEST]
    view = query.get("view", "")
    views = {view.value for view in View}
    desk, outcome, owner = query.get("desk", ""), query.get("outcome", ""), query.get("owner", "")
    return Wanted(
        view=View(view) if view in views else View.ALL if words else otherwise,
        desk=desk if desk in visitor.desks else "",
        topic=_slug(query, "topic"),
        request_type=_slug(query, "request_type"),
        outlet=_text(query, "outlet")[:200],
        owner=int(owner) if _ID.fullmatch(owner) else None,
        outcome=outcome if outcome in {outcome.value for outcome in Outcome} else "",
        tag=_text(query, "tag").lower()[:100],
        since=_day(query.get("from", "")),
        until=_day(query.get("to", "")),
        words=words,
        named=office.keys.number(words) if words else None,
        best=query.get("order") == "best",
        after=query.get("after", ""),
        zone=visitor.zone,
    )


def address(wanted: Wanted, *, after: str | None = None) -> str:
    """Where the list stands, from the top, or from the cursor `after` on."""
    return f"/staff/inbox?{query(replace(wanted, after=after or ''))}"


def query(wanted: Wanted) -> str:
    """The same after the question mark, for the list beside an open inquiry and to be saved."""
    fields = {
        "view": wanted.view.value,
        "desk": wanted.desk,
        **fields_of(wanted),
        "q": wanted.words,
        "order": "best" if wanted.best and wanted.words else "",
        "after": wanted.after,
    }
    return urlencode({name: value for name, value in fields.items() if value})


def fields_of(wanted: Wanted) -> dict[str, str]:
    """What narrows it, as the boxes of its form hold it."""
    return {
        "topic": wanted.topic,
        "request_type": wanted.request_type,
        "outlet": wanted.outlet,
        "owner": "" if wanted.owner is None else str(wanted.owner),
        "outcome": wanted.outcome,
        "tag": wanted.tag,
        "from": wanted.since.isoformat() if wanted.since else "",
        "to": wanted.until.isoformat() if wanted.until else "",
    }


def _text(given: Mapping[str, str], name: str) -> str:
    return typed.tidy(given.get(name, ""), lines=False) or ""


def _slug(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    return value if _SLUG.fullmatch(value) else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
