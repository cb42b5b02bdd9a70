"""What is new in a log whose lines may come late, and what the history and the mails say of whom it matters to."""

import pytest

from inquiries.inquiry import latest
from inquiries.inquiry.latest import Line, Tail


def lines(*ids: int) -> list[Line]:
    return [Line(id, f"R{id}", "media") for id in ids]


def ids(found: tuple[Line, ...]) -> list[int]:
    return [line.id for line in found]


def test_each_line_is_new_once() -> None:
    tail = Tail(3)
    assert [ids(tail.new(lines(*now), 0)) for now in ((4, 5), (4, 5), (), (6,))] == [[4, 5], [], [], [6]]
    assert tail.floor == 6


def test_a_line_that_comes_after_a_later_number_is_not_missed() -> None:
    tail = Tail(3)
    assert ids(tail.new(lines(5, 8), 0)) == [5, 8]
    assert tail.floor == 3
    assert ids(tail.new(lines(4, 5, 8), 1)) == [4]
    assert tail.floor == 5
    assert ids(tail.new(lines(6, 7, 8), 2)) == [6, 7]
    assert tail.floor == 8


def test_a_number_that_never_comes_is_waited_for_no_longer_than_it_may() -> None:
    tail = Tail(3)
    tail.new(lines(5), 0)
    tail.new(lines(5, 6), 20)
    assert tail.floor == 3
    assert ids(tail.new(lines(5, 6), latest.HOLD_SECONDS)) == []
    assert tail.floor == 6


def test_what_is_waited_for_is_bounded() -> None:
    tail = Tail(0)
    assert len(tail.new(lines(*range(2, latest.MOST)), 0)) == latest.MOST - 2
    assert tail.floor == latest.MOST - 1


def test_lines_underway_when_the_watching_began_are_not_missed() -> None:
    tail = Tail(10, lines(11, 13), 0)
    assert (tail.floor, ids(tail.new(lines(12, 13), 1)), tail.floor) == (11, [12], 13)


@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 3, 2, 1), (2, 4, 1, 3)])
def test_every_order_of_coming_tells_all_once(order: tuple[int, ...]) -> None:
    tail, there, told = Tail(0), [], []
    for id in order:
        there = sorted([*there, id])
        told += ids(tail.new([line for line in lines(*there) if line.id > tail.floor], 0))
    assert (told, tail.floor) == (list(order), 4)
