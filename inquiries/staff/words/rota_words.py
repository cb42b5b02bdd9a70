"""The rota and the absences in words, as templates/staff/rota.html takes them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from inquiries.i18n import catalogues, say
from inquiries.inquiry.model import GOING, Inquiry
from inquiries.people import absences as ways
from inquiries.people import permissions
from inquiries.people.absences import Absence
from inquiries.people.accounts import Staff
from inquiries.people.rota import Duty
from inquiries.settings import Desk
from inquiries.staff.office import Office, Visitor
from inquiries.staff.words import rota_form
from inquiries.wording import Text


def drawn(
    office: Office,
    visitor: Visitor,
    duties: Sequence[Duty],
    absences: Sequence[Absence],
    everybody: Sequence[Staff],
) -> dict[str, Any]:
    """What the template takes as `rota`."""
    names = {one.id: one.name for one in everybody}
    here = [one for one in everybody if not one.disabled]
    away = {one.staff_id: one for one in absences if one.starts_at <= visitor.now}
    desks = [(slug, desk) for slug, desk in office.settings.desks.items() if slug in visitor.desks]
    seen = {one.id for one in everybody if rota_form.may_stand_in(one, visitor)} | {visitor.who.id}
    mine = visitor.is_administrator
    return {
        "desks": [
            _desk(desk, [one for one in duties if one.desk == slug], away, everybody, visitor)
            for slug, desk in desks
        ],
        "people": [
            {"id": str(one.id), "name": one.name}
            for one in here
            if any(permissions.may_see(one, slug) for slug, _ in desks)
        ],
        "others": mine,
        "absences": [
            {
                "id": one.id,
                "name": names.get(one.staff_id, ""),
                "from": _said(one.starts_at, visitor),
                "until": _said(one.ends_at, visitor),
                "substitute": names.get(one.substitute_id or 0, ""),
                "remove_url": f"/staff/rota/absences/{one.id}/remove"
                if mine or one.staff_id == visitor.who.id
                else "",
            }
            for one in absences
            if mine or one.staff_id in seen
        ],
        "zone": say.city(visitor.zone, visitor.locale),
    }


def owner_away(
    inquiry: Inquiry, absences: Mapping[int, Absence], everybody: Sequence[Staff], visitor: Visitor
) -> str:
    """Who stands in for the owner of what goes on; "" while they are here."""
    owner_id = inquiry.owner.id if inquiry.owner and inquiry.status in GOING else None
    return away(owner_id, absences, everybody, inquiry.desk, visitor)


def away(
    owner_id: int | None,
    absences: Mapping[int, Absence],
    everybody: Sequence[Staff],
    desk: str,
    visitor: Visitor,
) -> str:
    """ "Dee Dunn is away until Fri 27 Nov, 09:00; Ana Alves stands in", "" while they are here."""
    if owner_id is None or owner_id not in absences:
        return ""
    people = {one.id: one for one in everybody}
    found = ways.stands_in(
        owner_id, absences, lambda id: id in people and permissions.may_see(people[id], desk)
    )
    values = {"name": people[owner_id].name, "until": _said(absences[owner_id].ends_at, visitor)}
    if found is None:
        words = Text("%(name)s is away until %(until)s; the desk gets the notices", values)
    else:
        words = Text(
            "%(name)s is away until %(until)s; %(other)s stands in", {**values, "other": people[found].name}
        )
    return catalogues.text(words, visitor.locale)


def taken(by: Duty, everybody: Sequence[Staff], visitor: Visitor) -> Text:
    """What is in the way of a shift."""
    name = next((one.name for one in everybody if one.id == by.staff_id), "")
    values = {"name": name, "from": _said(by.starts_at, visitor), "until": _said(by.ends_at, visitor)}
    return Text("%(name)s is on duty then: from %(from)s until %(until)s. Choose another time", values)


def already(other: Absence, visitor: Visitor) -> Text:
    values = {"from": _said(other.starts_at, visitor), "until": _said(other.ends_at, visitor)}
    return Text("There is an absence then already: from %(from)s until %(until)s", values)


def _desk(
    desk: Desk,
    duties: Sequence[Duty],
    away: Mapping[int, Absence],
    everybody: Sequence[Staff],
    visitor: Visitor,
) -> dict[str, Any]:
    names = {one.id: one.name for one in everybody}
    now = next((one for one in duties if one.starts_at <= visitor.now), None)
    following = next((one for one in duties if one.starts_at > visitor.now), None)
    return {
        "slug": desk.slug,
        "name": catalogues.text(Text(desk.name), visitor.locale),
        "now": _now(desk, now, away, everybody, visitor),
        "covered": now is not None,
        "next": Text(
            "Next: %(name)s, from %(from)s",
            {"name": names.get(following.staff_id, ""), "from": _said(following.starts_at, visitor)},
        )
        if following
        else "",
        "duties": [
            {
                "name": names.get(one.staff_id, ""),
                "from": _said(one.starts_at, visitor),
                "until": _said(one.ends_at, visitor),
                "current": one is now,
                "remove_url": f"/staff/rota/duties/{one.id}/remove",
            }
            for one in duties
        ],
    }


def _now(
    desk: Desk, now: Duty | None, absent: Mapping[int, Absence], everybody: Sequence[Staff], visitor: Visitor
) -> Text | str:
    """Who has the duty phone; while nobody has, whom the last step of an alarm reaches."""
    if now is not None:
        names = {one.id: one.name for one in everybody}
        said = away(now.staff_id, absent, everybody, desk.slug, visitor)
        until = {"name": names.get(now.staff_id, ""), "until": _said(now.ends_at, visitor)}
        return said or Text("On duty: %(name)s, until %(until)s", until)
    if desk.duty and desk.duty.email:
        values = {"name": desk.duty.name, "email": desk.duty.email}
        return Text("Nobody is on duty. The last step of an alarm goes to %(name)s, %(email)s.", values)
    return Text("Nobody is on duty. The last step of an alarm goes to every administrator.")


def _said(at: datetime, visitor: Visitor) -> str:
    return say.clock(at, visitor.zone, visitor.now, visitor.locale)
