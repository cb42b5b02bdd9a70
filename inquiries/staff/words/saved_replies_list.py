"""Saved replies as their page lists them: desk by desk, each as somebody who wrote lately would read it. No SQL."""

from collections.abc import Sequence
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry import cases, filling
from inquiries.inquiry.cases import Case
from inquiries.inquiry.model import Colleague, Inquiry
from inquiries.inquiry.saved_replies import SavedReply
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

URL = "/staff/saved-replies"
_START = 200  # letters; the page cuts them where its line ends
MADE_UP = Text("somebody made up, who answered everything")


def desks(
    office: Office, visitor: Visitor, kept: Sequence[SavedReply], recent: dict[str, Inquiry | None]
) -> list[dict[str, Any]]:
    """What templates/staff/saved-replies.html takes as `desks`; `recent` is the inquiry that fills each desk's."""
    found = []
    for slug in office.settings.desks:
        if slug not in visitor.desks:
            continue
        inquiry = recent.get(slug)
        case = case_of(office, visitor, slug, inquiry)
        found.append(
            {
                "slug": slug,
                "name": desk_name(office, visitor, slug),
                "add_url": f"{URL}/new?desk={slug}",
                "about": about(inquiry) or catalogues.text(MADE_UP, visitor.locale),
                "replies": [_reply(one, case, visitor) for one in kept if one.desk == slug],
            }
        )
    return found


def case_of(office: Office, visitor: Visitor, desk: str, inquiry: Inquiry | None) -> Case:
    """What a reply is filled in from; without an inquiry, from somebody made up."""
    settings, me = office.settings, colleague(visitor)
    if inquiry is None:
        return cases.made_up(settings, settings.desk(desk), me, visitor.now)
    return cases.of(settings, inquiry, me, visitor.now)


def colleague(visitor: Visitor) -> Colleague:
    """Whoever is signed in, as they sign."""
    who = visitor.who
    return Colleague(who.id, who.name, who.title, who.phone)


def about(inquiry: Inquiry | None) -> str:
    """ "The Example Gazette · Bo Baker · M7K-4QX2"; "" for none."""
    if inquiry is None:
        return ""
    return " · ".join(part for part in (inquiry.outlet, inquiry.name, inquiry.reference) if part)


def desk_name(office: Office, visitor: Visitor, slug: str) -> str:
    return catalogues.text(Text(office.settings.desk(slug).name), visitor.locale)


def read(text: str, case: Case, locale: str) -> dict[str, Any]:
    """What templates/parts/filled.html draws: the text in pieces, and a line for each name that stays."""
    missing = [
        {"name": name, "why": catalogues.text(why, locale)} for name, why in filling.fill(text, case).missing
    ]
    pieces = [
        {"text": piece.text, "put_in": piece.put_in, "missing": piece.missing is not None}
        for piece in filling.pieces(text, case)
    ]
    return {"pieces": pieces, "missing": missing, "locale": case.locale}


def _start(text: str) -> str:
    """The first words that tell it from others: what greets is passed over."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    greets = len(lines) > 1 and lines[0].endswith((",", "!", ":"))
    return " ".join(lines[greets:])[:_START]


def _reply(one: SavedReply, case: Case, visitor: Visitor) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "url": f"{URL}/{one.id}",
        "start": _start(one.text),
        "at": one.at.isoformat(),
        "when": short_time(one.at, visitor),
        "who": one.who,
        "read": read(one.text, case, visitor.locale),
    }
