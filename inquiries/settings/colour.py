"""Colours and whether people can read them on the house's paper (WCAG 2.2, 1.4.3)."""

import re

PAPER, PAPER_DARK = "#faf8f4", "#191815"
_LEAST_CONTRAST = 4.5


def accent(value: str) -> str:
    return _readable(value, PAPER, "darker")


def accent_dark(value: str) -> str:
    return _readable(value, PAPER_DARK, "lighter")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(value: str, paper: str, cure: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('should be a colour like "#0d5463"')
    ratio = contrast(value, paper)
    if ratio < _LEAST_CONTRAST:
        short = int(ratio * 100) / 100
        raise ValueError(
            f"should be {cure}: its contrast on {paper} is {short:.2f}, and people need 4.5 to read it"
        )
    return value.lower()


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
