"""The table of what decides: each row is what is known of a mail, and what becomes of it."""

from typing import Any

import pytest

from inquiries.correspondence import match
from inquiries.correspondence.match import Facts, Fate, Known, Verdict
from inquiries.mail.autoreply import Robot

BO, EVE = "bo@gazette.example", "eve@elsewhere.example"
ONE = Known(1, "AAA-1111", "events", frozenset({BO, "desk@gazette.example"}))
FULL = Known(1, "AAA-1111", "events", frozenset({BO}), crowded=True)
AWAY, SERVER, LIST = (Robot(kind, "why.") for kind in ("out-of-office", "automatic", "list"))
NOT_HIM, REFERS = f"{EVE} is not who wrote to us.", "It refers to AAA-1111, but comes from another address."
OURS, ROBOT = "It comes from an address of our own.", "No person wrote it: why."
LIKE_OURS = "The address it was sent to is like ours, and yet none that we gave to anybody."
NAMED = "It names AAA-1111, which anybody can do, and nothing else leads there."
NOWHERE = "It leads to no inquiry, and came to no address of a desk."
NOBODY = "It does not say from whom it comes."
TWICE = "The same letter came by another way, and is filed already."
MANY = "It was sent to many: why."
LOST = "Its inquiry is no longer there."
GUESSED = "It refers to a mail that looks like ours and leads to no inquiry."

Row = tuple[dict[str, Any], str, str, int | None, str]
PERSONS: list[Row] = [
    ({"signed": ONE}, "file", "events", 1, ""),
    ({"signed": ONE, "by_bounce": True}, "file", "events", 1, ""),
    ({"signed": ONE, "senders": (EVE,)}, "hold", "events", 1, NOT_HIM),
    ({"signed": ONE, "senders": (BO, EVE)}, "hold", "events", 1, f"{BO}, {EVE} is not who wrote to us."),
    ({"signed": ONE, "senders": ()}, "hold", "events", 1, NOBODY),
    ({"signed": ONE, "senders": ("desk@gazette.example",)}, "file", "events", 1, ""),
    ({"signed": ONE, "twice": True}, "quiet", "events", 1, TWICE),
    ({"signed": ONE, "twice": True, "senders": (EVE,)}, "hold", "events", 1, NOT_HIM),
    ({"signed": FULL}, "hold", "events", 1, "30 letters or more came here within an hour."),
    ({"lost": True}, "hold", "media", None, LOST),
    ({"lost": True, "desk": "events"}, "hold", "events", None, LOST),
    ({"tampered": True}, "hold", "media", None, LIKE_OURS),
    ({"tampered": True, "answered": ONE}, "hold", "events", 1, LIKE_OURS),
    ({"tampered": True, "named": ONE}, "hold", "events", 1, LIKE_OURS),
    ({"tampered": True, "desk": "media"}, "hold", "media", None, LIKE_OURS),
    ({"answered": ONE}, "file", "events", 1, ""),
    ({"answered": ONE, "senders": (EVE,)}, "hold", "events", 1, REFERS),
    ({"answered": ONE, "desk": "media", "senders": (EVE,)}, "hold", "events", 1, REFERS),
    ({"answered": ONE, "twice": True}, "quiet", "events", 1, TWICE),
    ({"named": ONE}, "hold", "events", 1, NAMED),
    ({"named": ONE, "desk": "media"}, "hold", "events", 1, NAMED),
    ({"guessed": True, "desk": "events"}, "hold", "events", None, GUESSED),
    ({"guessed": True, "named": ONE}, "hold", "events", 1, NAMED),
    ({"desk": "events"}, "open", "events", None, ""),
    ({"desk": "events", "senders": ()}, "hold", "events", None, NOBODY),
    ({"desk": "events", "senders": (BO, EVE)}, "hold", "events", None, NOBODY),
    ({"desk": "events", "twice": True}, "quiet", "events", None, TWICE),
    (
        {"desk": "events", "crowded": True},
        *("hold", "events", None, "10 inquiries or more came from this address within an hour."),
    ),
    ({}, "hold", "media", None, NOWHERE),
    ({"own": True, "signed": ONE}, "quiet", "media", None, OURS),
    ({"own": True, "desk": "events"}, "quiet", "events", None, OURS),
]
MACHINES: list[Row] = [
    ({"robot": AWAY, "signed": ONE}, "file", "events", 1, "automatic"),
    ({"robot": AWAY, "answered": ONE}, "file", "events", 1, "automatic"),
    ({"robot": AWAY, "signed": ONE, "senders": (EVE,)}, "hold", "events", 1, NOT_HIM),
    (
        {"robot": SERVER, "signed": ONE, "by_bounce": True, "senders": (EVE,)},
        "file",
        "events",
        1,
        "automatic",
    ),
    ({"robot": SERVER, "answered": ONE, "senders": (EVE,)}, "file", "events", 1, "automatic"),
    ({"robot": AWAY, "signed": ONE, "twice": True}, "quiet", "events", 1, ROBOT),
    ({"robot": AWAY, "signed": FULL}, "quiet", "events", 1, ROBOT),
    ({"robot": AWAY, "named": ONE}, "quiet", "events", 1, ROBOT),
    ({"robot": AWAY, "desk": "events"}, "quiet", "events", None, ROBOT),
    ({"robot": AWAY}, "quiet", "media", None, ROBOT),
    ({"robot": SERVER, "tampered": True}, "hold", "media", None, LIKE_OURS),
    ({"robot": SERVER, "lost": True}, "hold", "media", None, LOST),
    ({"robot": LIST, "signed": ONE}, "file", "events", 1, ""),
    ({"robot": LIST, "desk": "events"}, "hold", "events", None, MANY),
    ({"robot": LIST, "desk": "events", "in_bulk": True}, "quiet", "events", None, MANY),
    ({"robot": LIST, "desk": "events", "through_desk": True}, "open", "events", None, ""),
    ({"robot": LIST}, "hold", "media", None, MANY),
]


@pytest.mark.parametrize(("known", "fate", "desk", "inquiry", "reason"), PERSONS + MACHINES)
def test_what_is_known_of_a_mail_decides(
    known: dict[str, Any], fate: str, desk: str, inquiry: int | None, reason: str
) -> None:
    facts = Facts(**{"senders": (BO,), "default_desk": "media", **known})
    found = match.decide(facts)
    said = "automatic" if found.automatic else str(found.reason or "")
    assert (found.fate, found.desk, found.inquiry, said) == (Fate(fate), desk, inquiry, reason)


@pytest.mark.parametrize("known", [row[0] for row in PERSONS])
def test_nothing_is_filed_from_somebody_who_is_not_known_there(known: dict[str, Any]) -> None:
    facts = Facts(**{"default_desk": "media", **known, "senders": ("mallory@elsewhere.example",)})
    assert match.decide(facts).fate in (Fate.HOLD, Fate.QUIET, Fate.OPEN)


def test_what_is_filed_or_opened_needs_no_reason_and_all_else_has_one() -> None:
    for known, *_ in PERSONS + MACHINES:
        found: Verdict = match.decide(Facts(**{"senders": (BO,), "default_desk": "media", **known}))
        assert (found.reason is None) == (found.fate in (Fate.FILE, Fate.OPEN))
