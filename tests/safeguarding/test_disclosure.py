"""Real phrasing, both ways: disclosures.txt has what people in danger write, others.txt what everybody else does."""

import time
from pathlib import Path

import pytest

from inquiries.safeguarding import disclosure, grammar
from inquiries.safeguarding.grammar import Wrong
from inquiries.settings import Safeguarding

HERE = Path(__file__).parent


def said(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text("utf-8").splitlines()


def reads(text: str, **wanted: object) -> bool:
    lists = disclosure.lists(Safeguarding(**wanted))
    return lists is not None and lists.read([text])


def test_every_disclosure_is_known_and_nothing_else_is():
    missed = [text for text in said("disclosures") if not reads(text)]
    alarmed = [text for text in said("others") if reads(text)]
    assert (missed, alarmed) == ([], [])
    assert min(len(said("disclosures")), len(said("others"))) > 140


@pytest.mark.parametrize(
    "text",
    [
        "THEY TOOK MY PASSPORT",
        "they took my\npassport",
        "they  took , my passport…",
        "I can\u2019t leave",
        "i cant leave!!",
        "Je ne peux pas partir",
        "j'ai PEUR pour ma vie",
        'He says "you stay here". He won\'t let me go.',
        "“I am being held in a house”",
        "I am a victim and he says he will kill me",
    ],
)
def test_neither_case_nor_signs_nor_a_few_quoted_words_hide_it(text: str):
    assert reads(text)


def test_organisation_adds_phrases_and_excuses_others():
    ours = "the foreman counts us at night"
    assert (reads(ours), reads(ours, phrases=("foreman counts (us|me)",))) == (False, True)
    hall = "I can't get out of here before the curtain falls"
    assert (reads(hall), reads(hall, without=("before the curtain",))) == (True, False)
    assert not reads("my life is in danger", without=("my life is (in danger|at risk|threatened)",))
    assert disclosure.lists(Safeguarding(detect=False)) is None


@pytest.mark.parametrize("line", ["", "...", "$", "(a|", "a)", "(|a)", "word?", "@them go", "? a", "*"])
def test_line_that_is_no_phrase_is_refused(line: str):
    with pytest.raises(Wrong):
        grammar.phrase(line)


@pytest.mark.parametrize(
    "text", ["i am ", "they took ", "“", '"', "« ", ". ", "they took my, ", "é", "he will not let ", "a\n\n"]
)
def test_hundred_thousand_characters_take_time_in_proportion(text: str):
    """Twice the text, about twice the time: measured as a ratio, because machines differ."""
    lists = disclosure.lists(Safeguarding())
    assert lists is not None

    def took(length: int) -> float:
        whole = (text * length)[:length]
        lists.read([whole])
        started = time.process_time()
        lists.read([whole])
        return time.process_time() - started

    small, large = min(took(25_000) for _ in range(3)), min(took(100_000) for _ in range(3))
    assert large < 12 * small + 0.02
