"""The box that a reply is written in: to whom and as whom it goes, and what stands in it already. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inquiries.correspondence import letter_mail, threads
from inquiries.i18n import catalogues, say
from inquiries.inquiry import changes
from inquiries.inquiry.drafts import Draft
from inquiries.inquiry.model import GOING, Bounced, Colleague, File, Inquiry, Letter, Status
from inquiries.staff.acts import reply_boxes, uploads, wall_time
from inquiries.staff.acts.act import Typed, Unclear
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import bounced, letter_entries, saved_pick
from inquiries.wording import Text

_OFFERED = 8  # addresses to copy to


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to the replies that are being written: everybody's drafts, the files of this visitor's, of the
    addresses that it would go to those that mail came back from, and id and name of each that the desk has saved."""

    drafts: tuple[Draft, ...] = ()
    files: tuple[File, ...] = ()
    bounced: Mapping[str, Bounced] = field(default_factory=dict)
    saved: tuple[tuple[int, str], ...] = ()


def box(
    office: Office,
    visitor: Visitor,
    inquiry: Inquiry,
    letters: Sequence[Letter],
    beside: Beside,
    typed: Typed,
) -> dict[str, Any]:
    """What parts/reply.html takes besides the act's own."""
    said = typing(visitor, beside.drafts, typed)
    subject = said.get("subject") or ("" if typed.act == "reply" else _subject(office, inquiry, letters))
    cc = said.get("cc", "")
    mine = next((draft for draft in beside.drafts if draft.who.id == visitor.who.id), None)
    return {
        "to": inquiry.email,
        "who": inquiry.name or inquiry.email,
        "from": _from(office, visitor, inquiry),
        "cc": cc,
        "subject": subject,
        "text": said.get("text", ""),
        "saved": saved_pick.offered(inquiry, beside.saved),
        "left": saved_pick.left(office, visitor, inquiry, said.get("text", "")),
        "known": mine.at.isoformat() if mine else "",
        "offered": _offered(office, inquiry, letters, cc),
        "bounced": _bounced(visitor, inquiry, cc, beside),
        "later": later(visitor, inquiry, said),
        "later_open": typed.act == "reply" and (typed.box.startswith("later") or "later" in typed.fields),
        "then": _then(visitor, inquiry, said.get("then", "")),
        "files": files(visitor, inquiry, beside.files, typed.problem if typed.box == uploads.FIELD else ""),
        "room": uploads.ROOM,
        "problem_at": typed.box if typed.act == "reply" else "",
    }


def typing(visitor: Visitor, drafts: Sequence[Draft], typed: Typed) -> Mapping[str, str]:
    """What stands in the boxes: as it was typed into a form that could not be done, else as their draft has it."""
    if typed.act == "reply":
        return typed.fields
    mine = next((draft for draft in drafts if draft.who.id == visitor.who.id), None)
    if mine is None:
        return {}
    return {**{name: str(value) for name, value in mine.facts.items()}, "text": mine.text}


def files(visitor: Visitor, inquiry: Inquiry, known: Sequence[File], problem: str) -> dict[str, Any]:
    """What parts/reply-files.html takes."""
    url = f"/staff/inquiries/{inquiry.reference}"
    drawn = letter_entries.files(known, url, visitor)
    return {
        "ids": "-".join(str(one.id) for one in known),
        "list": [
            {**shown, "remove_url": f"{url}/reply/files/{one.id}/remove"}
            for one, shown in zip(known, drawn, strict=True)
        ],
        "problem": problem,
    }


def addresses(inquiry: Inquiry, cc: str) -> list[str]:
    """Whom it would go to, in lower case."""
    return [inquiry.email.lower(), *(one.lower() for _, one in reply_boxes.addresses(cc))]


def closed_to(visitor: Visitor, inquiry: Inquiry) -> str:
    """Why there is no box for a reply; "" where there is one."""
    words = catalogues.translations(visitor.locale)
    if inquiry.status is Status.QUARANTINED:
        return words.gettext("It is held in quarantine: once it is released, it can be answered.")
    if inquiry.status not in changes.ANSWERABLE or inquiry.email:
        return ""
    if inquiry.phone:
        return words.gettext("They left no email address, so no letter can be written to them: ring them.")
    return words.gettext("They left no email address, so no letter can be written to them.")


