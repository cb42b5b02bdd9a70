"""The demo's newsroom shows every state there is, at whatever hour it is started."""

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from inquiries import app, clock
from inquiries.commands.demo import fill
from inquiries.database.tables import (
    DEAD,
    HELD,
    IN,
    OUT,
    READY,
    absences,
    attempts,
    deliveries,
    drafts,
    duties,
    entries,
    history,
    inquiries,
    jobs,
    letters,
    mails,
    mentions,
    person_addresses,
    remarks,
    saved_replies,
    saved_views,
    seen,
    submissions,
    tags,
)
from inquiries.dev import charity, earlier_weeks, newsroom
from inquiries.forms import catalogue, form
from inquiries.forms.form import Submission
from inquiries.inquiry import clocks
from inquiries.inquiry.clocks import State
from inquiries.inquiry.model import Outcome, Status
from inquiries.settings import Settings

NIGHT = datetime(
    2026, 3, 8, 6, 40, tzinfo=UTC
)  # a Sunday, twenty minutes before the clocks go forward in Ottawa
TABLES = (
    inquiries,
    history,
    entries,
    jobs,
    letters,
    mails,
    deliveries,
    attempts,
    submissions,
    seen,
    tags,
    mentions,
    drafts,
    saved_replies,
    saved_views,
    person_addresses,
    remarks,
    duties,
    absences,
)


@pytest.fixture(scope="module")
def newsroom_at_night(tmp_path_factory):
    """The built demo: what stands in its tables, and its mailbox."""
    with time_machine.travel(NIGHT, tick=True):
        return asyncio.run(built(tmp_path_factory.mktemp("demo")))


async def built(directory):
    house = await app.open_house(charity.set_up(directory, 8080), scratch=True)
    heard = []
    try:
        await fill(house, "lantern-for-tests", heard.append)
        async with house.database.read() as db:
            rows = {table.name: (await db.execute(sa.select(table))).all() for table in TABLES}
        mail = await house.post.transport.list(limit=500)
        return rows | {"mail": mail, "now": clock.now(), "heard": heard}
    finally:
        await house.close()


def test_there_are_more_than_a_hundred_inquiries_and_none_was_left_unopened(newsroom_at_night):
    assert 100 <= len(newsroom_at_night["inquiries"]) == len(newsroom_at_night["submissions"]) <= 120


def test_every_status_outcome_and_state_of_time_is_there(newsroom_at_night):
    rows, now = newsroom_at_night["inquiries"], newsroom_at_night["now"]
    states = Counter(
        clocks.left(row.received_at, row.last_safe_start_at, row.deadline_at, now).state
        for row in rows
        if row.status == Status.OPEN
    )
    assert {row.status for row in rows} == set(Status)
    assert {row.outcome for row in rows} == {None, *Outcome}
    assert {state: states[state] >= 2 for state in State} == dict.fromkeys(State, True)
    assert {row.desk for row in rows} == {"media", "events"}
    held = {row.name for row in rows if row.suspicion}
    assert held == {"Best Rank Team", "Crypto Desk", "Prize Office", "Mireille Sauvé"}


def test_every_verb_is_in_the_history_and_every_declining_has_its_reason(newsroom_at_night):
    kinds = {row.kind for row in newsroom_at_night["history"]}
    assert kinds == {
        "received", "routed", "quarantined", "released", "called spam", "acknowledged", "taken",
        "assigned", "put back", "handed over", "waits", "snoozed", "tagged", "deadline moved", "called",
        "acknowledged by phone", "merged", "joined", "noted", "not mailed", "closed", "reopened",
        "alarm", "late", "replied", "reply sent", "wrote", "machine wrote",
    }  # fmt: skip
    declined = [row for row in newsroom_at_night["inquiries"] if row.outcome == Outcome.DECLINED]
    assert all(row.outcome_reason for row in declined)


def test_letters_went_and_came_and_one_from_somebody_else_is_held(newsroom_at_night):
    ways = Counter((row.direction, row.kind) for row in newsroom_at_night["letters"])
    held = [row.from_address for row in newsroom_at_night["mails"] if row.state == HELD]
    assert ways == {(OUT, "reply"): 1, (IN, "reply"): 1, (IN, "automatic"): 1}
    assert held == ["lena.ortiz@gazette.example"]


def test_nothing_happened_before_it_arrived_or_after_now(newsroom_at_night):
    arrived = {row.id: row.received_at for row in newsroom_at_night["inquiries"]}
    now = newsroom_at_night["now"]
    assert [row for row in newsroom_at_night["history"] if not arrived[row.inquiry_id] <= row.at <= now] == []
    ids = [row.id for row in sorted(newsroom_at_night["inquiries"], key=lambda row: row.received_at)]
    assert ids == sorted(ids)


