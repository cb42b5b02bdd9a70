"""Tidying: what is kept, what is changed, and that no text makes it slow."""

import time

import pytest

from inquiries.forms import typed


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Bo\u00a0Reyes\u3000", "Bo\u00a0Reyes"),
        ("Bo\r\n\r\n  Reyes\t!\u2028?", "Bo Reyes !?".replace("!?", "! ?")),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\ufeff\u200bZoë", "Zoë"),
        ("\u200eabc\u202e", "\u200eabc\u202e"),
        ("\u3164\u2800", ""),
    ],
    ids=["outer space", "line ends", "NFC", "zero-width", "bidi stays", "nothing to see"],
)
def test_one_line_is_trimmed_composed_and_flattened(given: str, kept: str) -> None:
    assert typed.tidy(given, lines=False) == kept


def test_many_lines_keep_their_shape_with_plain_line_ends() -> None:
    assert typed.tidy("\r\none\r\n\r\n\ttwo\rthree\u2028fo\u00fbr \n", lines=True) == (
        "one\n\n\ttwo\nthree\nfo\u00fbr"
    )


@pytest.mark.parametrize("given", ["a\0", "\x07", "é\x1f", "\ud83d alone", "\x7f", "line\n\x0c"], ids=ascii)
@pytest.mark.parametrize("lines", [True, False])
def test_what_no_database_keeps_alike_is_refused(given: str, lines: bool) -> None:
    assert typed.tidy(given, lines=lines) is None


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 40_000 + "\u0316" * 40_000,
        "a" + " " * 80_000 + "b",
        "a" + "\u00a0" * 80_000 + "b",
        "\t\n" * 40_000 + "é",
        "\u4e00" * 80_000,
    ],
    ids=["marks", "spaces", "no-break spaces", "line ends", "Han"],
)
def test_no_text_is_slow(text: str) -> None:
    started = time.process_time()
    typed.tidy(text, lines=True)
    typed.tidy(text, lines=False)
    assert time.process_time() - started < 0.5  # sorting the marks takes ten seconds
