"""Who is told on an ordinary day and while somebody is away, as tables: each event on a Media inquiry."""

from typing import Any

import pytest

from inquiries.inquiry.alarms import Step
from inquiries.people.wishes import Event
from tests.notify.occasions import ALARM, ANA, CONTACT, CY, DEE, DESK, ELI, LATE, MEDIA, away, told


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
