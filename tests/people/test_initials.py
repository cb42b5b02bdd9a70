import pytest

from inquiries.people import initials


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ana Alves", "AA"),
        ("irene van der put", "IP"),
        ("Bo", "B"),
        ("  Cy   Cole ", "CC"),
        ("Élodie Étienne", "ÉÉ"),
        ("E\u0301lodie O'Neil", "ÉO"),
        ("Q\u0303uin Dunn", "Q\u0303D"),
        ("“Dee” (Dunn)", "DD"),
        ("Ana - Alves", "AA"),
        ("منى هاشم", "مه"),
        ("\U0001f469\U0001f3fd\u200d\U0001f692 Cole", "\U0001f469\U0001f3fd\u200d\U0001f692C"),
        ("", ""),
        (" – ", ""),
        ("\ud800 Ana", "A"),
    ],
)
def test_initials_are_the_first_signs_of_the_first_and_last_word(name: str, wanted: str) -> None:
    assert initials.of(name) == wanted
