"""Words as they are compared: what finds what, and where it stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.database import folding


@pytest.mark.parametrize("written", ["O'Brien", "O’Brien", "obrien", "OBRIEN", "O‘Brien", "OʼBrien"])
def test_an_apostrophe_is_no_difference(written: str) -> None:
    assert "obrien" in folding.words(written)
    assert folding.asked(written) == ["obrien"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Élodie FÉLIX", {"elodie", "felix"}),
        ("E\u0301lodie", {"elodie"}),
        ("Straße, Łódź, Ærø", {"strasse", "lodz", "aero"}),
        ("l’audit", {"laudit", "l", "audit"}),
        ("Bo@Gazette.example", {"bo", "gazette", "example"}),
        ("one_two-three", {"one", "two", "three"}),
        ("ﬁne print", {"fine", "print"}),
        ("東京 ok", {"東", "京", "ok"}),
        ("\u202bשלום\u202c", {"שלום"}),
        ("soft\u00adhyphen", {"softhyphen"}),
        ("a\ud800b \x00", {"a", "b"}),
        ("'' – !?", set()),
    ],
)
def test_a_text_is_found_by(text: str, found: set[str]) -> None:
    assert folding.words(text) == found


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("+44 20 7946 0018", "442079460018"),
        ("+44 (0)20 7946-0018", "442079460018"),
        ("020 7946 0018", "2079460018"),
        ("613.555.0142", "6135550142"),
    ],
)
def test_a_telephone_number_is_its_digits(number: str, digits: str) -> None:
    assert folding.numbers(f"Ring {number}.") == [digits]
    assert {digits, digits[-7:], digits[-4:]} <= folding.words(number)


@given(st.text())
def test_words_are_of_letters_and_figures_alone_and_stand_where_it_is_said(text: str) -> None:
    every = folding.words(text)
    assert all(word.isalnum() and len(word) <= folding.LONGEST for word in every)
    for word in folding.spans(text):
        assert text[word.start : word.end]
        if " " not in word.folded:
            assert word.folded[: folding.LONGEST] in every
    "".join(every).encode()  # no half of a letter


@given(st.text())
def test_what_is_asked_as_it_is_written_is_found(text: str) -> None:
    assert set(folding.asked(text)) <= folding.words(text)


def test_few_strange_letters_among_ours_are_folded_as_each_is_by_itself() -> None:
    """A short way is taken for them; each letter there is, in a text of no other and in one of many others."""
    many = "абвгдежзиклмнопрстуфхцчшщыэюя"
    for code in range(0x80, 0x2200):
        alone = folding.flat(f"say {chr(code)} Now").split()
        assert folding.flat(f"say {chr(code)} Now {many}").split() == [*alone, many]