def test_mail_arrived_waits_and_is_dead(newsroom_at_night):
    states = Counter(row.state for row in newsroom_at_night["jobs"])
    assert states[DEAD] >= 2
    assert states[READY] >= 2
    assert {row.kind for row in newsroom_at_night["deliveries"]} == {
        "notification",
        "receipt",
        "guide",
        "letter",
        "acknowledgement",
        "alarm",
        "late",
        "dead-letter",
        "mention",
        "reply",
        "digest",
    }
    assert {row.result for row in newsroom_at_night["attempts"]} == {"done", "later", "refused"}
    needless = sum(row.said.startswith("not sent: ") for row in newsroom_at_night["attempts"])
    undelivered = states[DEAD] + states[READY] + needless
    assert len(newsroom_at_night["mail"]) == len(newsroom_at_night["deliveries"]) - undelivered
    assert newsroom_at_night["mail"][-1].at < newsroom_at_night["mail"][0].at <= newsroom_at_night["now"]


def test_hard_cases_are_among_them(newsroom_at_night):
    rows = newsroom_at_night["inquiries"]
    answers = [json.loads(row.answers) for row in rows]
    assert max(len(row.outlet) for row in rows) > 190
    assert max(len(row.question) for row in rows) == 8000
    assert any("\u0600" < sign < "\u06ff" for row in rows for sign in row.question)
    assert any("Bonjour" in row.question for row in rows)
    assert any(given.get("updates_consent") for given in answers)
    assert {row.zone for row in rows} >= {"America/Toronto", "Europe/London", "America/Vancouver"}


def test_new_ones_are_unread(newsroom_at_night):
    looked = {row.inquiry_id for row in newsroom_at_night["seen"]}
    unread = [row.id for row in newsroom_at_night["inquiries"] if row.id not in looked]
    assert 5 <= len(unread) <= 20


def test_most_that_is_open_is_in_somebodys_hands(newsroom_at_night):
    rows = [row for row in newsroom_at_night["inquiries"] if row.desk == "media"]
    going = [row for row in rows if row.status == Status.OPEN]
    nobodys = [row for row in going if row.owner_id is None]
    assert 3 <= len(nobodys) <= len(going) / 3
    waiting = [row for row in rows if row.status == Status.WAITING]
    assert {row.waits_for for row in waiting} == {"them", "time"}
    assert all(newsroom_at_night["now"] < row.wait_until for row in waiting)


def test_what_colleagues_agreed_on_and_know_is_there(newsroom_at_night):
    now = newsroom_at_night["now"]
    assert [row.desk for row in newsroom_at_night["duties"] if row.starts_at <= now < row.ends_at] == [
        "media"
    ]
    [away] = newsroom_at_night["absences"]
    assert away.substitute_id is not None
    assert now < away.starts_at < away.ends_at
    instead = [row for row in newsroom_at_night["duties"] if away.starts_at <= row.starts_at < away.ends_at]
    assert {row.staff_id for row in instead} == {away.substitute_id}
    assert {row.desk for row in newsroom_at_night["saved_views"]} == {"media", ""}
    assert {row.desk for row in newsroom_at_night["saved_replies"]} == {"media", "events"}
    assert [row.email for row in newsroom_at_night["person_addresses"] if row.verified_at] == [
        "bo.reyes@gazette.example"
    ]
    assert sorted(bool(row.person_id) for row in newsroom_at_night["remarks"]) == [False, True]
    [draft] = [row for row in newsroom_at_night["drafts"] if row.text]
    [mention] = newsroom_at_night["mentions"]
    assert draft.staff_id != mention.staff_id
    assert len({row.tag for row in newsroom_at_night["tags"]}) >= 3


def test_calls_and_two_inquiries_as_one_are_there(newsroom_at_night):
    calls = [json.loads(row.facts) for row in newsroom_at_night["entries"] if row.kind == "call"]
    assert [call["direction"] for call in calls] == ["in"]
    doors = [json.loads(row.facts)["door"] for row in newsroom_at_night["submissions"]]
    assert doors.count("phone") == 1
    [part] = [row for row in newsroom_at_night["inquiries"] if row.status == Status.MERGED]
    [whole] = [row for row in newsroom_at_night["inquiries"] if row.id == part.merged_into]
    assert (whole.email, whole.status) == (part.email, Status.OPEN)
    [moved] = [json.loads(row.facts) for row in newsroom_at_night["history"] if row.kind == "deadline moved"]
    assert moved["asked_by"] == "Delphine Roy by phone"
    assert moved["from"] < moved["to"]


def test_how_far_it_has_come_is_told_in_order(newsroom_at_night):
    heard = newsroom_at_night["heard"]
    assert heard == sorted(heard)
    assert heard[0] == 0
    assert 0.9 < heard[-1] < 1


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 11, 1, 5, 58, tzinfo=UTC),  # just before the clocks go back
        datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_the_forms_take_the_whole_script_at_any_hour(start):
    forms = catalogue.forms(Settings())
    for arrival in (*newsroom.SCRIPT, *earlier_weeks.arrivals(start)):
        if arrival.by:  # no form: somebody took a call
            continue
        now = start - timedelta(minutes=arrival.ago)
        cleaned = form.clean(forms[arrival.form], arrival.given(start), now=now, zone="America/Toronto")
        assert isinstance(cleaned, Submission)
