import pytest

from inquiries.i18n import choice


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de, fr;q=0.5, en;q=0.7", "en"),
        ("FR", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("de", "en"),
        ("*", "en"),
        ("fr;q=nonsense", "en"),
        ("fr;q=nan", "en"),
        (";;;,,,q=1", "en"),
        ("../../etc/passwd", "en"),
        ("fr;q=1," * 100_000, "fr"),
    ],
)
def test_pick_gives_the_offered_language_liked_best(accepted: str, expected: str) -> None:
    assert choice.pick(accepted, ("en", "fr")) == expected


def test_pick_serves_a_regional_offer_for_the_bare_language() -> None:
    assert choice.pick("fr", ("en", "fr-CA")) == "fr-CA"
