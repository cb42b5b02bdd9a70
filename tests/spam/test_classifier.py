import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.spam import classifier, tokens
from inquiries.spam.classifier import Seen

BOTH = Seen(40, 40)
SOLD, ASKED, BOTH_WAYS = Seen(30, 0), Seen(0, 30), Seen(20, 20)


@pytest.mark.parametrize(
    ("totals", "words", "least", "most"),
    [
        (BOTH, [SOLD] * 8 + [BOTH_WAYS] * 40, 0.99, 1),
        (BOTH, [ASKED] * 8 + [BOTH_WAYS] * 40, 0, 0.01),
        (BOTH, [SOLD] * 5 + [ASKED] * 5, 0.4, 0.6),
        (BOTH, [BOTH_WAYS] * 40, 0.5, 0.5),
        (BOTH, [], 0.5, 0.5),
        (BOTH, [Seen(1, 0)], 0.5, 0.95),  # one rare word is not enough to hold anybody
        (BOTH, [SOLD] * 2000, 0.99, 1),
    ],
)
def test_a_text_resembles_what_its_words_were_seen_in(totals, words, least, most) -> None:
    found = classifier.resemblance(totals, words)
    assert found is not None
    assert least <= found <= most


@pytest.mark.parametrize("totals", [Seen(0, 0), Seen(19, 400), Seen(400, 19)])
def test_it_is_silent_before_it_has_seen_enough_of_both(totals: Seen) -> None:
    assert classifier.resemblance(totals, [SOLD] * 9) is None


@given(st.lists(st.tuples(st.integers(-9, 10**6), st.integers(-9, 10**6)), max_size=300))
def test_whatever_was_counted_there_is_a_figure_between_nought_and_one(words: list[tuple[int, int]]) -> None:
    found = classifier.resemblance(BOTH, [Seen(*word) for word in words])
    assert found is not None
    assert 0 <= found <= 1


def test_two_thousand_words_are_scored_in_a_millisecond() -> None:
    text = " ".join(f"word{number}" for number in range(2000))
    known = dict.fromkeys(tokens.tokens(b"k" * 32, {"question": text}), SOLD)
    took = []
    for _ in range(20):
        start = time.process_time()
        found = tokens.tokens(b"k" * 32, {"question": text})
        classifier.resemblance(BOTH, [known[word] for word in found])
        took.append(time.process_time() - start)
    assert min(took) < 0.002


def test_words_are_kept_as_hashes_that_another_house_does_not_share() -> None:
    answers = {"question": "Who pays? https://www.x.example/a", "name": "Bo", "email": "bo@Gazette.example"}
    ours, theirs = (tokens.tokens(secret * 32, answers) for secret in (b"a", b"b"))
    # who, pays, https, www, example; where it comes from, where it leads; "Bo" is too short
    assert (len(ours), len(set(ours)), set(ours) & set(theirs)) == (7, 7, set())
    assert not any(word in "".join(ours) for word in ("who", "pays", "gazette"))


@pytest.mark.parametrize(
    "text", ["\x00" * 100_000, "а" * 100_000, "a " * 50_000, "\udcff", "http://" * 15_000]
)
def test_nothing_that_is_typed_stops_it(text: str) -> None:
    answers = dict.fromkeys(("name", "outlet", "email", "question", "idea"), text)
    start = time.process_time()
    assert len(tokens.tokens(b"k" * 32, answers)) <= tokens.MOST
    assert isinstance(tokens.text_digest(b"k" * 32, answers), str)
    assert time.process_time() - start < 0.05
