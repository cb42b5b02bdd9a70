"""What stands above a list: its name, what narrows it, the form that does, and what to do when it is empty. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry.counting import NOBODY
from inquiries.inquiry.finding import WINDOW
from inquiries.inquiry.model import OUTCOMES, Outcome
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people.accounts import Staff
from inquiries.settings import SEALED
from inquiries.staff import filters
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

VIEWS = {
    View.MINE: Text("Mine"),
    View.NOBODY: Text("Nobody’s"),
    View.OPEN: Text("All open"),
    View.WAITING: Text("Waiting"),
    View.CLOSED: Text("Closed"),
    View.QUARANTINE: Text("Quarantine"),
    View.SPAM: Text("Spam"),
    View.ALL: Text("Everything"),
}
Choices = list[tuple[str, str]]


def head(office: Office, visitor: Visitor, wanted: Wanted, colleagues: Iterable[Staff]) -> dict[str, Any]:
    """What parts/list-head.html draws."""
    words = catalogues.translations(visitor.locale)
    choices = _choices(office, visitor, tuple(colleagues))
    name = catalogues.text(VIEWS[wanted.view], visitor.locale)
    where = words.gettext(office.settings.desk(wanted.desk).name) if wanted.desk else ""
    said = [f"“{wanted.words}”"] if wanted.words else []
    return {
        "title": " · ".join(
            [*said, *([name] if not said or wanted.view is not View.ALL else []), where]
        ).strip(" ·"),
        "words": wanted.words,
        "chips": _chips(visitor, wanted, choices),
        "clear_url": filters.address(Wanted(view=wanted.view, desk=wanted.desk, words=wanted.words)),
        "orders": _orders(visitor, wanted),
        "selects": _selects(wanted, choices, words),
        "boxes": _boxes(wanted, words),
        "hidden": [("q", wanted.words), ("order", "best")]
        if wanted.best and wanted.words
        else [("q", wanted.words)],
        "save": _save(office, visitor, wanted),
        "nothing": _nothing(visitor, wanted),
    }


def _choices(office: Office, visitor: Visitor, colleagues: tuple[Staff, ...]) -> dict[str, Choices]:
    """(value, words) of every box that is chosen from; topics and colleagues only of desks this person sees."""
    settings, words = office.settings, catalogues.translations(visitor.locale)
    topics: dict[str, str] = {}
    for form in settings.forms.values():
        for topic in form.topics:
            if (topic.desk or form.desk) in visitor.desks:
                topics.setdefault(topic.slug, words.gettext(topic.label))
    types = [
        (slug, catalogues.text(label, visitor.locale))
        for form in office.forms.values()
        for field in form.fields
        if field.name == "request_type"
        for slug, label in field.choices
    ]
    seen = [one for one in colleagues if one.desks & visitor.desks or one.id == visitor.who.id]
    return {
        "view": [(view.value, catalogues.text(name, visitor.locale)) for view, name in VIEWS.items()],
        "desk": [
            (slug, words.gettext(settings.desk(slug).name))
            for slug in (*settings.desks, SEALED)
            if slug in visitor.desks
        ],
        "topic": list(topics.items()),
        "request_type": types,
        "owner": [(str(NOBODY), words.gettext("Nobody")), *((str(one.id), one.name) for one in seen)],
        "outcome": [(one.value, catalogues.text(OUTCOMES[one], visitor.locale)) for one in Outcome],
    }


LABELS = {
    "view": Text("View"),
    "desk": Text("Desk"),
    "topic": Text("Topic"),
    "request_type": Text("Asks for"),
    "owner": Text("Owner"),
    "outcome": Text("Outcome"),
    "outlet": Text("Outlet"),
    "tag": Text("Tag"),
    "from": Text("Arrived from"),
    "to": Text("Arrived to"),
}


def _selects(wanted: Wanted, choices: dict[str, Choices], words: Any) -> list[dict[str, Any]]:
    chosen = {"view": wanted.view.value, "desk": wanted.desk, **filters.fields_of(wanted)}
    found = []
    for name, some in choices.items():
        anything = [] if name == "view" else [("", words.gettext("Any"))]
        gone = [] if not chosen[name] or chosen[name] in dict(some) else [(chosen[name], chosen[name])]
        options = [
            {"value": value, "words": said, "chosen": value == chosen[name]}
            for value, said in (*anything, *some, *gone)
        ]
        found.append({"name": name, "label": words.gettext(LABELS[name].msgid), "options": options})
    return found


def _boxes(wanted: Wanted, words: Any) -> list[dict[str, str]]:
    values = filters.fields_of(wanted)
    kinds = {"outlet": "text", "tag": "text", "from": "date", "to": "date"}
    return [
        {"name": name, "kind": kind, "value": values[name], "label": words.gettext(LABELS[name].msgid)}
        for name, kind in kinds.items()
    ]


def _chips(visitor: Visitor, wanted: Wanted, choices: dict[str, Choices]) -> list[str]:
    """ "Topic Programs", "Arrived from 3 November": each thing that narrows the list."""
    words, values = catalogues.translations(visitor.locale), filters.fields_of(wanted)
    days = {"from": wanted.begins_at, "to": wanted.begins_of(wanted.until) if wanted.until else None}
    said = {name: dict(choices.get(name, [])).get(value, value) for name, value in values.items() if value}
    said |= {name: say.date(at, visitor.zone, visitor.now, visitor.locale) for name, at in days.items() if at}
    return [f"{words.gettext(LABELS[name].msgid)} {value}" for name, value in said.items()]


def _orders(visitor: Visitor, wanted: Wanted) -> list[dict[str, Any]]:
    """The two ways to sort what was found."""
    if not wanted.words or wanted.view not in (View.ALL, View.CLOSED):
        return []
    words = catalogues.translations(visitor.locale)
    return [
        {
            "words": said,
            "url": filters.address(replace(wanted, best=best)),
            "current": wanted.best is best,
            "note": note,
        }
        for best, said, note in (
            (False, words.gettext("Newest first"), ""),
            (
                True,
                words.gettext("Best first"),
                words.gettext("Names, outlets and references count most, among the newest %(count)s found.")
                % {"count": WINDOW},
            ),
        )
    ]


def _save(office: Office, visitor: Visitor, wanted: Wanted) -> dict[str, Any] | None:
    """The form that keeps this list under a name; a view as it is has its name already."""
    if not (wanted.narrowed or wanted.desk):
        return None
    words, settings = catalogues.translations(visitor.locale), office.settings
    desks = [
        (slug, words.gettext("Everybody on %(desk)s") % {"desk": words.gettext(settings.desks[slug].name)})
        for slug in settings.desks
        if slug in visitor.who.desks and (not wanted.desk or slug == wanted.desk)
    ]
    return {
        "query": filters.query(replace(wanted, after="")),
        "whose": [("", words.gettext("Only me")), *desks],
    }


def _nothing(visitor: Visitor, wanted: Wanted) -> dict[str, Any] | None:
    """What to say and where to look further when nothing was found."""
    if not wanted.narrowed:
        return None
    words = catalogues.translations(visitor.locale)
    wider = (
        (wanted.desk != "", words.gettext("Look on all your desks"), replace(wanted, desk="", after="")),
        (
            wanted.view is not View.ALL,
            words.gettext("Look in everything, closed ones too"),
            replace(wanted, view=View.ALL, after=""),
        ),
        (
            bool(wanted.words) and replace(wanted, words="").narrowed,
            words.gettext("Look without the filters"),
            Wanted(view=wanted.view, desk=wanted.desk, words=wanted.words, zone=wanted.zone),
        ),
    )
    lead = words.gettext("Nothing found for “%(words)s”.") % {"words": wanted.words}
    return {
        "lead": lead if wanted.words else words.gettext("Nothing in this list is like that."),
        "links": [{"words": said, "url": filters.address(one)} for there_is, said, one in wider if there_is],
        "advice": words.gettext("Beginnings of words are enough, in any order, with or without accents.")
        if wanted.words
        else "",
    }
