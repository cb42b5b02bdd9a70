"""New text is told from history and signature as real mail programs write them, and nothing is ever lost.

The corpus in `quoting/` has a letter a file with the line `CUT` where it is to be cut: language, program, what for.
"""

import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.mail import quoting
from inquiries.mail.quoting import Split, lines

CORPUS = {
    path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "quoting").glob("*.txt"))
}
FOLDER = Path(quoting.__file__).parent
ANSWER = "An answer of my own."
SECRET = "what we told staff alone"
CUT = "=8<= new above, history and signature below =8<=\n"


def letter(name: str) -> tuple[str, Split]:
    above, below = CORPUS[name].split(CUT)
    return above + below, Split(above.rstrip("\n"), below.lstrip("\n"))


@pytest.mark.parametrize("name", CORPUS)
def test_letter_is_cut_below_what_is_new(name: str) -> None:
    text, expected = letter(name)
    found = quoting.split(text)
    assert Split(found.new.rstrip("\n"), found.rest) == expected


@pytest.mark.parametrize("name", CORPUS)
def test_letter_with_windows_line_ends_is_cut_alike(name: str) -> None:
    text, expected = letter(name)
    found = quoting.split(text.replace("\n", "\r\n"))
    assert Split(found.new.replace("\r", "").rstrip("\n"), found.rest.replace("\r", "")) == expected


def test_corpus_has_each_language_with_each_program() -> None:
    programs = {
        language: {name.partition("-")[2] for name in CORPUS if name.startswith(f"{language}-")}
        for language in ("en", "de", "fr", "es", "ro", "nl", "pl", "bg")
    }
    everywhere = set.intersection(*programs.values())
    assert everywhere == {
        "apple",
        "gmail",
        "iphone",
        "mutt",
        "outlook",
        "outlook-mobile",
        "outlook-old",
        "samsung",
        "thunderbird",
    }


PIECES = st.sampled_from(
    [
        "> quoted",
        ">> deeper",
        "",
        " ",
        "My own words.",
        "-- ",
        "--",
        "Sent from my iPhone",
        "On 24/11/2026 10:00, Bo <bo@paper.example> wrote:",
        "wrote:",
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "From: Bo <bo@paper.example>",
        "Sent: 24 November 2026 10:00",
        "Subject: Re: Sunday",
        "_" * 32,
        quoting.marker("Write above this line"),
        "> " + quoting.marker("Write above this line"),
        "x" * 500,
        "\u2028\u00a0\r",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=25))
def test_new_and_rest_are_the_whole_text_but_for_blank_lines(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = quoting.split(text)
    assert text.startswith(found.new)
    assert text.endswith(found.rest)
    between = text[len(found.new) : len(text) - len(found.rest)]
    assert len(found.new) + len(found.rest) <= len(text)
    assert between.strip() == ""


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["> quoted", ">> deeper", "", "On 24/11/2026 10:00, Bo Berg wrote:\n> quoted", ANSWER]
        ),
        max_size=25,
    )
)
def test_every_answer_between_quotes_is_new(pieces: list[str]) -> None:
    assert quoting.split("\n".join(pieces)).new.count(ANSWER) == pieces.count(ANSWER)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=8))
def test_nothing_below_our_own_line_is_new(above: list[str], below: list[str]) -> None:
    found = quoting.split("\n".join([*above, quoting.marker("Hier oberhalb antworten"), SECRET, *below]))
    assert SECRET not in found.new


@pytest.mark.parametrize("text", ["", "\n", "\r\n \n", ">", "-- ", "wrote:", "##- -##", ":", "From:"])
def test_text_of_next_to_nothing_is_split(text: str) -> None:
    found = quoting.split(text)
    assert found.new in {"", text}
    assert found.rest in {"", text}


SIGNED = "We ask two things.\n{}\n{}"


@pytest.mark.parametrize(
    ("dashes", "below", "signature"),
    [
        ("-- ", "Bo Berg\n" * 20, True),
        ("-- ", "Bo Berg\n" * 21, False),  # RFC 3676 asks for four lines
        ("-- ", "> Who pays?\nThe town does.", False),
        ("--", "Bo Berg\n" * 8, True),
        ("--", "Bo Berg\n" * 9, False),
        ("--", "Who pays?", False),
        (
            "--",
            "It is a long story, and we would like to hear it from the people who live on the river.",
            False,
        ),
        ("—", "Bo", True),
        ("---", "Bo", False),
    ],
)
def test_dashes_begin_a_signature_only_above_what_can_be_one(
    dashes: str, below: str, signature: bool
) -> None:
    text = SIGNED.format(dashes, below).rstrip("\n")
    assert quoting.split(text).new == ("We ask two things." if signature else text)


def test_letter_longer_than_is_looked_at_is_new_as_a_whole() -> None:
    text = "Answer\n" + "> quoted\n" * lines.MOST + "An answer far below\n-- \nBo"
    assert quoting.split(text) == Split(text, "")


def test_history_that_begins_early_is_cut_however_long_it_is() -> None:
    below = "-----Original Message-----\n" + "quoted\n" * 2 * lines.MOST
    assert quoting.split(f"Answer\n\n{below}") == Split("Answer", below)


HOSTILE = ["> \n", "\n", ":\n", "-- \n", "--\n", "On 24 10:00 a@b wrote:\n", "On 24\n", "From: a@b\n"]
HOSTILE += ["From: a@b\nSubject: x\n", "-----Original Message-----\n> x\n", "_____\n", "##- x\n"]
HOSTILE += [
    "Sent from my iPhone\n",
    "From: a@b\nTo: b\nSubject: x\n> x\n",
    "On 24 10:00 a@b wrote:\n\n> x\n\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_at_most_twice_the_work(piece: str) -> None:
    once, twice = work(piece * 1000), work(piece * 2000)
    assert twice < 2.1 * once + 500


def test_no_expression_can_run_away() -> None:
    assert [path.name for path in FOLDER.glob("*.py") if "import re\n" in path.read_text("utf-8")] == []


def work(text: str) -> int:
    """Calls made, of C and of Python; each sees a line of bounded length."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        quoting.split(text)
    finally:
        sys.setprofile(before)
    return count
