from datetime import timedelta

import pytest

from inquiries.intake import guard
from tests.intake.conftest import NOON

SECONDS = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("given", "ago", "lately", "expected"),
    [
        ({}, None, 0, {}),
        ({"website": ""}, 60 * SECONDS, 1, {}),
        ({"website": None}, 5 * SECONDS / 4, 0, {"filled_in": 1.2}),
        ({"website": "x"}, -9 * SECONDS, 3, {"trapped": True, "filled_in": 0, "lately": 3}),
        ({"website": ["x"]}, None, 0, {"trapped": True}),
    ],
)
def test_only_what_says_something_is_noted(given, ago, lately, expected) -> None:
    drawn = NOON - ago if ago is not None else None
    assert guard.noted(given, drawn=drawn, now=NOON, lately=lately) == expected
