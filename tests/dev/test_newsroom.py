"""The demo's newsroom shows every state there is, at whatever hour it is started."""

import asyncio
import dataclasses
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from inquiries import app, clock, work
from inquiries.app import House
from inquiries.database.tables import (
    DEAD,
    READY,
    attempts,
    deliveries,
    entries,
    history,
    inquiries,
    jobs,
    seen,
    submissions,
)
from inquiries.dev import charity, earlier_weeks, newsroom
from inquiries.dev.cast import Troubled
from inquiries.forms import catalogue, form
from inquiries.forms.form import Submission
from inquiries.inquiry import clocks
from inquiries.inquiry.clocks import State
from inquiries.inquiry.model import Outcome, Status
from inquiries.settings import Settings

NIGHT = datetime(
    2026, 3, 8, 6, 40, tzinfo=UTC
)  # a Sunday, twenty minutes before the clocks go forward in Ottawa


@pytest.fixture(scope="module")
def newsroom_at_night(tmp_path_factory):
    """The built demo: what stands in its tables, and its mailbox."""
    with time_machine.travel(NIGHT, tick=True):
        return asyncio.run(built(tmp_path_factory.mktemp("demo")))


async def built(directory):
    house = await app.open_house(charity.set_up(directory, 8080))
    try:
        await live(house)
        tables = (inquiries, history, entries, jobs, deliveries, attempts, submissions, seen)
        async with house.database.read() as db:
            rows = {table.name: (await db.execute(sa.select(table))).all() for table in tables}
        return rows | {"mail": await house.post.transport.list(limit=500), "now": clock.now()}
    finally:
        await house.close()


async def live(house: House):
    post = dataclasses.replace(house.post, transport=Troubled(house.post.transport))
    return await newsroom.fill(post, work.worker(post).drain, password="lantern-for-tests")


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


def test_every_verb_is_in_the_history_and_every_declining_has_its_reason(newsroom_at_night):
    kinds = {row.kind for row in newsroom_at_night["history"]}
    assert kinds == {
        "received",
        "routed",
        "quarantined",
        "released",
        "acknowledged",
        "taken",
        "assigned",
        "put back",
        "noted",
        "closed",
        "reopened",
        "alarm",
        "late",
    }
    declined = [row for row in newsroom_at_night["inquiries"] if row.outcome == Outcome.DECLINED]
    assert all(row.outcome_reason for row in declined)


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
        "acknowledgement",
        "alarm",
        "late",
        "dead-letter",
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
        now = start - timedelta(minutes=arrival.ago)
        cleaned = form.clean(forms[arrival.form], arrival.given(start), now=now, zone="America/Toronto")
        assert isinstance(cleaned, Submission)
