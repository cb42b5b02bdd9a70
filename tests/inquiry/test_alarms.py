"""When an alarm climbs: shares of the time there is, what is late, and what a change does to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inquiries.inquiry import alarms
from inquiries.inquiry.alarms import ANEW, Facts, Step
from inquiries.inquiry.model import Status
from inquiries.settings import Desk
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

DESK = Desk(slug="media", name="Media")
H = timedelta(hours=1)
WHOLE = Facts(NOON, NOON + H, NOON + 4 * H, NOON + 6 * H, acknowledged=False)
LATE = [(Step.LATE_TO_START, 4.0), (Step.LATE, 6.0)]


def hours(of: Facts, desk: Desk = DESK) -> list[tuple[Step, float]]:
    return [(step, (at - NOON) / H) for step, at in alarms.steps(of, desk)]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (WHOLE, [(Step.OWNER, 1.0), (Step.DESK, 2.0), (Step.DUTY, 3.0), *LATE]),
        (replace(WHOLE, acknowledged=True), LATE),
        (
            replace(WHOLE, last_safe_start_at=NOON + 6 * H),
            [(Step.OWNER, 1.5), (Step.DESK, 3.0), (Step.DUTY, 4.5), (Step.LATE, 6.0)],
        ),
        # Too late to start when it came: the deadline is what there is.
        (
            replace(WHOLE, last_safe_start_at=NOON - H),
            [(Step.OWNER, 1.5), (Step.DESK, 3.0), (Step.DUTY, 4.5), (Step.LATE, 6.0)],
        ),
        (
            replace(WHOLE, last_safe_start_at=None, deadline_at=None),
            [(Step.OWNER, 0.25), (Step.DESK, 0.5), (Step.DUTY, 0.75)],
        ),
        (
            replace(WHOLE, last_safe_start_at=NOON - H, deadline_at=NOON),
            [(Step.OWNER, 0.25), (Step.DESK, 0.5), (Step.DUTY, 0.75)],
        ),
        (Facts(NOON, NOON, None, NOON - H, acknowledged=False), []),
    ],
    ids=["whole", "acknowledged", "no clearance", "late start", "no deadline", "late deadline", "no time"],
)
def test_the_steps_of_an_inquiry_are_shares_of_its_time_and_what_is_late(
    of: Facts, expected: list[tuple[Step, float]]
) -> None:
    assert hours(of) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((), LATE),
        ((50,), [(Step.OWNER, 2.0), *LATE]),
        ((10, 25), [(Step.OWNER, 0.4), (Step.DESK, 1.0), *LATE]),
    ],
)
def test_a_desk_may_have_fewer_steps(shares: tuple[int, ...], expected: list[tuple[Step, float]]) -> None:
    assert hours(WHOLE, DESK.model_copy(update={"escalation": shares})) == expected


def test_the_step_that_follows_is_the_lowest_above_and_after_the_last_there_is_none() -> None:
    follow = [alarms.following(WHOLE, DESK, step) for step in Step]
    assert [found[0] if found else None for found in follow] == [*list(Step)[1:], None]
    assert alarms.first(WHOLE, DESK) == NOON + H
    assert (
        alarms.first(replace(WHOLE, acknowledged=True, last_safe_start_at=None, deadline_at=None), DESK)
        is None
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0.0, Step.NONE), (0.99, Step.NONE), (1.0, Step.OWNER), (3.9, Step.DUTY), (99.0, Step.LATE)],
)
def test_reached_is_the_highest_step_whose_moment_has_come(at: float, expected: Step) -> None:
    assert alarms.reached(WHOLE, DESK, NOON + at * H) == expected


async def test_a_change_counts_the_alarm_anew_stops_it_or_leaves_it_alone(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inquiry,) = await opened(media())
    monkeypatch.setattr("inquiries.clock.now", lambda: NOON)
    anew = {"alarm": ANEW, "alarm_at": NOON}
    held = replace(inquiry, status=Status.QUARANTINED)
    closed = replace(inquiry, status=Status.CLOSED)
    waiting = replace(inquiry, status=Status.WAITING)
    expected = [
        (inquiry, {"acknowledged_at": NOON}, anew),
        (inquiry, {"deadline_at": None, "last_safe_start_at": None}, anew),
        (inquiry, {"desk": "events"}, anew),
        (inquiry, {"owner_id": 3}, {}),
        (inquiry, {"status": int(Status.CLOSED)}, {"alarm_at": None}),
        (inquiry, {"status": int(Status.WAITING)}, {"alarm_at": None}),
        (inquiry, {"status": int(Status.MERGED)}, {"alarm_at": None}),
        (held, {"status": int(Status.OPEN)}, anew),
        (closed, {"status": int(Status.OPEN)}, anew),
        (waiting, {"status": int(Status.OPEN)}, anew),
        (waiting, {"deadline_at": NOON}, {"alarm_at": None}),
    ]
    assert [alarms.moved(one, values) for one, values, _ in expected] == [found for _, _, found in expected]