def later(visitor: Visitor, inquiry: Inquiry, fields: Mapping[str, str]) -> dict[str, Any]:
    """The boxes for a time it shall go at; `said` says the time back by both clocks, or what is wrong with it."""
    day = fields.get("later_day") or "today"
    return {
        "days": [
            {"slug": slug, "words": catalogues.text(words, visitor.locale), "chosen": slug == day}
            for slug, words in wall_time.DAYS.items()
        ],
        "date": fields.get("later_date", ""),
        "time": fields.get("later_time", ""),
        "said": said_back(visitor, inquiry, fields),
        "there": _there(visitor, inquiry),
    }


def said_back(visitor: Visitor, inquiry: Inquiry, fields: Mapping[str, str]) -> str:
    """ "15:00 today here, 20:00 in London", and whether that is too late for them; "" while no time is chosen."""
    if not fields.get("later_time", "").strip():
        return ""
    now, locale = visitor.now, visitor.locale
    try:
        at = wall_time.read(visitor, dict(fields), reply_boxes.LATER, now)
    except Unclear as unclear:
        return catalogues.text(unclear.text, locale)
    both = say.both(at, inquiry.zone, visitor.zone, now, place="", ours_first=True, locale=locale)
    if inquiry.deadline_at is None or at <= inquiry.deadline_at:
        return both
    last = say.clock(inquiry.deadline_at, visitor.zone, now, locale)
    words = Text("%(time)s – after their deadline, %(deadline)s", {"time": both, "deadline": last})
    return catalogues.text(words, locale)


def _there(visitor: Visitor, inquiry: Inquiry) -> str:
    """What both clocks show now; "" where it is the same."""
    here, there = (say.time(visitor.now, zone) for zone in (visitor.zone, inquiry.zone))
    values = {"here": here, "there": there, "place": say.city(inquiry.zone, visitor.locale)}
    words = Text("By your clock, where it is %(here)s. In %(place)s it is %(there)s.", values)
    return catalogues.text(words, visitor.locale) if here != there else ""


def _subject(office: Office, inquiry: Inquiry, letters: Sequence[Letter]) -> str:
    return threads.subject(office.settings, inquiry, letters)


def _from(office: Office, visitor: Visitor, inquiry: Inquiry) -> dict[str, str]:
    """Whose name stands at the top of it, and the address it goes from."""
    desk = office.settings.desk(inquiry.front)
    me = visitor.who
    who = Colleague(me.id, me.name, me.title, me.phone)
    return {
        "name": letter_mail.from_name(office, inquiry, desk, who),
        "address": desk.email or office.settings.mail_from,
    }


def _offered(office: Office, inquiry: Inquiry, letters: Sequence[Letter], cc: str) -> list[str]:
    """Who else wrote in this inquiry or read what was written, and is not in the box yet: offered, never preset."""
    ours = letter_mail.addresses(office)
    from_us = (office.settings.desk(inquiry.front).email or "", office.settings.mail_from)
    there = {*addresses(inquiry, cc), *(one.lower() for one in from_us)}
    found: dict[str, str] = {}
    for letter in letters:
        if letter.ours or letter.kind == "automatic":
            continue
        copied = letter.facts.get("cc")
        for one in (letter.sender, *(copied if isinstance(copied, list) else ())):
            email = str(one)
            if "@" in email and email.lower() not in there and not ours.ours(email):
                found.setdefault(email.lower(), email)
    return list(found.values())[-_OFFERED:]


def _bounced(visitor: Visitor, inquiry: Inquiry, cc: str, beside: Beside) -> list[dict[str, str]]:
    """Of whom it would go to, those that mail came back from, with the other server's words."""
    return [
        {"address": one, "words": bounced.words(one, beside.bounced[one], visitor)}
        for one in dict.fromkeys(addresses(inquiry, cc))
        if one in beside.bounced
    ]


def _then(visitor: Visitor, inquiry: Inquiry, chosen: str) -> list[dict[str, Any]]:
    """What may become of the inquiry; nothing is to be chosen where it is closed."""
    if inquiry.status not in GOING:
        return []
    return [
        {"slug": slug, "words": catalogues.text(words, visitor.locale), "chosen": slug == chosen}
        for slug, words in reply_boxes.THEN.items()
    ]
