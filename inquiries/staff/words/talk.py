"""What stands around the box of whoever writes: who else is here, their drafts, what is newer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import mentions, newer
from inquiries.inquiry.drafts import Draft, Kept
from inquiries.inquiry.model import Entry, Event, Letter
from inquiries.inquiry.newer import News
from inquiries.inquiry.presence import Present
from inquiries.people import initials
from inquiries.people.accounts import Staff
from inquiries.staff.acts.act import Typed
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.wording import Text

WRITTEN = ("note", "reply")  # the acts that begin with an empty box, and wait for who writes to have read all
_DOES = {"note": Text("%(name)s is writing a note"), "reply": Text("%(name)s is writing a reply")}
_READS = Text("%(name)s is reading this too")
DRAFT_KEPT = Text("Kept as a draft. Colleagues see it, marked as yours.")


@dataclass(frozen=True, slots=True)
class Company:
    """What stands beside a talk at one moment. `everybody`: those too who may no longer see the desk."""

    drafts: tuple[Draft, ...]
    present: tuple[Present, ...]
    everybody: tuple[Staff, ...]


def box(
    visitor: Visitor,
    company: Company,
    said: Sequence[Entry],
    events: Sequence[Event],
    letters: Sequence[Letter],
    typed: Typed,
) -> dict[str, Any]:
    """What the composer holds besides the act's own: how far its writer has read, and their draft."""
    mine = next((draft for draft in company.drafts if draft.who.id == visitor.who.id), None)
    return {
        "seen": seen("note", said, events, letters, typed),
        "draft": mine.text if mine else "",
        "known": mine.at.isoformat() if mine else "",
    }


def seen(
    act: str, said: Sequence[Entry], events: Sequence[Event], letters: Sequence[Letter], typed: Typed
) -> str:
    """How far whoever writes a note or a reply has read; a page that says what is wrong forgets nothing."""
    again = typed.act == act and not typed.faster
    return typed.fields.get("seen", "") if again else str(newer.all_of(said, events, letters))


def news(
    visitor: Visitor,
    said: Sequence[Entry],
    events: Sequence[Event],
    letters: Sequence[Letter],
    typed: Typed,
) -> News:
    """What held a note or a reply back; nothing where none was held."""
    if typed.act not in WRITTEN or not typed.faster:
        return News((), ())
    return newer.newer(newer.read(typed.fields.get("seen", "")), said, events, letters, me=visitor.who.id)


def present(visitor: Visitor, found: Iterable[Present], colleagues: Iterable[Staff]) -> list[dict[str, Any]]:
    """ "Wen Castellane is reading this too", for those who may see it."""
    names = {person.id: person.name for person in colleagues}
    words = catalogues.translations(visitor.locale)
    return [
        {
            "initials": initials.of(names[one.staff_id]),
            "writing": bool(one.writing),
            "words": words.gettext(_DOES.get(one.writing, _READS).msgid) % {"name": names[one.staff_id]},
        }
        for one in found
        if one.staff_id in names
    ]


def drafts(visitor: Visitor, notes: Iterable[Draft], replies: Iterable[Draft]) -> list[dict[str, Any]]:
    """The drafts of others, of notes and of replies, oldest first."""
    found = [*(("note", draft) for draft in notes), *(("reply", draft) for draft in replies)]
    return [
        {
            "kind": kind,
            "who": draft.who.name,
            "time": short_time(draft.at, visitor),
            "at": draft.at.isoformat(),
            "text": draft.text,
        }
        for kind, draft in sorted(found, key=lambda one: one[1].at)
        if draft.text and draft.who.id != visitor.who.id
    ]


def pieces(text: str, named: Sequence[int], everybody: Iterable[Staff]) -> list[dict[str, Any]]:
    """The text in pieces, those apart that name a colleague; nothing where nobody is named."""
    people = [person for person in everybody if person.id in named]
    found, at = [], 0
    for mention in mentions.find(text, people).mentions if people else ():
        found.append({"words": text[at : mention.start], "names": False})
        found.append({"words": text[mention.start : mention.end], "names": True})
        at = mention.end
    return [*found, {"words": text[at:], "names": False}] if found else []


def unnamed(visitor: Visitor, said: Sequence[Entry], colleagues: Sequence[Staff]) -> str:
    """What is said after a note that wanted to name somebody and did not: the last one of this visitor."""
    mine = [entry for entry in said if entry.kind == "note" and entry.who.id == visitor.who.id]
    found = mentions.find(mine[-1].text if mine else "", colleagues)
    words = catalogues.translations(visitor.locale)
    return " ".join(
        [
            *(words.gettext("Nobody here is called @%(name)s.") % {"name": name} for name in found.unknown),
            *(
                words.gettext("More than one person here is called @%(name)s: write the whole name.")
                % {"name": name}
                for name in found.ambiguous
            ),
        ]
    )


def saved(visitor: Visitor, kept: Kept, text: str, known: str) -> str:
    """What stands under the box after a save by script. `known`: the draft its page knew of."""
    words = catalogues.translations(visitor.locale)
    if not kept.kept:
        return words.gettext("Not saved. %(elsewhere)s") % {"elsewhere": _elsewhere(visitor, kept.at)}
    time, before = short_time(kept.at, visitor), kept.before
    if before and before.text not in ("", text) and before.at.isoformat() != known:
        other = short_time(before.at, visitor)
        return words.gettext("Saved %(time)s, in place of what you wrote on another device at %(other)s") % {
            "time": time,
            "other": other,
        }
    return words.gettext("Saved %(time)s") % {"time": time} if text else ""


def changed(visitor: Visitor, found: Iterable[Draft], known: str) -> str:
    """What an idle page is told when its writer went on elsewhere."""
    mine = next((draft for draft in found if draft.who.id == visitor.who.id), None)
    return "" if mine is None or mine.at.isoformat() == known else _elsewhere(visitor, mine.at)


def _elsewhere(visitor: Visitor, at: datetime) -> str:
    words = catalogues.translations(visitor.locale)
    return words.gettext("You changed it on another device at %(time)s: load the page again to see it.") % {
        "time": short_time(at, visitor)
    }
