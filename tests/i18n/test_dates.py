from datetime import date

import pytest

from inquiries.i18n import dates

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("locale", "short", "long"),
    [
        ("en", "Tue 24 Nov", "Tuesday 24 November 2026"),
        ("fr", "mar. 24 nov.", "mardi 24 novembre 2026"),
        ("de", "Di. 24. Nov.", "Dienstag 24. November 2026"),
        ("nl", "di 24 nov", "dinsdag 24 november 2026"),
        ("pl", "wt. 24 lis", "wtorek 24 listopada 2026"),
    ],
)
def test_a_day_has_a_point_where_the_language_sets_one(locale: str, short: str, long: str) -> None:
    assert dates.written(DAY, "EEE d MMM", locale) == short
    assert dates.written(DAY, "EEEE d MMMM y", locale) == long
