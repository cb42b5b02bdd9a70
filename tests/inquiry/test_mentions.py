"""Whom a text names: whole names first, whatever the case and the accents, and never the half of an address."""

import time

import pytest

from inquiries.inquiry import mentions
from inquiries.people.accounts import Staff


def person(id: int, name: str, email: str) -> Staff:
    return Staff(id, email, name, "", "", "member", frozenset(), disabled=False)


ANA, ANAS, DEE, ZOE, LI = PEOPLE = (
    person(1, "Ana Alves", "ana@example.org"),
    person(2, "Anastasia Bell", "a.bell@example.org"),
    person(3, "Dee Dunn", "dee.dunn@example.org"),
    person(4, "Zoë Straße", "zoe@example.org"),
    person(5, "李 娜", "li@example.org"),
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ana, please", [(1, "@Ana")]),
        ("please ask @ana.", [(1, "@ana")]),
        ("@ANA ALVES and @Dee", [(1, "@ANA ALVES"), (3, "@Dee")]),
        ("@Ana\nAlves", [(1, "@Ana\nAlves")]),
        ("@Ana’s number", [(1, "@Ana")]),
        ("(@dee.dunn)", [(3, "@dee.dunn")]),
        ("@Anastasia", [(2, "@Anastasia")]),
        ("@zoe or @ZOË STRASSE!", [(4, "@zoe"), (4, "@ZOË STRASSE")]),
        ("@zoe\u0308", [(4, "@zoe\u0308")]),
        ("@李娜 @李", [(5, "@李")]),
        ("write to ana@ana or bo@dee.example", []),
        ("@@Ana @ Ana @", []),
    ],
)
def test_who_is_named_and_where(text: str, named: list[tuple[int, str]]) -> None:
    found = mentions.find(text, PEOPLE).mentions
    assert [(one.staff_id, text[one.start : one.end]) for one in found] == named


@pytest.mark.parametrize(
    ("text", "unknown", "ambiguous"),
    [
        ("@Bo and @Bo-Linn, @bo.reyes. @Ana", ("Bo", "Bo-Linn", "bo.reyes"), ()),
        ("@Anabel", ("Anabel",), ()),
        ("nobody", (), ()),
    ],
)
def test_who_is_not_here_is_said(text: str, unknown: tuple[str, ...], ambiguous: tuple[str, ...]) -> None:
    found = mentions.find(text, PEOPLE)
    assert (found.unknown, found.ambiguous) == (unknown, ambiguous)


def test_a_name_of_two_names_neither_but_the_whole_name_does() -> None:
    other = person(9, "Ana Bell", "bell@example.org")
    found = mentions.find("@Ana or @Ana Bell, @ana alves, @bell", [*PEOPLE, other])
    assert (found.staff_ids, found.ambiguous, found.unknown) == ((9, 1), ("Ana",), ())


def test_each_is_called_as_shortly_as_it_means_them_alone() -> None:
    people = (*PEOPLE, person(9, "Ana Bell", "bell@example.org"), person(10, "Ana Bell", "bell2@example.org"))
    called = ("Ana Alves", "Anastasia", "Dee", "Zoë", "李", "bell", "bell2")
    assert mentions.handles(people) == called
    for person_, handle in zip(people, called, strict=True):
        assert mentions.find(f"@{handle}", people).staff_ids == (person_.id,)


@pytest.mark.parametrize("text", ["@" * 20_000, " @a" * 6_000, "@Ana" * 5_000, "@" + "a-" * 9_000])
def test_no_text_takes_long(text: str) -> None:
    people = [person(id, f"Ana{id} Alves", f"a{id}@example.org") for id in range(60)]
    began = time.process_time()
    mentions.find(text, people)
    assert time.process_time() - began < 2
