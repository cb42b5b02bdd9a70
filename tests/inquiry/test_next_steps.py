from datetime import UTC, datetime, timedelta

import pytest

from inquiries.inquiry import next_steps
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Colleague, Inquiry, Outcome, Status
from inquiries.inquiry.next_steps import Wait
from inquiries.settings import Contact, Desk, Settings

NOW = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)  # 14:20 in Ottawa
SETTINGS = Settings.model_validate({"timezone": "America/Toronto", "organisation": {"place": "Ottawa"}})
DEE = Contact(name="Dee Oduya", phone="613-555-0142", desk="media")
STAFFED = SETTINGS.model_copy(update={"people": (DEE,)})
MEDIA = SETTINGS.desks["media"]
READER = Reader(STAFFED, "en", NOW)
ANA = Colleague(1, "Ana Silva", "", "")
ZONE = "America/Toronto"
MAIL = "Their name then stands here, and comes to you by mail."


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def inquiry(**facts: object) -> Inquiry:
    blank = dict.fromkeys(Inquiry.__slots__, None) | {"status": Status.OPEN, "outcome_reason": ""}
    blank |= {"received_at": NOW, "respond_intent_at": hours(1), "deadline_at": hours(2)}
    return Inquiry(**(blank | facts))  # type: ignore[arg-type]


HELD = {"acknowledged_at": NOW, "acknowledged_by": ANA}
CLOSED = {"status": Status.CLOSED, "closed_at": NOW, **HELD}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ["A person at the Media desk confirms it by 15:20 today in Ottawa.", MAIL]),
        (
            {"status": Status.QUARANTINED},
            ["A person at the Media desk confirms it by 15:20 today in Ottawa.", MAIL],
        ),
        (
            {"respond_intent_at": NOW},
            ["A person should have confirmed it by 14:20 today in Ottawa. Ring us if it cannot wait."],
        ),
        (HELD | {"back_by": hours(0.5)}, ["Ana Silva comes back to you by 14:50 today in Ottawa."]),
        (
            HELD | {"back_by": hours(-1)},
            ["Ana Silva meant to come back to you by 13:20 today in Ottawa. Ring us if it cannot wait."],
        ),
        (HELD, ["Ana Silva has it and knows that you need it by 16:20 today in Ottawa."]),
        (HELD | {"deadline_at": NOW}, ["Ana Silva has it and comes back to you."]),
        (HELD | {"deadline_at": None}, ["Ana Silva has it and comes back to you."]),
        (CLOSED | {"outcome": Outcome.DECLINED, "outcome_reason": "No."}, ["The reason: No."]),
        (CLOSED | {"outcome": Outcome.DECLINED}, []),
        (CLOSED | {"outcome": Outcome.ANSWERED}, ["If our answer has not reached you, ring us."]),
        (CLOSED | {"outcome": Outcome.STORY_DROPPED}, ["Ring us if you still need an answer."]),
    ],
)
def test_what_the_sender_is_told(facts: dict[str, object], said: list[str]) -> None:
    assert next_steps.sentences(inquiry(**facts), ZONE, READER, MEDIA) == said


def duty(**facts: str) -> Desk:
    return MEDIA.model_copy(update={"duty": Contact(name="Duty officer", desk="media", **facts)})


@pytest.mark.parametrize(
    ("desk", "ring"),
    [
        (MEDIA, []),
        (duty(), []),
        (duty(phone="613-555-0178"), ["If it cannot wait, ring Duty officer: 613-555-0178."]),
        (
            duty(phone="613-555-0178", extension="9"),
            ["If it cannot wait, ring Duty officer: 613-555-0178, extension 9."],
        ),
    ],
)
def test_a_desk_that_opens_after_the_deadline_says_whom_to_ring(desk: Desk, ring: list[str]) -> None:
    night = Wait(hours(6), hours(7), hours(8))
    reader = Reader(STAFFED, "en", hours(6))
    shut = "The Media desk opens after your deadline: 09:00 tomorrow in Ottawa."
    assert next_steps.waiting(night, ZONE, reader, desk) == [shut, *ring]
    morning = Reader(STAFFED, "en", hours(19))
    late = ["Nobody has confirmed it yet. Ring us if you still need an answer."]
    assert next_steps.waiting(night, ZONE, morning, desk) == late


