"""Who is told by what they chose and in their quiet hours, as tables: a new Media inquiry unless said otherwise."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from inquiries.inquiry.alarms import Step
from inquiries.inquiry.model import Status
from inquiries.notify import audience
from inquiries.notify.audience import Occasion, Roll
from inquiries.people.wishes import Event, How, Quiet, Wishes
from tests.notify.occasions import (
    ALARM,
    ANA,
    DEAF,
    DEE,
    DESK,
    MEDIA,
    NOON_QUIET,
    Wished,
    away,
    inquiry,
    people,
    said,
    told,
)
from tests.opened import HOUR, NOON


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
