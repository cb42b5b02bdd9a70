"""Who answers below a quote has the quote told apart; who answers between quotes keeps them where they stand."""

import pytest

from inquiries.mail import quoting

QUOTE = "On Tue, 24 Nov 2026 at 14:20, Ana Alves <ana@charity.example> wrote:\n> One in six.\n>\n> Ana"


@pytest.mark.parametrize(
    ("quote", "between", "own"),
    [
        (QUOTE, "\n\n", "Thank you.\nAnd in 2025?"),
        ("> One in six.", "\n", "Thank you."),
        ("\n\nAna Alves wrote:\n\n> One in six.", "\r\n\r\n", "Thank you.\r\n"),
    ],
    ids=["attributed", "bare", "windows"],
)
def test_words_below_one_quote_are_told_from_it_and_nothing_is_lost(
    quote: str, between: str, own: str
) -> None:
    assert quoting.opening(f"{quote}{between}{own}") == (quote, own)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No quote at all.",
        QUOTE,
        f"Hello Ana,\n\n{QUOTE}\n\nThank you.",
        f"{QUOTE}\n\nThank you.\n\n> And this?\n\nYes.",
        "> " + "a\n> " * 12_000 + "\n\nThank you.",
    ],
    ids=["nothing", "none", "only a quote", "words above", "between", "very many lines"],
)
def test_all_else_stays_whole(text: str) -> None:
    assert quoting.opening(text) == ("", text)


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_blank_lines_at_the_end_are_no_answer(end: str) -> None:
    assert quoting.opening(QUOTE + end) == ("", QUOTE + end)
