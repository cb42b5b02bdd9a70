"""What is newer than what somebody saw: what others said and did, and nothing of one's own."""

from datetime import timedelta

import pytest

from inquiries.inquiry import newer
from inquiries.inquiry.model import Colleague, Entry, Event
from inquiries.inquiry.newer import News, Seen
from tests.opened import NOON

ANA, DEE = (Colleague(id, name, "", "") for id, name in ((1, "Ana"), (2, "Dee")))
SAID = (
    Entry(NOON, "note", ANA, "Mine", {}, 5),
    Entry(NOON, "note", DEE, "Hers", {}, 6),
    Entry(NOON + timedelta(minutes=1), "acknowledgement", DEE, "I have it.", {}, 8),
)
EVENTS = (
    Event(NOON, "received", None, {}, None, 1),
    Event(NOON, "routed", None, {}, None, 2),
    Event(NOON, "noted", "Dee", {}, 2, 3),
    Event(NOON, "taken", "Dee", {}, 2, 4),
    Event(NOON, "assigned", "Ana", {"to": "Dee"}, 1, 5),
    Event(NOON, "came back", None, {}, None, 6),
)


@pytest.mark.parametrize(
    ("seen", "me", "news"),
    [
        (Seen(8, 6), 1, News((), ())),
        (Seen(6, 6), 1, News(SAID[2:], ())),
        (Seen(6, 6), 2, News((), ())),
        (Seen(8, 3), 1, News((), (EVENTS[3], EVENTS[5]))),
        (Seen(8, 4), 2, News((), EVENTS[4:])),
        (Seen(8, 5), 2, News((), EVENTS[5:])),
        (Seen(), 1, News(SAID[1:], (EVENTS[3], EVENTS[5]))),
    ],
)
def test_what_others_said_and_did_since_is_news(seen: Seen, me: int, news: News) -> None:
    found = newer.newer(seen, SAID, EVENTS, me=me)
    assert (found, bool(found)) == (news, bool(news.said or news.done))


def test_a_form_carries_how_far_its_writer_read() -> None:
    seen = newer.all_of(SAID, EVENTS)
    assert (seen, newer.read(str(seen)), newer.all_of((), ())) == (Seen(8, 6), Seen(8, 6), Seen(0, 0))


@pytest.mark.parametrize("text", ["", "-", "x-y", "٣-٣", "-1--1", "9" * 19 + "-" + "9" * 19, "\udc80-\x00"])
def test_what_makes_no_sense_has_seen_nothing(text: str) -> None:
    assert newer.read(text) == Seen(0, 0)
