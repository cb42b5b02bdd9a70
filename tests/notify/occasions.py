"""The cast of Media as audience.py takes it, and what it decides said in short: "Ana now owner for Dee in 2 h"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inquiries.inquiry.alarms import Step
from inquiries.inquiry.model import Colleague, Inquiry, Status
from inquiries.notify import audience
from inquiries.notify.audience import Notice, Occasion, Person, Roll
from inquiries.people.absences import Absence
from inquiries.people.wishes import Event, Quiet, Wishes
from inquiries.settings import Contact, Desk
from tests.opened import HOUR, NOON

ANA, ELI, DEE, CY = 1, 2, 3, 4
NAMES = {ANA: "Ana", ELI: "Eli", DEE: "Dee", CY: "Cy"}
MEDIA = Desk(slug="media", name="Media", email="media@x.example", notify=("duty@x.example",))
CONTACT = Contact(name="Press duty", phone="1", email="phone@x.example", desk="media")
ZONE = "America/Toronto"  # it is noon there
NOON_QUIET = Quiet(11 * 60, 14 * 60, urgent_comes_through=True)
DEAF = replace(NOON_QUIET, urgent_comes_through=False)
Wished = Mapping[int, Wishes]


def people(wished: Wished | None = None, *, without: tuple[int, ...] = ()) -> dict[int, Person]:
    """Ana and Eli on Media, Cy on Events, Dee the administrator of both."""
    desks = {ANA: {"media"}, ELI: {"media"}, DEE: {"events"}, CY: {"events"}}
    return {
        id: Person(
            id, f"{NAMES[id]}@x.example".lower(), NAMES[id], id == DEE, frozenset(on), _zoned(wished, id)
        )
        for id, on in desks.items()
        if id not in without
    }


def _zoned(wished: Wished | None, id: int) -> Wishes:
    return replace((wished or {}).get(id, Wishes()), zone=ZONE)


def inquiry(*, owner: int | None = None, **changes: Any) -> Inquiry:
    blank: dict[str, Any] = dict.fromkeys(Inquiry.__slots__, "")
    times = {
        "received_at": NOON - HOUR,
        "respond_intent_at": NOON + 3 * HOUR,
        "last_safe_start_at": NOON + 20 * HOUR,
        "deadline_at": NOON + 22 * HOUR,
        "acknowledged_at": None,
    }
    mine = Colleague(owner, NAMES[owner], "", "") if owner else None
    return Inquiry(
        **{**blank, **times, "id": 7, "desk": "media", "status": Status.OPEN, "owner": mine, **changes}
    )


def away(**who: int | None) -> dict[int, Absence]:
    ids = {name.lower(): id for id, name in NAMES.items()}
    return {
        ids[name]: Absence(0, ids[name], substitute, NOON - HOUR, NOON + HOUR)
        for name, substitute in who.items()
    }


def told(
    event: Event = Event.NEW,
    *,
    step: Step = Step.NONE,
    owner: int | None = None,
    wished: Wished | None = None,
    away: dict[int, Absence] | None = None,
    duty: int | None = None,
    desk: Desk = MEDIA,
    without: tuple[int, ...] = (),
    staff: tuple[int, ...] = (),
    by: int | None = None,
    about: Inquiry | None = None,
) -> list[str]:
    """Each as "Ana now owner"; with whom they stand in for, and what time they wait for."""
    roll = Roll(people(wished, without=without), away or {}, {"media": duty} if duty else {})
    occasion = Occasion(event, desk, about or inquiry(owner=owner), step, staff, by)
    return [said(one) for one in audience.told(occasion, roll, NOON)]


def said(one: Notice) -> str:
    instead = f" for {one.instead_of}" if one.instead_of else ""
    hours = f" in {(one.at - NOON) / HOUR:g} h" if one.held else ""
    assert one.held is (one.at != NOON)
    return f"{one.name or one.address} {one.how} {one.because}{instead}{hours}"


DESK = ["Ana now desk", "Eli now desk"]
ALARM, LATE = Event.ALARM, Event.LATE
