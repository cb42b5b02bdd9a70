"""A person, or an outlet, as their page shows them. Words only, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from inquiries.i18n import catalogues, say
from inquiries.inquiry import contacts, earlier
from inquiries.inquiry.earlier import FAR_BACK, Past
from inquiries.inquiry.model import Bounced
from inquiries.inquiry.namesakes import Namesake
from inquiries.inquiry.persons import Address, Person
from inquiries.inquiry.remarks import PAGE, Remark
from inquiries.people import tokens
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import bounced, went
from inquiries.wording import Text

_OUTLETS, _PHONES, _PEOPLE, _SPELLINGS = 5, 3, 12, 4  # are named in the heading


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed into which form when it could not be done, and why."""

    act: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    faster: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person or an outlet, read in one moment. `past` is what is counted, `listed` one page of
    it with one more, `notes` likewise; `readers` are the desks that read a note written now;
    `bounced` are addresses, in lower case, that mail came back from."""

    past: tuple[Past, ...]
    listed: tuple[Past, ...]
    notes: tuple[Remark, ...]
    readers: tuple[str, ...]
    bounced: Mapping[str, Bounced] = field(default_factory=dict)


def person(
    office: Office,
    visitor: Visitor,
    who: Person,
    known: Known,
    suggested: Sequence[Namesake],
    filled: Filled,
) -> dict[str, Any]:
    """What templates/staff/person.html takes as `person`."""
    url, past = went.person_url(who.id), known.past
    names = earlier.most_used(past, lambda each: each.name) or (who.addresses[0].email,)
    return {
        "url": url,
        "name": names[0],
        "other_names": list(names[1 : 1 + _SPELLINGS]),
        "version": who.version,
        "outlets": [
            {"name": _spelling(past, key), "url": went.outlet_url(key)}
            for key in earlier.most_used(past, lambda each: each.outlet_key)[:_OUTLETS]
        ],
        "phones": [
            {"words": phone, "url": contacts.dialled(phone)}
            for phone in earlier.most_used(past, lambda each: each.phone)[:_PHONES]
        ],
        "addresses": [_address(office, visitor, url, one, known, filled) for one in who.addresses],
        "suggested": [{"email": one.email, "name": one.name, "outlet": one.outlet} for one in suggested],
        "join_url": f"{url}/join",
        "join_with": filled.fields.get("with", "") if filled.act == "join" else "",
        "join_problem": filled.problem if filled.act == "join" else "",
        "faster": filled.faster,
        **_asked(office, visitor, url, known, filled, of=lambda each: each.outlet),
    }


def outlet(
    office: Office, visitor: Visitor, key: str, known: Known, people: Mapping[str, int], filled: Filled
) -> dict[str, Any]:
    """What templates/staff/outlet.html takes as `outlet`; `people` are persons by their addresses."""
    url, spellings = went.outlet_url(key), earlier.most_used(known.past, lambda each: each.outlet)
    return {
        "url": url,
        "name": spellings[0] if spellings else key,
        "other_names": list(spellings[1 : 1 + _SPELLINGS]),
        "people": _people(visitor, known.past, people),
        **_asked(office, visitor, url, known, filled, of=lambda each: each.name),
    }


def _asked(
    office: Office, visitor: Visitor, url: str, known: Known, filled: Filled, *, of: Any
) -> dict[str, Any]:
    """What both pages have: how it went, the list, the private notes."""
    listed, notes = known.listed[: earlier.PAGE], known.notes[:PAGE]
    words = catalogues.translations(visitor.locale)
    desks = [
        words.gettext(desk.name) for slug, desk in office.settings.desks.items() if slug in known.readers
    ]
    typed = filled.act == "remark"
    return {
        "line": went.line(earlier.figures(known.past, FAR_BACK), visitor.locale),
        "inquiries": [went.row(office, visitor, each, of=of(each)) for each in listed],
        "more_url": f"{url}?before={listed[-1].reference}" if len(known.listed) > len(listed) else "",
        "notes": {
            "url": f"{url}/remark",
            "readers": ", ".join(desks),
            "entries": [_note(office, visitor, each) for each in notes],
            "more_url": f"{url}?notes={notes[-1].id}" if len(known.notes) > len(notes) else "",
            "text": filled.fields.get("text", "") if typed else "",
            "once_key": filled.fields.get("once_key", "") if typed else tokens.new(),
            "problem": filled.problem if typed else "",
        },
    }


def _note(office: Office, visitor: Visitor, remark: Remark) -> dict[str, Any]:
    return {
        "kind": "private",
        "who": remark.who,
        "of": "",
        "meta": short_time(remark.at, visitor),
        "at": remark.at.isoformat(),
        "text": remark.text,
        "state": "",
        "state_words": "",
    }


def _address(
    office: Office, visitor: Visitor, url: str, address: Address, known: Known, filled: Filled
) -> dict[str, Any]:
    words = catalogues.translations(visitor.locale)

    def on(at: Any) -> str:
        return say.date(at, visitor.zone, visitor.now, visitor.locale)

    verified = joined = ""
    if address.verified_at:
        values = {"date": on(address.verified_at), "who": address.verified_by, "how": address.verified_how}
        by_hand = Text("verified %(date)s by %(who)s: %(how)s", values)
        by_link = Text("verified %(date)s: they followed the link we mailed", values)
        verified = catalogues.text(by_hand if address.verified_by else by_link, visitor.locale)
    if address.joined_at:
        values = {"date": on(address.joined_at), "who": address.joined_by}
        joined = words.gettext("joined %(date)s by %(who)s") % values
    here = filled.fields.get("email") == address.email and filled.act == "verify"
    return {
        "email": address.email,
        "mail_url": f"mailto:{quote(address.email, safe='@+')}",
        "came_back": bounced.words(address.email, known.bounced.get(address.email.lower()), visitor),
        "verified": verified,
        "joined": joined,
        "verify_url": f"{url}/{'unverify' if verified else 'verify'}",
        "split_url": f"{url}/split" if joined else "",
        "how": filled.fields.get("how", "") if here else "",
        "problem": filled.problem if here else "",
    }


def _spelling(past: Sequence[Past], key: str) -> str:
    return earlier.most_used((each for each in past if each.outlet_key == key), lambda each: each.outlet)[0]


def _people(visitor: Visitor, past: Sequence[Past], people: Mapping[str, int]) -> list[dict[str, Any]]:
    """Who asks for an outlet, by how often: each under their latest name."""
    words = catalogues.translations(visitor.locale)
    found: dict[int, list[Past]] = {}
    for each in past:
        if each.email_key in people:
            found.setdefault(people[each.email_key], []).append(each)
    often = sorted(found.items(), key=lambda item: -len(item[1]))[:_PEOPLE]
    return [
        {
            "name": theirs[0].name,
            "url": went.person_url(id),
            "count": words.ngettext("%(count)s inquiry", "%(count)s inquiries", len(theirs))
            % {"count": len(theirs)},
        }
        for id, theirs in often
    ]
