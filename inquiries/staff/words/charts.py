"""Charts as geometry: where each bar stands and what is written on it. Knows numbers and words, no inquiry. Pure.

Across, all is in hundredths of the drawing, so that it stretches; upwards and in letters it is in pixels, so that the
words keep their size on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

TALL, FOOT, HEAD = 140, 24, 20  # pixels: of the tallest bar, beneath it for labels, above it for its number
ROW, THICK = 32, 20  # pixels: of one lying bar with its gap, and of the bar
LABELS, ROOM = 27.0, 11.0  # hundredths: for the words before lying bars, and for the numbers behind
NARROW, LETTER = 340, 6.7  # pixels: the narrowest drawing there is, and a letter on it


@dataclass(frozen=True, slots=True)
class Bar:
    """One value. `value` None is a gap: there was nothing to measure. `number` is what is written on the bar."""

    label: str
    value: int | None
    number: str
    marked: bool = False  # the one accent


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar in its place: `x`, `y`, `width`, `height` of the bar, `middle` and `top` of its number."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    top: float
    label: str
    number: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch behind the bars with a word on it."""

    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What parts/charts.html draws: `title` and `told` are what a screen reader says of it."""

    id: str
    kind: str  # standing | lying
    title: str
    told: str
    height: int
    bars: tuple[Drawn, ...]
    shades: tuple[Shade, ...] = ()
    lines: tuple[float, ...] = ()  # pixels from the top

    @property
    def floor(self) -> int:
        return self.height - FOOT


def standing(id: str, title: str, bars: Sequence[Bar], *, most: int | None = None) -> Chart:
    """Bars side by side, the tallest as tall as there is room, or `most` so.

    Written is what has room on a phone: of the labels only every second or third, of the numbers the short ones.
    """
    top = most or max((bar.value or 0 for bar in bars), default=0) or 1
    pitch = 100 / max(1, len(bars))
    pixels = NARROW / max(1, len(bars))
    every = ceil(max((len(bar.label) for bar in bars), default=0) * LETTER / pixels) or 1
    drawn = []
    for at, bar in enumerate(bars):
        height = TALL * (bar.value or 0) / top
        drawn.append(
            Drawn(
                x=_cut(at * pitch + pitch * 0.15),
                y=_cut(HEAD + TALL - height),
                width=_cut(pitch * 0.7),
                height=_cut(height),
                middle=_cut((at + 0.5) * pitch),
                top=_cut(HEAD + TALL - height - 6),
                label=bar.label if at % every == 0 else "",
                number=bar.number if bar.marked or len(bar.number) * LETTER <= pixels * 1.2 else "",
                marked=bar.marked,
            )
        )
    lines = (float(HEAD), HEAD + TALL / 2) if most else ()
    return Chart(id, "standing", title, told(bars), HEAD + TALL + FOOT, tuple(drawn), lines=lines)


def lying(id: str, title: str, bars: Sequence[Bar]) -> Chart:
    """Bars one under the other, words before them and numbers behind."""
    top = max((bar.value or 0 for bar in bars), default=0) or 1
    drawn = []
    for at, bar in enumerate(bars):
        width = (100 - LABELS - ROOM) * (bar.value or 0) / top
        middle = at * ROW + ROW / 2
        drawn.append(
            Drawn(
                x=LABELS,
                y=middle - THICK / 2,
                width=_cut(width),
                height=THICK,
                middle=_cut(LABELS + width + 1.5),
                top=middle + 4,
                label=bar.label,
                number=bar.number,
                marked=bar.marked,
            )
        )
    return Chart(id, "lying", title, told(bars), len(bars) * ROW, tuple(drawn))


def shaded(chart: Chart, spans: Sequence[tuple[float, float]], label: str) -> Chart:
    """The chart with stretches behind its standing bars, each from one bar's number to another's: (2.5, 11)."""
    pitch = 100 / max(1, len(chart.bars))
    clipped = [(max(0.0, start), min(float(len(chart.bars)), end)) for start, end in spans]
    within = [(start, end) for start, end in clipped if start < end]
    shades = tuple(
        Shade(_cut(start * pitch), _cut((end - start) * pitch), "" if at else label)
        for at, (start, end) in enumerate(within)
    )
    return replace(chart, shades=shades)


def told(bars: Sequence[Bar]) -> str:
    """The whole chart as a sentence: "28 Sep 82%, 5 Oct 86%"."""
    return ", ".join(f"{bar.label} {bar.number}" for bar in bars)


def marked(bars: Sequence[Bar], *, at: int | None = None) -> list[Bar]:
    """The same with the accent on one: number `at`, else the greatest there is, the first of equals."""
    values = [bar.value or 0 for bar in bars]
    one = values.index(max(values)) if at is None and any(values) else at
    return [replace(bar, marked=number == one) for number, bar in enumerate(bars)]


def proportion(counts: Sequence[int]) -> list[tuple[float, float]]:
    """(x, width) of each piece of one whole bar, in hundredths."""
    total, edge, pieces = sum(counts) or 1, 0, []
    for count in counts:
        pieces.append((_cut(100 * edge / total), _cut(100 * count / total)))
        edge += count
    return pieces


def _cut(number: float) -> float:
    return round(number, 2)
