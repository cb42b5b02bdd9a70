"""Every form in the catalogue keeps these promises; a new form is held to them without another line here."""

import json
from datetime import UTC, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inquiries.forms import form
from inquiries.forms.field import Field
from inquiries.forms.form import Form, Submission, each
from inquiries.forms.problem import Problem
from inquiries.wording import Text

from .conftest import FORMS, NOW

WRONG_TYPES: tuple[object, ...] = (7, 1.5, [], ["words"], {}, {"a": "b"})
UNKEEPABLE = ("Bo\x00Reyes", "\x1b[31m", "Bo\ud800", "\udcff", "a\x0bb")
RIGHT_TO_LEFT = "مراسل صحيفة \u202eabc\u202c"
EMOJI = "👩🏽‍💻 Zoë"

# A field read alone can be judged alone; those of the deadline are in test_when.
ALONE = [
    pytest.param(asked, field, id=f"{asked.name}-{field.name}")
    for asked in FORMS.values()
    for group in asked.groups
    if group.read is each
    for field in group.fields
]


def good(field: Field) -> str:
    """An answer the field takes as it is."""
    if field.choices:
        return field.choices[-1][0]
    known = {"email": "bo@paper.example", "tel": "613-555-0142 ext. 214", "checkbox": "yes"}
    return known.get(field.kind, "2027-05-30" if field.kind == "date" else "Words")


def filled(asked: Form) -> dict[str, object]:
    """Every field that can be judged alone, and the last choice of every other list."""
    return {
        field.name: good(field)
        for group in asked.groups
        for field in group.fields
        if group.read is each or field.choices
    }


def clean(asked: Form, answers: dict[str, object]) -> Submission | tuple[Problem, ...]:
    return form.clean(asked, answers, now=NOW, zone="America/Toronto")


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
def test_a_filled_form_keeps_every_answer_as_it_was_given(asked: Form) -> None:
    result = clean(asked, filled(asked))
    assert isinstance(result, Submission)
    assert {"timezone": "America/Toronto", **result.answers} == {
        "timezone": "America/Toronto",
        **filled(asked),
    }


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
def test_an_empty_form_names_every_required_field_in_page_order(asked: Form) -> None:
    problems = clean(asked, {})
    assert isinstance(problems, tuple)
    required = [field.name for field in asked.fields if not field.optional]
    assert [problem.field for problem in problems] == [
        name for name in required if name not in ("deadline_date", "deadline_time")
    ]


@pytest.mark.parametrize(("asked", "field"), ALONE)
@pytest.mark.parametrize("nothing", [None, "", " \r\n\t ", "\u200b\u200d\ufeff", "\u202e", "\u3000"])
def test_a_field_left_empty_is_missing_or_no_answer(asked: Form, field: Field, nothing: object) -> None:
    result = clean(asked, filled(asked) | {field.name: nothing})
    if field.optional:
        assert isinstance(result, Submission)
        assert field.name not in result.answers
    else:
        assert result == (Problem(field.name, field.missing),)


@pytest.mark.parametrize(("asked", "field"), ALONE)
@pytest.mark.parametrize("value", WRONG_TYPES, ids=repr)
def test_a_wrong_type_is_a_problem_of_that_field_alone(asked: Form, field: Field, value: object) -> None:
    assert clean(asked, filled(asked) | {field.name: value}) == (
        Problem(field.name, Text("Send “%(field)s” as text", {"field": field.label})),
    )


@pytest.mark.parametrize(("asked", "field"), ALONE)
@pytest.mark.parametrize("value", UNKEEPABLE, ids=ascii)
def test_characters_that_cannot_be_kept_are_a_problem_of_that_field(
    asked: Form, field: Field, value: str
) -> None:
    words = Text("Type “%(field)s” again: a character in it cannot be kept", {"field": field.label})
    assert clean(asked, filled(asked) | {field.name: value}) == (Problem(field.name, words),)


@pytest.mark.parametrize(("asked", "field"), ALONE)
@pytest.mark.parametrize("times", [1, 5], ids=["one over", "far over"])
def test_too_long_says_both_figures(asked: Form, field: Field, times: int) -> None:
    count = field.limit * times + 1
    figures: dict[str, str | int | Text] = {"field": field.label, "count": count, "limit": field.limit}
    words = Text("“%(field)s” has %(count)s characters. Shorten it to %(limit)s", figures)
    assert clean(asked, filled(asked) | {field.name: "a" * count}) == (Problem(field.name, words),)


@pytest.mark.parametrize(("asked", "field"), ALONE)
@pytest.mark.parametrize(
    "value", ["W" * 8000, RIGHT_TO_LEFT, EMOJI, "x" * 200], ids=["8,000", "right-to-left", "emoji", "200"]
)
def test_free_text_is_kept_whole_and_the_rest_names_its_field(asked: Form, field: Field, value: str) -> None:
    result = clean(asked, filled(asked) | {field.name: value})
    if field.kind in ("text", "textarea") and len(value) <= field.limit:
        assert isinstance(result, Submission)
        assert result.answers[field.name] == value
    else:
        assert isinstance(result, tuple)
        assert [problem.field for problem in result] == [field.name]


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
def test_names_the_form_does_not_know_are_ignored(asked: Form) -> None:
    assert clean(asked, filled(asked) | {"form_token": [1], "website": "\0"}) == clean(asked, filled(asked))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=60),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
likely: dict[str, st.SearchStrategy[object]] = {
    "deadline_day": st.sampled_from(["none", "today", "tomorrow", "date"]),
    "deadline_date": st.sampled_from(["2026-12-01", "2027-03-14", "2027-11-07"]),
    "deadline_time": st.sampled_from(["23:59", "11 pm", "24:00", "02:30", "1.30 am"]),
    "timezone": st.sampled_from(["Europe/London", "america/new_york", "UTC", "", "Asia/Kolkata"]),
    "publishes_at": st.sampled_from(["2026-11-24 23:30", "2027-03-14T02:30", "2026-12-01T10:00Z", ""]),
    "event_date": st.dates(NOW.date(), NOW.date() + timedelta(days=3000)).map(str),
}
unlikely = anything | st.datetimes(timezones=st.just(UTC) | st.none()).map(str) | st.dates().map(str)


@st.composite
def posts(draw: st.DrawFn, asked: Form) -> dict[str, object]:
    """A good post in which up to three fields are left out, or hold anything."""
    names = [*(field.name for field in asked.fields), "deadline"]
    post = {field.name: draw(likely.get(field.name, st.just(good(field)))) for field in asked.fields}
    for name in draw(st.lists(st.sampled_from(names), max_size=3)):
        post[name] = draw(st.none() | unlikely)
    return post


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_cleaning_is_total_and_cleaning_its_answers_again_changes_nothing(
    asked: Form, data: st.DataObject
) -> None:
    result = clean(asked, data.draw(posts(asked) | st.dictionaries(st.text(), anything, max_size=4)))
    if isinstance(result, tuple):
        assert result
        assert all(str(problem.text) for problem in result)
        return
    json.dumps(dict(result.answers)).encode()
    "".join(result.answers.values()).encode()  # no lone surrogate is left
    assert all(result.answers.values())
    again = {name: answer for name, answer in result.answers.items() if name != "deadline_moved"}
    assert clean(asked, dict(result.answers)) == Submission(asked.name, again)
