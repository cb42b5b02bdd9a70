"""Who is told, as tables: each event on a Media inquiry, with the cast as they are on an ordinary day and otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from inquiries.inquiry.alarms import Step
from inquiries.inquiry.model import Colleague, Inquiry, Status
from inquiries.notify import audience
from inquiries.notify.audience import Notice, Occasion, Person, Roll
from inquiries.people.absences import Absence
from inquiries.people.wishes import Event, How, Quiet, Wishes
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


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, DESK),
        ({"event": ALARM, "step": Step.OWNER, "owner": ANA}, ["Ana now owner"]),
        ({"event": ALARM, "step": Step.OWNER}, DESK),
        # Whoever has left, or cannot see the desk any more, answers for nothing there.
        ({"event": ALARM, "step": Step.OWNER, "owner": ANA, "without": (ANA,)}, ["Eli now desk"]),
        ({"event": ALARM, "step": Step.OWNER, "owner": CY}, DESK),
        ({"event": ALARM, "step": Step.DESK, "owner": ANA}, DESK),
        (
            {"event": ALARM, "step": Step.DESK, "without": (ANA, ELI)},
            ["duty@x.example now desk", "media@x.example now desk"],
        ),
        ({"event": ALARM, "step": Step.DUTY, "duty": ELI, "owner": ANA}, ["Eli now duty"]),
        ({"event": ALARM, "step": Step.DUTY}, ["Dee now administrator"]),
        (
            {"event": ALARM, "step": Step.DUTY, "desk": MEDIA.model_copy(update={"duty": CONTACT})},
            ["phone@x.example now contact"],
        ),
        (
            {
                "event": ALARM,
                "step": Step.DUTY,
                "duty": ELI,
                "desk": MEDIA.model_copy(update={"duty": CONTACT}),
            },
            ["Eli now duty"],
        ),
        ({"event": ALARM, "step": Step.DUTY, "duty": CY}, ["Dee now administrator"]),
        ({"event": LATE, "step": Step.LATE, "owner": ANA}, ["Ana now owner"]),
        ({"event": LATE, "step": Step.LATE_TO_START}, DESK),
        ({"event": Event.REPLY, "owner": ANA, "by": ELI}, ["Ana now owner"]),
        ({"event": Event.REPLY, "owner": ANA, "by": ANA}, []),
        ({"event": Event.REPLY}, []),
        ({"event": Event.MENTION, "staff": (ELI, CY, 99)}, ["Eli now mention"]),
        ({"event": Event.MENTION, "staff": (DEE,)}, ["Dee now mention"]),
        ({"event": Event.DEAD_LETTER}, ["Dee now administrator"]),
    ],
)
def test_on_an_ordinary_day(given: dict[str, Any], expected: list[str]) -> None:
    assert told(**given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"away": away(ana=DEE)}, ["Dee now desk for Ana", "Eli now desk"]),
        ({"away": away(ana=None)}, ["Eli now desk"]),
        ({"away": away(ana=ELI)}, ["Eli now desk for Ana"]),
        ({"away": away(ana=None, eli=None)}, DESK),
        (
            {"event": ALARM, "step": Step.OWNER, "owner": ANA, "away": away(ana=DEE)},
            ["Dee now owner for Ana"],
        ),
        (
            {"event": ALARM, "step": Step.OWNER, "owner": ANA, "away": away(ana=DEE, dee=ELI)},
            ["Eli now owner for Ana"],
        ),
        ({"event": ALARM, "step": Step.OWNER, "owner": ANA, "away": away(ana=CY)}, ["Eli now desk for Ana"]),
        (
            {"event": ALARM, "step": Step.OWNER, "owner": ANA, "away": away(ana=None)},
            ["Eli now desk for Ana"],
        ),
        (
            {"event": ALARM, "step": Step.OWNER, "owner": ANA, "away": away(ana=ELI, eli=ANA)},
            ["Ana now owner"],
        ),
        ({"event": ALARM, "step": Step.DUTY, "duty": ELI, "away": away(eli=ANA)}, ["Ana now duty for Eli"]),
        ({"event": ALARM, "step": Step.DUTY, "duty": ELI, "away": away(eli=None)}, ["Dee now administrator"]),
        ({"event": ALARM, "step": Step.DUTY, "away": away(dee=None)}, ["Dee now administrator"]),
        ({"event": LATE, "step": Step.LATE, "owner": ANA, "away": away(ana=ELI)}, ["Eli now owner for Ana"]),
        ({"event": Event.MENTION, "staff": (ANA,), "away": away(ana=ELI)}, ["Eli now mention for Ana"]),
        ({"event": Event.MENTION, "staff": (ANA,), "away": away(ana=ELI), "by": ELI}, []),
        ({"event": Event.DEAD_LETTER, "away": away(dee=None)}, ["Dee now administrator"]),
    ],
)
def test_while_somebody_is_away(given: dict[str, Any], expected: list[str]) -> None:
    assert told(**given) == expected


def chose(**how: How) -> dict[int, Wishes]:
    """What Ana chose, as new=…, media_new=… for the desk."""
    choices = {}
    for name, one in how.items():
        desk, _, event = name.rpartition("_")
        choices[desk, Event(event)] = one
    return {ANA: Wishes(choices=choices)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"wished": chose(new=How.OFF)}, ["Eli now desk"]),
        ({"wished": chose(new=How.DIGEST)}, ["Ana digest desk", "Eli now desk"]),
        ({"wished": chose(new=How.OFF, media_new=How.DIGEST)}, ["Ana digest desk", "Eli now desk"]),
        ({"wished": chose(new=How.OFF, events_new=How.NOW)}, ["Eli now desk"]),
        ({"event": ALARM, "step": Step.OWNER, "owner": ANA, "wished": chose(alarm=How.OFF)}, []),
        # Nobody switches off the last step, nor sleeps through it, nor reads of it tomorrow.
        ({"event": ALARM, "step": Step.DUTY, "duty": ANA, "wished": chose(alarm=How.OFF)}, ["Ana now duty"]),
        (
            {"event": ALARM, "step": Step.DUTY, "duty": ANA, "wished": chose(alarm=How.DIGEST)},
            ["Ana now duty"],
        ),
        (
            {"event": ALARM, "step": Step.DUTY, "duty": ANA, "wished": {ANA: Wishes(quiet=DEAF)}},
            ["Ana now duty"],
        ),
        (
            {
                "event": Event.DEAD_LETTER,
                "wished": {ANA: Wishes(choices={("media", Event.DEAD_LETTER): How.NOW})},
            },
            ["Ana now desk", "Dee now administrator"],
        ),
        # Now for one reason and a digest for another is now.
        (
            {"away": away(eli=ANA), "wished": chose(new=How.DIGEST)},
            ["Ana digest desk"],
        ),
    ],
)
def test_by_what_they_chose(given: dict[str, Any], expected: list[str]) -> None:
    assert told(**given) == expected


QUIET = {ANA: Wishes(quiet=NOON_QUIET)}
SOON = {"last_safe_start_at": NOON + 2 * HOUR}
HELD, AT_ONCE = ["Ana now desk in 2 h", "Eli now desk"], DESK


@pytest.mark.parametrize(
    ("wished", "about", "expected"),
    [
        (QUIET, {}, HELD),
        (QUIET, SOON, AT_ONCE),
        (QUIET, {"last_safe_start_at": NOON + timedelta(hours=2, seconds=1)}, HELD),
        (QUIET, {"last_safe_start_at": None, "deadline_at": NOON + HOUR}, AT_ONCE),
        (QUIET, {"last_safe_start_at": None, "deadline_at": None}, HELD),
        (QUIET, {"respond_intent_at": NOON + HOUR}, AT_ONCE),
        (QUIET, {"respond_intent_at": NOON + HOUR, "acknowledged_at": NOON}, HELD),
        (QUIET, {**SOON, "status": Status.CLOSED}, HELD),
        ({ANA: Wishes(quiet=DEAF)}, SOON, HELD),
        # Quiet all day: what is not urgent comes once a day.
        (
            {ANA: Wishes(quiet=Quiet(0, 1440, True))},
            {"respond_intent_at": NOON + 30 * HOUR, "last_safe_start_at": NOON + 30 * HOUR},
            ["Ana digest desk", "Eli now desk"],
        ),
        ({ANA: Wishes(quiet=Quiet(0, 0, True))}, SOON, AT_ONCE),
        ({ANA: Wishes(quiet=Quiet(0, 0, False))}, SOON, ["Ana digest desk", "Eli now desk"]),
        ({ANA: Wishes(quiet=Quiet(13 * 60, 7 * 60, True))}, {}, AT_ONCE),
    ],
)
def test_in_quiet_hours(wished: Wished, about: dict[str, Any], expected: list[str]) -> None:
    assert told(wished=wished, about=inquiry(**about)) == expected


def test_two_accounts_with_one_reason_each_are_told_once_each() -> None:
    twice = told(Event.DEAD_LETTER, wished={DEE: Wishes()}, without=(CY,))
    assert twice == ["Dee now administrator"]


def test_a_dead_letter_of_no_inquiry_is_for_administrators_and_cannot_wait_in_a_digest() -> None:
    wished = {
        DEE: Wishes(choices={("", Event.DEAD_LETTER): How.DIGEST}),
        ANA: Wishes(choices={("", Event.DEAD_LETTER): How.NOW}),
    }
    roll = Roll(people(wished), {}, {})
    found = audience.told(Occasion(Event.DEAD_LETTER, MEDIA, None), roll, NOON)
    assert [said(one) for one in found] == ["Dee now administrator"]


def test_the_time_a_notice_waits_for_is_the_persons_own() -> None:
    here = people({ANA: Wishes(quiet=NOON_QUIET)})
    here[ANA] = replace(here[ANA], wishes=replace(here[ANA].wishes, zone="Europe/London"))
    found = audience.told(Occasion(Event.NEW, MEDIA, inquiry()), Roll(here, {}, {}), NOON)
    assert [one.at for one in found] == [NOON, NOON]  # 17:00 in London
    early = datetime(2026, 11, 24, 12, 30, tzinfo=NOON.tzinfo)
    found = audience.told(Occasion(Event.NEW, MEDIA, inquiry()), Roll(here, {}, {}), early)
    assert found[0].at == datetime(2026, 11, 24, 14, 0, tzinfo=NOON.tzinfo)
