from datetime import UTC, datetime

import pytest

from inquiries.forms import catalogue
from inquiries.inquiry import answers
from inquiries.inquiry.answers import Reader
from inquiries.settings import Settings

NOW = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)
SETTINGS = Settings.model_validate({"timezone": "America/Toronto", "organisation": {"place": "Ottawa"}})
FORMS = catalogue.forms(SETTINGS)
SENDER = Reader(SETTINGS, "en", NOW)
STAFF = Reader(SETTINGS, "en", NOW, ours_first=True)
AWAY = Reader(SETTINGS, "en", NOW, ours_first=True, own_zone="America/Vancouver")
ABROAD = Reader(SETTINGS, "en", NOW, ours_first=True, own_zone="Europe/London")
LATER = Reader(SETTINGS, "en", NOW, dated=True)
LONDON = {"timezone": "Europe/London", "deadline": "2026-11-25T16:30:00+00:00", "deadline_day": "tomorrow"}


def said(form: str, given: dict[str, str], reader: Reader = SENDER) -> dict[str, str]:
    return {name: words for name, _, words in answers.in_words(FORMS[form], given, reader) if words}


def test_every_answer_is_said_in_page_order_and_the_deadline_is_one() -> None:
    found = answers.in_words(FORMS["media"], {}, SENDER)
    assert [(name, words) for name, _, words in found] == [
        (name, "")
        for name in (
            [
                "name",
                "outlet",
                "email",
                "phone",
                "topic",
                "request_type",
                "question",
                "deadline_day",
                "publishes_at",
                "language",
            ]
        )
    ]


def test_slugs_are_said_by_their_labels_and_words_as_they_are() -> None:
    given = {"topic": "programs", "request_type": "right-of-reply", "question": "a\nb", "language": "en"}
    assert said("media", given | {"deadline_day": "none"}) == {
        "topic": "Our programs",
        "request_type": "Right of reply",
        "question": "a\nb",
        "language": "English",
        "deadline_day": "No deadline",
    }


def test_what_the_form_no_longer_offers_is_said_as_it_was_kept() -> None:
    assert said("media", {"topic": "gone", "language": "cy", **LONDON})["topic"] == "gone"
    assert said("media", {"language": "cy", **LONDON})["language"] == "cy"


def test_dates_and_consent_are_said_in_full() -> None:
    assert said("events", {"event_date": "2027-05-30", "updates_consent": "yes"}) == {
        "event_date": "Sunday 30 May 2027",
        "updates_consent": "Yes",
    }


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (SENDER, "16:30 tomorrow in London, 11:30 here in Ottawa"),
        (STAFF, "11:30 tomorrow here, 16:30 in London"),
        (AWAY, "08:30 tomorrow here, 16:30 in London"),
        (ABROAD, "16:30 tomorrow"),
        (LATER, "Wed 25 Nov 2026, 16:30 in London, 11:30 here in Ottawa"),
    ],
)
def test_a_deadline_is_said_for_its_reader(reader: Reader, words: str) -> None:
    assert said("media", LONDON, reader)["deadline_day"] == words


@pytest.mark.parametrize(
    ("deadline", "moved", "words"),
    [
        (
            "2027-03-14T07:30:00+00:00",
            "gap",
            "03:30 in Ottawa (the clocks go forward then and skip the time given, so we moved it forward with them)",
        ),
        (
            "2027-11-07T05:30:00+00:00",
            "twice",
            "01:30 EDT in Ottawa (the clocks go back then and this time comes twice; we took the first)",
        ),
        (
            "2027-11-07T06:30:00+00:00",
            "twice",
            "01:30 EST in Ottawa (the clocks go back then and this time comes twice; the first has passed, we took"
            " the second)",
        ),
    ],
)
def test_what_daylight_saving_did_is_said_back(deadline: str, moved: str, words: str) -> None:
    given = {"deadline": deadline, "deadline_moved": moved, "timezone": "America/Toronto"}
    assert said("media", given)["deadline_day"].endswith(f", {words}")


def test_without_a_zone_of_theirs_ours_is_meant() -> None:
    assert (
        said("media", {"publishes_at": "2026-11-25T04:30:00+00:00"})["publishes_at"]
        == "23:30 today in Ottawa"
    )


@pytest.mark.parametrize(
    ("reader", "words"),
    [(STAFF, "16:30 in London"), (AWAY, "16:30 in London"), (ABROAD, "")],
)
def test_the_senders_clock_is_said_where_it_shows_another_time_than_the_readers(
    reader: Reader, words: str
) -> None:
    assert answers.there(datetime(2026, 11, 25, 16, 30, tzinfo=UTC), "Europe/London", reader) == words


def test_who_is_away_hears_of_the_organisations_clock_as_of_any_other() -> None:
    given = {"publishes_at": "2026-11-25T04:30:00+00:00"}
    assert said("media", given, AWAY)["publishes_at"] == "20:30 today here, 23:30 in Toronto"
