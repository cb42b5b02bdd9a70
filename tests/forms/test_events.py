"""The events form: little must be known yet, and consent is only ever given."""

from collections.abc import Callable

import pytest

from inquiries.forms.form import Form, Submission
from inquiries.forms.problem import Problem

Clean = Callable[..., Submission | tuple[Problem, ...]]
LEAST: dict[str, object] = {"name": "Bo Reyes", "email": "bo@mail.example", "topic": "start-a-fundraiser"}


def test_name_email_and_topic_are_enough(events: Form, clean: Clean) -> None:
    assert clean(events, LEAST) == Submission("events", LEAST)


def test_a_host_who_knows_everything_is_kept_whole(events: Form, clean: Clean) -> None:
    more = {
        "phone": "613-555-0142",
        "host_kind": "faith-group",
        "idea": "A bake sale\nand a walk",
        "event_date": "2026-11-24",
        "place": "Kanata",
        "question": "Do you have a guide?",
        "updates_consent": "yes",
    }
    assert clean(events, LEAST | more) == Submission("events", LEAST | more)


@pytest.mark.parametrize("ticked", ["yes", "on", "true", "TRUE", "1", True])
def test_a_ticked_box_is_consent(events: Form, clean: Clean, ticked: object) -> None:
    assert clean(events, LEAST | {"updates_consent": ticked}) == Submission(
        "events", LEAST | {"updates_consent": "yes"}
    )


@pytest.mark.parametrize("left", ["", "no", "off", "false", "0", False, None])
def test_a_box_left_alone_is_no_answer(events: Form, clean: Clean, left: object) -> None:
    assert clean(events, LEAST | {"updates_consent": left}) == Submission("events", LEAST)


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("event_date", "2026-11-23", "2026-11-23 has passed. Enter a later date, or leave it empty"),
        ("event_date", "30 May", "Enter the date as year-month-day, like 2027-05-30, or leave it empty"),
        ("event_date", "9999-12-31", "Check the year of the date: 9999 is far ahead"),
        ("topic", "programs", "Choose what it is about"),
        ("host_kind", "club", "Choose who is hosting from the list"),
    ],
)
def test_a_slip_is_told_with_its_cure(events: Form, clean: Clean, name: str, value: str, cure: str) -> None:
    problems = clean(events, LEAST | {name: value})
    assert isinstance(problems, tuple)
    assert [(problem.field, str(problem.text)) for problem in problems] == [(name, cure)]


def test_the_fields_are_those_of_the_public_contract(events: Form) -> None:
    assert [field.name for field in events.fields] == [
        *("topic", "name", "email", "phone", "host_kind", "idea", "event_date", "place", "question"),
        "updates_consent",
    ]
