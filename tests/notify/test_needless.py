"""What a mail to staff still says when its time comes, as a table."""

from dataclasses import replace
from typing import Any

import pytest

from inquiries.inquiry.model import Status
from inquiries.notify import needless
from inquiries.outbox.deliveries import Delivery
from inquiries.people.accounts import Staff
from tests.notify.occasions import inquiry
from tests.opened import NOON

ANA = Staff(1, "ana@x.example", "Ana", "", "", "member", frozenset({"media"}), disabled=False)
HELD, MINE = {"held": True, "staff": 1}, {"held": False, "staff": 1}
TAKEN = "not sent: somebody acknowledged it meanwhile"
CLOSED = "not sent: it was closed meanwhile"
PART = "not sent: it became a part of another meanwhile"


@pytest.mark.parametrize(
    ("kind", "facts", "about", "expected"),
    [
        ("notification", HELD, {}, ""),
        ("notification", HELD, {"acknowledged_at": NOON}, TAKEN),
        ("notification", MINE, {"acknowledged_at": NOON}, ""),
        ("notification", HELD, {"status": Status.CLOSED}, CLOSED),
        ("notification", {}, {"status": Status.CLOSED}, ""),
        ("alarm", MINE, {}, ""),
        ("alarm", MINE, {"acknowledged_at": NOON}, TAKEN),
        ("alarm", MINE, {"status": Status.WAITING}, "not sent: it waits"),
        ("late", MINE, {"acknowledged_at": NOON}, ""),
        ("late", MINE, {"status": Status.MERGED}, PART),
        ("late", MINE, {"status": Status.QUARANTINED}, "not sent: it is in quarantine"),
        ("mention", HELD, {"acknowledged_at": NOON}, ""),
        ("mention", MINE, {"status": Status.CLOSED}, ""),
        ("reply", HELD, {"status": Status.CLOSED}, CLOSED),
        ("dead-letter", HELD, {"status": Status.CLOSED}, ""),
    ],
)
def test_what_has_come_to_nothing_is_left_with_words(
    kind: str, facts: dict[str, Any], about: dict[str, Any], expected: str
) -> None:
    delivery = Delivery(1, 7, "email", kind, "ana@x.example", "Ana", "<1@x.example>", NOON, facts)
    assert needless.why(delivery, inquiry(**about), ANA) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (None, "not sent: the account is no longer in use"),
        (replace(ANA, disabled=True), "not sent: the account is no longer in use"),
        (replace(ANA, desks=frozenset({"events"})), "not sent: no longer on this desk"),
        (replace(ANA, desks=frozenset(), role="administrator"), ""),
    ],
)
def test_nothing_goes_to_who_may_not_read_it_any_more(person: Staff | None, expected: str) -> None:
    delivery = Delivery(1, 7, "email", "mention", "ana@x.example", "Ana", "<1@x.example>", NOON, MINE)
    assert needless.why(delivery, inquiry(), person) == expected
