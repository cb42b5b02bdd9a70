from datetime import UTC, datetime, timedelta

import pytest

from inquiries.intake import form_token

SECRET = b"s" * 32
NOON = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)


def test_a_token_says_when_its_form_was_drawn() -> None:
    assert form_token.drawn_at(SECRET, form_token.make(SECRET, NOON)) == NOON


def test_tokens_differ_and_grow_with_time() -> None:
    made = [form_token.make(SECRET, NOON + timedelta(milliseconds=n)) for n in range(500)]
    assert made == sorted(made)
    assert len({form_token.make(SECRET, NOON) for _ in range(500)}) == 500


GOOD = form_token.make(SECRET, NOON)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        GOOD[:-1],
        GOOD + "=",
        GOOD.lower(),
        "0" * 48,
        "é" * 48,
        "\ud800",
        "\0" * 48,
        GOOD[:-2] + "00",
        "A" * 90_000,
    ],
    ids=range(11),
)
def test_what_we_did_not_draw_is_none(token: str) -> None:
    assert form_token.drawn_at(SECRET, token) is None


def test_another_installation_draws_other_tokens() -> None:
    assert form_token.drawn_at(b"o" * 32, GOOD) is None
