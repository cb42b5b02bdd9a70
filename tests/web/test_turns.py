"""Many at once begin a few in each round of the event loop, in order; where that takes too long, some of the newest
first."""

import asyncio
import math

import pytest

from inquiries.web import turns
from inquiries.web.turns import EACH_ROUND, Turns

MANY = 3 * EACH_ROUND


class Line:
    """Who began, as (number, round of the loop)."""

    def __init__(self) -> None:
        self.turns, self.begun, self._round = Turns(), list[tuple[int, int]](), 0

    async def take(self, number: int) -> float:
        stood = await self.turns.mine()
        self.begun.append((number, self._round))
        return stood

    async def count(self) -> None:
        while True:
            await asyncio.sleep(0)
            self._round += 1


async def begun(line: Line, count: int, *, gone: int | None = None) -> list[int]:
    """How many of `count` who come at once began in each round in which any did; all did, but who is gone."""
    rounds = asyncio.ensure_future(line.count())
    takers = [asyncio.ensure_future(line.take(number)) for number in range(count)]
    if gone is not None:
        await asyncio.sleep(0)
        takers[gone].cancel()
    await asyncio.gather(*takers, return_exceptions=True)
    rounds.cancel()
    each = [round for _, round in line.begun]
    return [each.count(round) for round in sorted(set(each))]


async def test_few_begin_at_once() -> None:
    line = Line()
    assert await begun(line, EACH_ROUND) == [EACH_ROUND]
    assert [await line.take(number) for number in range(2)] == [0.0, 0.0]


async def test_of_many_a_few_begin_in_each_round_in_the_order_they_came() -> None:
    line = Line()
    assert await begun(line, MANY) == [EACH_ROUND] * 3
    assert [number for number, _ in line.begun] == list(range(MANY))


async def test_who_is_gone_takes_no_turn() -> None:
    line = Line()
    assert await begun(line, MANY + 1, gone=EACH_ROUND) == [EACH_ROUND] * 3
    assert [number for number, _ in line.begun] == [n for n in range(MANY + 1) if n != EACH_ROUND]


async def test_where_the_oldest_stands_too_long_every_fourth_turn_is_the_newests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LATE", -1.0)
    line = Line()
    await begun(line, MANY)
    first = [number for number, _ in line.begun][EACH_ROUND : 2 * EACH_ROUND]
    assert first == [MANY - 1, 8, 9, 10, MANY - 2, 11, 12, 13]


async def test_behind_a_long_line_nobody_waits_and_of_those_only_so_many_a_round_are_told_at_length() -> None:
    line = Line()
    waiting = [asyncio.ensure_future(line.take(number)) for number in range(EACH_ROUND + turns.LONG)]
    swamped, stood = [], []
    counting = asyncio.ensure_future(line.count())
    await asyncio.sleep(0)
    for _ in range(EACH_ROUND + 1):
        swamped.append(line.turns.is_swamped)
        stood.append(await line.turns.mine())
    assert swamped == [False] * EACH_ROUND + [True]
    assert stood == [math.inf] * (EACH_ROUND + 1)
    await asyncio.gather(*waiting)
    counting.cancel()
    assert (line.turns.is_swamped, await line.turns.mine()) == (False, 0.0)