def test_a_desk_without_a_duty_phone_names_the_one_beside_the_form() -> None:
    press = duty(phone="613-555-0178")
    settings = STAFFED.model_copy(update={"desks": {**STAFFED.desks, "media": press}})
    night, reader = Wait(hours(6), hours(7), hours(8)), Reader(settings, "en", hours(6))
    assert next_steps.waiting(night, ZONE, reader, settings.desks["events"]) == [
        "The Events desk opens after your deadline: 09:00 tomorrow in Ottawa.",
        "If it cannot wait, ring Duty officer: 613-555-0178.",
    ]


ENDS = [
    {"respond_intent_at": NOW},
    HELD | {"back_by": hours(-1)},
    CLOSED | {"outcome": Outcome.ANSWERED},
    CLOSED | {"outcome": Outcome.STORY_DROPPED},
]
LATE = "A person should have confirmed it by 14:20 today in Ottawa."
MEANT = "Ana Silva meant to come back to you by 13:20 today in Ottawa."
RING = [
    [f"{LATE} Ring us if it cannot wait."],
    [f"{MEANT} Ring us if it cannot wait."],
    ["If our answer has not reached you, ring us."],
    ["Ring us if you still need an answer."],
]
WRITE = [
    [f"{LATE} Write to us if it cannot wait."],
    [f"{MEANT} Write to us if it cannot wait."],
    ["If our answer has not reached you, write to us."],
    ["Write to us if you still need an answer."],
]
MUTE: dict[str, object] = {"people": (DEE.model_copy(update={"phone": ""}),)}
ELSEWHERE: dict[str, object] = {"people": (DEE.model_copy(update={"desk": "events"}),)}
MAILBOX = MEDIA.model_copy(update={"email": "press@charity.example"})


@pytest.mark.parametrize(
    ("people", "desk", "said"),
    [
        ({}, duty(phone="613-555-0178"), RING),
        (MUTE, MAILBOX, WRITE),
        ({}, MAILBOX, WRITE),
        (ELSEWHERE, duty(), [[LATE], [MEANT], [], []]),
        (MUTE, MEDIA, [[LATE], [MEANT], [], []]),
        ({}, MEDIA, [[LATE], [MEANT], [], []]),
    ],
)
def test_ringing_and_writing_are_offered_only_where_the_desk_can_be_reached_so(
    people: dict[str, object], desk: Desk, said: list[list[str]]
) -> None:
    reader = Reader(SETTINGS.model_copy(update=people), "en", NOW)
    assert [next_steps.sentences(inquiry(**facts), ZONE, reader, desk) for facts in ENDS] == said


def test_a_desk_nobody_can_ring_says_only_that_nobody_has_confirmed() -> None:
    night, morning = Wait(hours(6), hours(7), hours(8)), Reader(SETTINGS, "en", hours(19))
    assert next_steps.waiting(night, ZONE, morning, MEDIA) == ["Nobody has confirmed it yet."]
    asked = ["Nobody has confirmed it yet. Write to us if you still need an answer."]
    assert next_steps.waiting(night, ZONE, morning, MAILBOX) == asked


def test_a_desk_without_hours_promises_as_if_always_open() -> None:
    desk = MEDIA.model_copy(update={"hours": MEDIA.hours.model_copy(update={"week": ((),) * 7})})
    said = next_steps.waiting(
        Wait(hours(6), hours(7), hours(8)), ZONE, Reader(SETTINGS, "en", hours(6)), desk
    )
    assert said[0] == "A person at the Media desk confirms it by 21:20 today in Ottawa."


def test_a_desk_that_names_nobody_speaks_for_itself() -> None:
    quiet = MEDIA.model_copy(update={"show_names": False})
    has_it = "A person at the Media desk has it and knows that you need it by 16:20 today in Ottawa."
    assert next_steps.sentences(inquiry(**HELD), ZONE, READER, quiet) == [has_it]
    assert next_steps.sentences(inquiry(**HELD, name_hidden=True), ZONE, READER, MEDIA) == [has_it]
    waits = next_steps.sentences(inquiry(), ZONE, READER, quiet)
    assert waits[1:] == ["It then stands here, and you are told by mail."]


def test_who_may_be_in_danger_waits_for_those_who_can_read_it_and_for_no_mail() -> None:
    wait = Wait(NOW, hours(1), None)
    said = next_steps.waiting(wait, ZONE, READER, MEDIA, by_mail=False)
    assert said == ["One of the few people who can read it confirms it by 15:20 today in Ottawa."]
