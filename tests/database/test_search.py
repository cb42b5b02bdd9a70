"""What is asked of the engines: nothing that somebody types can be anything but words."""

import pytest

from inquiries.database import documents, search
from inquiries.database.search import Term


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("", ()),
        ("!?* \" ' : ()", ()),
        ("NEAR", (((Term("near", True),),),)),
        ("fund* OR x", (((Term("fund", True),),), ((Term("or", True),),), ((Term("x"),),))),
        (
            "020 7946 0018",
            (((Term("2079460018", True),), (Term("020", True), Term("7946", True), Term("0018", True))),),
        ),
    ],
)
def test_what_is_typed_is_words_and_numbers(text: str, groups: object) -> None:
    assert search.groups(text) == groups


def test_no_more_words_are_looked_for_than_said() -> None:
    assert len(search.groups(" ".join(f"w{number}" for number in range(5_000)))) == search.MOST_WORDS


def test_what_filters_ask_for_cannot_be_typed() -> None:
    asked = documents.facet("status", "2")
    assert len(asked) == 4
    assert all(term.word != asked for ((term,),) in search.groups(f"{asked} x"))
