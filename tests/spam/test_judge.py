import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.spam import judge
from inquiries.spam.verdict import Facts, Verdict
from tests.spam.mail_bag import PEOPLE, SELLERS


def said(verdict: Verdict) -> list[str]:
    return [str(reason) for reason in verdict.reasons]


def test_of_the_mail_bag_every_seller_is_held_and_no_person_even_by_another_sites_form() -> None:
    by_page = {name: judge.judge(Facts(answers)) for name, answers in PEOPLE.items()}
    by_site = {name: judge.judge(Facts(answers, door="site")) for name, answers in PEOPLE.items()}
    sold = {name: judge.judge(Facts(answers)) for name, answers in SELLERS.items()}
    assert {name: said(one) for name, one in by_page.items() if one.held} == {}
    assert {name: said(one) for name, one in by_site.items() if one.held} == {}
    assert {name: one.points for name, one in sold.items() if not one.held} == {}


BO = Facts(PEOPLE["four links"])


@pytest.mark.parametrize(
    ("facts", "points", "reasons"),
    [
        (BO, 0, []),
        (replace(BO, trapped=True), 20, ["a box that only robots see was filled in"]),
        (replace(BO, unproven=True), 10, ["it arrived without proof while the form was under attack"]),
        (replace(BO, filled_in=2.9), 4, ["the form was filled in faster than anybody can type"]),
        (replace(BO, filled_in=3), 0, []),
        (replace(BO, door="site"), 2, ["it came without a page of ours"]),
        (replace(BO, lately=15, much=15), 3, ["much came from its network in a short time"]),
        (replace(BO, lately=15), 0, []),
        (replace(BO, alike=2), 6, ["the same text came from 2 other addresses lately"]),
        (replace(BO, alike=5), 10, ["the same text came from 5 other addresses lately"]),
        (
            replace(BO, alike=5, answers=PEOPLE["French"]),
            3,
            ["the same text came from 5 other addresses lately"],
        ),
        (replace(BO, learned=0.99), 10, ["it reads like what was marked as spam here"]),
        (replace(BO, learned=0.05, verified=True), -10, []),
        (
            replace(BO, filled_in=1, door="page", alike=1, answers={"question": "https://a.example"}),
            11,
            ["the text is nothing but links", "the form was filled in faster than anybody can type"],
        ),
    ],
)
def test_each_sign_has_its_points_and_its_words(facts: Facts, points: int, reasons: list[str]) -> None:
    verdict = judge.judge(facts)
    assert (verdict.points, said(verdict), verdict.held) == (points, reasons, points >= 10)


def test_a_cry_for_help_is_never_held() -> None:
    everything = Facts(SELLERS["casino links"], trapped=True, unproven=True, filled_in=0, alike=9, learned=1)
    assert judge.judge(everything, certain_not_spam=True) == Verdict()


def test_a_sign_that_fails_says_nothing(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    def broken(facts: Facts) -> None:
        raise RuntimeError(facts.answers["name"])

    monkeypatch.setattr(judge, "SIGNALS", (broken, *judge.SIGNALS))
    assert judge.judge(replace(BO, trapped=True)).held
    assert "could not be looked for" in caplog.text


WORST = (
    "<a ",
    "[url",
    "http://",
    "www.",
    "aА",
    "Аa ",
    "a" * 50,
    "é",
    "\u202e",
    "a@",
    "  ",
    "\x00",
    "😀",
    "aB",
)


@pytest.mark.parametrize("text", WORST)
def test_a_hundred_thousand_characters_take_no_longer_than_fifty_milliseconds(text: str) -> None:
    long = (text * 100_000)[:100_000]
    answers = dict.fromkeys(("name", "outlet", "email", "phone", "question", "idea", "place"), long)
    judge.judge(Facts(answers))
    took = []
    for _ in range(3):
        start = time.process_time()
        judge.judge(Facts(answers))
        took.append(time.process_time() - start)
    assert min(took) < 0.05


@given(st.dictionaries(st.sampled_from(["name", "email", "question", "idea", "outlet", "place"]), st.text()))
def test_whatever_is_typed_there_is_a_verdict(answers: dict[str, str]) -> None:
    assert isinstance(judge.judge(Facts(answers)).points, int)
