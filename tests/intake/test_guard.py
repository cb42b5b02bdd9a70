import pytest

from inquiries.intake import guard


@pytest.mark.parametrize("given", [{}, {"website": ""}, {"name": "Bo"}, {"website": None}])
def test_nothing_speaks_against_an_ordinary_post(given: dict[str, object]) -> None:
    assert guard.suspicion(given) is None


@pytest.mark.parametrize("value", ["x", " ", "http://spam.example", 7, ["x"]])
def test_a_honeypot_filled_in_is_the_reason(value: object) -> None:
    assert guard.suspicion({"website": value}) == guard.FILLED_IN
