"""When newcomers are sent away, by what was measured and nothing else; no clock runs but in the last test."""

import asyncio
from contextlib import ExitStack

import pytest

from inquiries.web import pressure
from inquiries.web.pressure import AHEAD, FEW, LOOKS, Pressure
from inquiries.web.turns import LATE

CROWD = 200


@pytest.fixture
def inside():
    """Lets so many people in."""
    with ExitStack() as stack:

        def enter(measured: Pressure, people: int) -> Pressure:
            for _ in range(people):
                stack.enter_context(measured.inside())
            return measured

        yield enter


def looked(measured: Pressure, *late: float) -> Pressure:
    for one in late:
        measured.look(one)
    return measured


def test_a_house_with_nobody_in_it_is_at_leisure_and_takes_everybody() -> None:
    measured = Pressure()
    assert (measured.expected, measured.at_leisure(), measured.too_much()) == (0, True, False)


@pytest.mark.parametrize(
    ("late", "waited", "sent_away"),
    [
        (0.005, 0.0, False),  # what a page takes to draw
        (0.12, 0.0, False),
        (0.13, 0.0, True),  # four rounds of it are more than half a second
        (0.0, 0.45, False),
        (0.0, 0.55, True),  # a disk that stands still sends away, however idle the loop is
        (0.08, 0.25, True),  # neither alone would
    ],
)
def test_in_a_crowd_newcomers_are_sent_away_when_they_would_wait_too_long(
    inside, late: float, waited: float, sent_away: bool
) -> None:
    measured = inside(looked(Pressure(lambda: waited), *[late] * LOOKS), CROWD)
    assert measured.too_much() == sent_away


@pytest.mark.parametrize(("stood", "sent_away"), [(LATE, False), (LATE + 0.01, True)])
def test_who_stood_in_line_too_long_is_sent_away_however_few_there_are(stood: float, sent_away: bool) -> None:
    assert Pressure().too_much(stood) == sent_away


@pytest.mark.parametrize(("people", "sent_away"), [(0, False), (AHEAD - 1, False), (AHEAD, True)])
def test_where_few_are_before_them_nobody_is_sent_away(inside, people: int, sent_away: bool) -> None:
    assert inside(looked(Pressure(), *[9.0] * LOOKS), people).too_much() == sent_away


def test_as_many_are_let_in_as_are_served_in_the_time_somebody_may_wait(inside) -> None:
    """300 a second were served while it was busy: the 150th waits half a second."""
    measured = Pressure(lambda: 0.6)
    for _ in range(40):
        for _ in range(15):
            with measured.inside():
                pass
        measured.look(0.0)
    seen = []
    for more in (140, 9, 1, 1):
        inside(measured, more)
        seen.append(measured.too_much())
    assert seen == [False, False, True, True]


def test_however_few_are_served_some_are_let_in(inside) -> None:
    measured = looked(Pressure(lambda: 60.0), *[1.0] * 100)
    assert (inside(measured, AHEAD - 1).too_much(), inside(measured, 1).too_much()) == (False, True)


def test_a_hiccup_of_the_machine_sends_nobody_away_and_what_lasts_does_until_it_ends(inside) -> None:
    measured, seen = inside(Pressure(), CROWD), []
    for late in (0.0, 2.0, 0.0, 0.2, 0.3, 0.2, 0.2, 0.1, 0.2, -0.01):
        measured.look(late)
        seen.append(measured.too_much())
    assert seen == [False, False, False, False, False, True, True, False, False, False]


def test_who_has_been_served_is_before_nobody(inside) -> None:
    measured = looked(Pressure(), *[9.0] * LOOKS)
    with ExitStack() as stack:
        for _ in range(AHEAD):
            stack.enter_context(measured.inside())
        assert measured.too_much()
    assert not measured.too_much()


def test_what_nobody_waits_for_waits_until_a_crowd_has_been_gone_for_a_few_looks() -> None:
    measured, seen = Pressure(), []
    with ExitStack() as stack:
        for _ in range(FEW):
            stack.enter_context(measured.inside())
        seen.append(measured.at_leisure())
    for _ in range(LOOKS + 1):
        measured.look(0.0)
        seen.append(measured.at_leisure())
    assert seen == [False] + [False] * LOOKS + [True]


async def test_the_loop_is_measured_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pressure, "TICK", 0.001)
    measured, loop = Pressure(), asyncio.get_running_loop()
    running = asyncio.ensure_future(measured.run())
    for _ in range(LOOKS):
        await asyncio.sleep(0)  # it begins to wait
        until = loop.time() + 0.1
        while loop.time() < until:
            pass  # a page that takes far too long to draw
        for _ in range(4):
            await asyncio.sleep(0)  # it is due, looks, and waits again
    running.cancel()
    assert measured.expected > pressure.ROUNDS * 0.05
