"""The media form: Bo's inquiry whole, and the three slips of the picture."""

from collections.abc import Callable

from inquiries.forms.form import Form, Submission
from inquiries.forms.problem import Problem

BO: dict[str, object] = {
    "name": " Bo Reyes ",
    "outlet": "The Example Gazette",
    "email": "Bo@Gazette.Example",
    "phone": "+44 (0)20 7946 0018 x214",
    "topic": "news-reaction",
    "request_type": "right-of-reply",
    "question": "Does that match\r\nwhat you saw?",
    "deadline_day": "today",
    "deadline_date": "",
    "deadline_time": "10 pm",
    "timezone": "Europe/London",
    "publishes_at": "2026-11-24T23:30",
    "language": "FR-ca",
    "form_token": "abc",
}


def test_a_good_inquiry_becomes_canonical_answers(
    media: Form, clean: Callable[..., Submission | tuple[Problem, ...]]
) -> None:
    assert clean(media, BO) == Submission(
        "media",
        {
            "name": "Bo Reyes",
            "outlet": "The Example Gazette",
            "email": "Bo@gazette.example",
            "phone": "+44 (0)20 7946 0018 x214",
            "topic": "news-reaction",
            "request_type": "right-of-reply",
            "question": "Does that match\nwhat you saw?",
            "language": "fr-CA",
            "deadline_day": "today",
            "deadline": "2026-11-24T22:00:00+00:00",
            "timezone": "Europe/London",
            "publishes_at": "2026-11-24T23:30:00+00:00",
        },
    )


def test_the_slips_of_the_picture_are_told_in_page_order(
    media: Form, clean: Callable[..., Submission | tuple[Problem, ...]]
) -> None:
    slips = {"email": "t.orell.gazette.example", "question": " ", "deadline_time": "10ish"}
    problems = clean(media, BO | slips)
    assert isinstance(problems, tuple)
    assert [(problem.field, str(problem.text)) for problem in problems] == [
        ("email", "Enter an email address with an @, like name@outlet.example"),
        ("question", "Write your question"),
        ("deadline_time", "Enter the time of your deadline, like 16:30 or 4:30 pm"),
    ]


def test_the_least_a_reporter_must_give_is_enough(
    media: Form, clean: Callable[..., Submission | tuple[Problem, ...]]
) -> None:
    least = {name: BO[name] for name in ("name", "outlet", "email", "topic", "question")}
    result = clean(media, least | {"deadline_day": "none"})
    assert isinstance(result, Submission)
    assert list(result.answers) == [*least, "deadline_day", "timezone"]


def test_the_fields_are_those_of_the_public_contract(media: Form) -> None:
    assert [field.name for field in media.fields] == [
        *("name", "outlet", "email", "phone", "topic", "request_type", "question"),
        *("deadline_day", "deadline_date", "deadline_time", "timezone", "publishes_at", "language"),
    ]


def test_own_words_are_what_was_typed_freely(
    media: Form, clean: Callable[..., Submission | tuple[Problem, ...]]
) -> None:
    cleaned = clean(media, BO)
    assert isinstance(cleaned, Submission)
    own = ["Bo Reyes", "The Example Gazette", "Bo@gazette.example", "Does that match\nwhat you saw?"]
    assert media.written(cleaned.answers) == own
