"""The form of one saved reply: what was sent read strictly, and what stands around its boxes. No SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inquiries.forms import typed as typing
from inquiries.i18n import catalogues
from inquiries.inquiry import filling
from inquiries.inquiry.cases import Case
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.saved_replies import LONGEST, LONGEST_NAME, SavedReply, Wording
from inquiries.inquiry.variables import VARIABLES
from inquiries.staff.frame import short_time
from inquiries.staff.office import Visitor
from inquiries.staff.words import saved_replies_list as listed
from inquiries.wording import Text

Problems = Mapping[str, Text]
NOBODY = "-"  # the choice of somebody made up
NAME_TAKEN = Text("The desk has a saved reply of this name: give it another")
ENOUGH = Text("The desk has 100 saved replies: delete one first")
_NAME = Text("Give it a name of up to 60 letters, to find it by")
_TEXT = Text("Write the reply")
_LETTERS = Text("Type it again: a character in it cannot be kept")
_LONG = Text("This has %(count)s characters. Shorten it to %(limit)s")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the form is drawn for. `kept` is None for a new one; `other`: what stands since somebody else
    saved, where that was meanwhile."""

    desk: str
    kept: SavedReply | None
    values: Mapping[str, str]
    problems: Problems
    other: SavedReply | None = None
    gone: bool = False


def read(fields: Mapping[str, str], visitor: Visitor) -> tuple[Wording | None, Problems]:
    """The words to keep, or what is wrong by the name of its box."""
    problems: dict[str, Text] = {}
    name = typing.tidy(fields.get("name", ""), lines=False)
    if not name or len(name) > LONGEST_NAME:
        problems["name"] = _LETTERS if name is None else _NAME
    text = typing.tidy(fields.get("text", ""), lines=True)
    if wrong := _text(text):
        problems["text"] = wrong
    if problems or name is None or text is None:
        return None, problems
    return Wording(name, text, visitor.who.id, visitor.now), {}


def _text(text: str | None) -> Text | None:
    if text is None:
        return _LETTERS
    if len(text) > LONGEST:
        return Text(_LONG.msgid, {"count": len(text), "limit": LONGEST})
    return filling.check(text) if text else _TEXT


def drawn(
    asked: Asked, case: Case, recent: Sequence[Inquiry], chosen: Inquiry | None, visitor: Visitor
) -> dict[str, Any]:
    """What templates/staff/saved-reply.html takes as `reply`, filled in for `chosen` or for somebody made up."""
    locale, kept = visitor.locale, asked.kept
    text = asked.values.get("text", "")
    made_up = catalogues.text(listed.MADE_UP, locale)
    choices = [(one.reference, listed.about(one), one is chosen) for one in recent]
    return {
        "url": f"{listed.URL}/{kept.id}" if kept else listed.URL,
        "desk": asked.desk,
        "version": kept.version if kept else "",
        "delete_url": f"{listed.URL}/{kept.id}/delete" if kept else "",
        "said": {"who": kept.who, "at": kept.at.isoformat(), "when": short_time(kept.at, visitor)}
        if kept
        else None,
        "abouts": [*choices, (NOBODY, made_up[:1].upper() + made_up[1:], chosen is None)],
        "about": listed.about(chosen) or made_up,
        "variables": [_variable(one, case, locale) for one in VARIABLES],
        "read": listed.read(text, case, locale) if text.strip() and "text" not in asked.problems else None,
        "other": _other(asked.other, visitor),
        "gone": asked.gone,
    }


def _variable(one: Any, case: Case, locale: str) -> dict[str, str]:
    words = one.words(case)
    return {
        "name": f"{{{one.name}}}",
        "means": catalogues.text(one.means, locale),
        "words": words,
        "absent": "" if words else catalogues.text(one.absent, locale),
    }


def _other(other: SavedReply | None, visitor: Visitor) -> dict[str, str] | None:
    if other is None:
        return None
    return {
        "who": other.who,
        "at": other.at.isoformat(),
        "when": short_time(other.at, visitor),
        "name": other.name,
        "text": other.text,
    }
