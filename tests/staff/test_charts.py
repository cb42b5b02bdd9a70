"""Where each bar stands and what is written on it."""

import pytest

from inquiries.staff.words import charts
from inquiries.staff.words.charts import FOOT, HEAD, TALL, Bar, Shade


def bars(*values: int | None) -> list[Bar]:
    return [Bar(f"{at}:00", value, "–" if value is None else str(value)) for at, value in enumerate(values)]


def test_standing_bars_share_the_width_and_the_tallest_takes_the_height() -> None:
    chart = charts.standing("c", "Title", charts.marked(bars(5, None, 10, 0)))
    assert chart.height == HEAD + TALL + FOOT
    assert [(bar.x, bar.width, bar.middle) for bar in chart.bars] == [
        (3.75, 17.5, 12.5),
        (28.75, 17.5, 37.5),
        (53.75, 17.5, 62.5),
        (78.75, 17.5, 87.5),
    ]
    assert [(bar.y, bar.height) for bar in chart.bars] == [(90, 70), (160, 0), (20, 140), (160, 0)]
    assert [bar.marked for bar in chart.bars] == [False, False, True, False]
    assert chart.told == "0:00 5, 1:00 –, 2:00 10, 3:00 0"


def test_shares_are_measured_against_a_hundred() -> None:
    chart = charts.standing("c", "Title", bars(50), most=100)
    assert (chart.bars[0].height, chart.lines) == (TALL / 2, (20.0, 90.0))


@pytest.mark.parametrize(("count", "written"), [(8, 8), (9, 9), (24, 12), (14, 14)])
def test_labels_are_written_as_far_as_a_phone_has_room(count: int, written: int) -> None:
    label = "1:00" if count == 24 else "Nov"
    chart = charts.standing("c", "Title", [Bar(label, 1, "1") for _ in range(count)])
    assert sum(bool(bar.label) for bar in chart.bars) == written


def test_numbers_too_long_for_their_bar_stand_on_the_marked_one_alone() -> None:
    chart = charts.standing("c", "Title", charts.marked(bars(*range(100, 124))))
    assert [bar.number for bar in chart.bars if bar.number] == ["123"]
    assert chart.told.startswith("0:00 100, 1:00 101")


def test_lying_bars_leave_room_for_words_and_numbers() -> None:
    chart = charts.lying("c", "Title", bars(4, 2, 0))
    assert [(bar.x, bar.width) for bar in chart.bars] == [(27, 62), (27, 31), (27, 0)]
    assert [(bar.y, bar.height) for bar in chart.bars] == [(6, 20), (38, 20), (70, 20)]
    assert chart.height == 96


def test_a_shade_lies_behind_the_bars_it_names_and_is_cut_at_the_edges() -> None:
    chart = charts.shaded(
        charts.standing("c", "Title", bars(1, 1, 1, 1)), [(-1, 1.5), (2, 9), (7, 9)], "open"
    )
    assert chart.shades == (Shade(0, 37.5, "open"), Shade(50, 50, ""))


def test_nothing_at_all_is_drawn_without_an_error() -> None:
    assert charts.standing("c", "Title", []).bars == ()
    assert charts.lying("c", "Title", bars(0, None)).bars[0].width == 0
    assert charts.marked(bars(0, 0)) == bars(0, 0)


def test_pieces_of_one_bar_touch_and_fill_it() -> None:
    assert charts.proportion([2, 1, 0, 1]) == [(0, 50), (50, 25), (75, 0), (75, 25)]
    assert charts.proportion([0, 0]) == [(0, 0), (0, 0)]
