"""What programs are told a form takes is what it takes."""

from datetime import UTC, datetime

import pytest

from inquiries.forms import catalogue, form, schema, when
from inquiries.forms.form import Submission
from inquiries.settings import Settings

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
FORMS = catalogue.forms(Settings())


@pytest.mark.parametrize("name", FORMS)
def test_schema_names_every_field_and_its_example_is_taken(name: str) -> None:
    asked, found = FORMS[name], schema.schema(FORMS[name])
    names = [field.name for field in asked.fields]
    names += [when.INSTANT.name] if when.DAY.name in names else []
    assert list(found["properties"]) == names
    example = schema.example(asked)
    assert set(found["required"]) <= example.keys() <= found["properties"].keys()
    assert isinstance(form.clean(asked, example, now=NOW, zone="UTC"), Submission)


def test_schema_says_of_each_kind_of_field_what_it_takes() -> None:
    media, events = (schema.schema(FORMS[name])["properties"] for name in ("media", "events"))
    phrases = [*("1", "false", "no", "off", "on", "true", "yes"), "", None]
    assert (media["outlet"], media["topic"]["enum"], media["request_type"]["enum"][-3:]) == (
        {
            "description": "Outlet",
            "type": "string",
            "maxLength": 200,
            "examples": ["The Example Gazette"],
            "minLength": 1,
        },
        ["programs", "news-reaction", "partnerships", "events", "other"],
        ["correction", "", None],
    )
    assert (media["language"]["type"], "enum" in media["language"]) == (["string", "null"], False)
    assert events["updates_consent"]["type"] == ["boolean", "string", "null"]
    assert sorted(map(str, events["updates_consent"]["enum"])) == sorted(
        map(str, [True, False, "0", *phrases])
    )
    assert schema.schema(FORMS["media"])["required"] == ["name", "outlet", "email", "topic", "question"]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"deadline_day": "none", "deadline": 5}, ["deadline"]),
        ({"deadline_day": "none", "timezone": 5}, ["timezone"]),
        ({"deadline_day": "none", "timezone": "Atlantis", "deadline": "soon"}, []),
        ({"deadline": "2026-11-25T16:30:00Z", "deadline_time": 5}, ["deadline_time"]),
        ({"deadline": "2026-11-25T16:30:00Z", "deadline_day": "someday"}, ["deadline_day"]),
        ({"deadline": "2026-11-25T16:30:00Z", "deadline_day": "date", "deadline_date": "x"}, []),
    ],
)
def test_what_is_left_aside_still_has_to_be_what_the_schema_says(
    given: dict[str, object], wrong: list[str]
) -> None:
    example = {
        name: value for name, value in schema.example(FORMS["media"]).items() if name != "deadline_day"
    }
    cleaned = form.clean(FORMS["media"], example | given, now=NOW, zone="UTC")
    found = [] if isinstance(cleaned, Submission) else [problem.field for problem in cleaned]
    assert found == wrong
