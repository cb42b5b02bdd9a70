import pytest

from inquiries.inquiry.answers import Reader
from inquiries.inquiry.said_back import said_back
from inquiries.settings import Hours, Settings
from tests.inquiry.ottawa import ALWAYS, NEVER, OFFICE, ZONE, at

SETTINGS = Settings.model_validate({"timezone": ZONE, "organisation": {"place": "Ottawa"}})
NOW = at("2026-11-24 14:20")  # a Tuesday; the desk closes at 17:00
LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("hours", "now", "deadline", "zone", "sentence", "desk", "closed"),
    [
        (
            OFFICE,
            NOW,
            at("2026-11-24 16:30"),
            LONDON,
            "You need an answer by *21:30 today in London*. That is *16:30 here in Ottawa*, 2 h 10 min from now.",
            "The desk is open until 17:00 in Ottawa, so someone is here for all of it.",
            False,
        ),
        (
            OFFICE,
            NOW,
            at("2026-11-24 22:00"),
            ZONE,
            "You need an answer by *22:00 today in Ottawa*, 7 h 40 min from now.",
            "The desk is closed then. Before that it is open until 17:00.",
            True,
        ),
        (
            OFFICE,
            NOW,
            at("2026-11-26 10:00"),
            ZONE,
            "You need an answer by *Thu 26 Nov, 10:00 in Ottawa*, 43 h 40 min from now.",
            "The desk is open then.",
            False,
        ),
        (
            OFFICE,
            at("2026-11-24 19:00"),
            at("2026-11-25 08:00"),
            LONDON,
            "You need an answer by *13:00 today in London*. That is *08:00 here in Ottawa*, 13 h from now.",
            "The desk does not open again before your deadline.",
            True,
        ),
        (
            OFFICE,
            at("2026-11-24 22:00"),
            at("2026-11-25 20:00"),
            LONDON,
            "You need an answer by *01:00 tomorrow in London*. That is *20:00 on Wed 25 Nov here in Ottawa*, "
            "22 h from now.",
            "The desk is closed then. Before that it is open until Wed 25 Nov, 17:00 in Ottawa.",
            True,
        ),
        (
            NEVER,
            NOW,
            at("2026-11-24 16:30"),
            ZONE,
            "You need an answer by *16:30 today in Ottawa*, 2 h 10 min from now.",
            "",
            False,
        ),
        (
            ALWAYS,
            NOW,
            at("2026-11-25 03:00"),
            ZONE,
            "You need an answer by *03:00 tomorrow in Ottawa*, 12 h 40 min from now.",
            "The desk is open then.",
            False,
        ),
    ],
    ids=["all of it", "closes", "another day", "never opens", "two days", "by appointment", "never shuts"],
)
def test_a_deadline_is_said_back_with_what_the_desks_hours_make_of_it(
    hours: Hours, now, deadline, zone, sentence, desk, closed
):
    media = SETTINGS.desks["media"].model_copy(update={"hours": hours})
    said = said_back(deadline, zone, media, Reader(SETTINGS, "en", now))
    assert ("*".join(said.pieces).replace("\u00a0", " "), said.desk, said.closed) == (sentence, desk, closed)
