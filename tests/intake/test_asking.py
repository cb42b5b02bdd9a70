"""What a sender does on the receipt page: kept and told once, refused with everything typed, never on what is over."""

from datetime import timedelta

import pytest

from inquiries import work
from inquiries.inquiry import changes, letters, records
from inquiries.inquiry.model import Outcome, Status
from inquiries.outbox import deliveries
from inquiries.queue.worker import Worker
from tests.each import each
from tests.intake.lettered import asked, hire
from tests.intake.posting import EVENTS, MEDIA, send, title, words

PLEA = "They took my passport and I can't leave. Please help me."


@pytest.fixture
async def bo(house, client, open_new):
    return await asked(house, client, open_new)


@pytest.fixture
def press(client, house):
    async def press(act, id=1, **fields):
        url = f"/receipts/{house.keys.token(id)}/{act}"
        return await client.post(url, data={"form_token": "t", **fields})

    return press


async def stands(house, id=1):
    """The inquiry, its history after it was opened, and what they wrote."""
    async with house.database.read() as db:
        found = await records.by_id(db, id)
        happened = [one.kind for one in await records.events(db, id)][2:]
        return found, happened, [one.text for one in await letters.of_inquiry(db, id)]


async def test_one_more_question_is_heard_once_and_opens_what_was_closed(house, watch, bo, press):
    ana = await hire(house, watch.now)
    close = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": ana.id, "at": watch.now}
    await house.database.write(changes.close, bo, **close)
    for _ in range(2):
        answer = await press("question", question=" And in 2025?\r\nBy region. ")
        assert "Your question is with the desk." in words(await answer.text())
    found, happened, said = await stands(house)
    assert (found.status, happened, said) == (
        Status.OPEN,
        ["closed", "wrote"],
        ["And in 2025?\nBy region."],
    )


async def test_a_moved_deadline_moves_the_clocks_and_is_unread(house, watch, bo, press):
    watch.forward(timedelta(minutes=5))
    answer = await press(
        "deadline", deadline_date="2026-11-26", deadline_time="18:00", timezone="Europe/London"
    )
    assert "Your deadline is moved, and the desk is told." in words(await answer.text())
    found, happened, _ = await stands(house)
    assert (found.deadline_at.isoformat(), happened) == ("2026-11-26T18:00:00+00:00", ["deadline moved"])
    assert found.last_safe_start_at == found.deadline_at - timedelta(hours=1)
    assert found.stirred_at == watch.now > bo.stirred_at


async def test_a_deadline_can_be_taken_away(house, bo, press):
    await press("deadline", deadline_day="none")
    found, happened, _ = await stands(house)
    assert (found.deadline_at, happened) == (None, ["deadline moved"])


async def test_a_dropped_story_closes_it_for_the_reporter(house, bo, press):
    answer = await press("dropped")
    shown = words(await answer.text())
    assert "The desk knows that the story is dropped, and nobody works on it any more." in shown
    found, happened, _ = await stands(house)
    assert (found.status, found.outcome, happened) == (Status.CLOSED, Outcome.STORY_DROPPED, ["closed"])
    assert "Ask one more question" in shown
    assert "A person has it" not in shown
    assert "Move your deadline" not in shown


async def test_who_may_be_in_danger_can_write_and_is_not_told_that_the_desk_reads_it(
    house, client, open_new, press
):
    await send(client, MEDIA | {"question": PLEA})
    before = words(await (await client.get(f"/receipts/{house.keys.token(1)}")).text())
    await open_new()
    answer = await press("question", question="Do not ring before noon.")
    shown = words(await answer.text())
    assert "We have your message.\n" in shown
    assert "Your question is with the desk." not in shown
    erasing = await (await client.get(f"/receipts/{house.keys.token(1)}/erase")).text()
    assert ("data-exit" in erasing, title(erasing)) == (True, "Saved page")
    empty = await (await press("question", question="")).text()
    assert (title(empty), "Write your message" in empty) == ("Error: Saved page", True)
    refused = await press("dropped")
    found, happened, said = await stands(house)
    assert (refused.status, found.status, happened[-1]) == (200, Status.OPEN, "wrote")
    assert said == ["Do not ring before noon."]
    for page in (before, shown):
        assert (
            "Withdraw and erase it" in page,
            "A message that only a few people here can read" in page,
        ) == (
            True,
            True,
        )
        assert [act for act in ("Move your deadline", "The story is dropped") if act in page] == []


@each(
    ("act", "fields", "said"),
    [
        ("question", {"question": "  "}, "Write your question"),
        ("question", {"question": "a\0b"}, "Type “Your question” again: a character in it cannot be kept"),
        (
            "deadline",
            {"deadline_date": "2026-11-25", "deadline_time": "16:30", "timezone": "Europe/London"},
            "That is the deadline it has. Enter another one",
        ),
        (
            "deadline",
            {"deadline_date": "soon", "deadline_time": "18:00", "timezone": "Europe/London"},
            "Enter the date of your deadline as year-month-day, like 2026-11-24",
        ),
        (
            "deadline",
            {"deadline_date": "2026-11-23", "deadline_time": "18:00", "timezone": "Europe/London"},
            "2026-11-23 has passed. Enter a later date",
        ),
    ],
)
async def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(house, bo, press, act, fields, said):
    answer = await press(act, **fields)
    page = await answer.text()
    assert (answer.status, f"Error: {said}" in words(page), "<title>Error:" in page) == (422, True, True)
    assert all(value.replace("\0", "") in page for value in fields.values())
    assert await stands(house) == (bo, [], [])


async def test_the_owner_is_told_of_each_act_once(house, watch, bo, press):
    ana = await hire(house, watch.now)
    await house.database.write(changes.assign, bo, to=ana.id, staff_id=ana.id, at=watch.now)
    await press("question", question="And in 2025?")
    await press("deadline", deadline_day="none")
    await press("dropped")
    await Worker(house.database, work.handlers(house.post), ()).drain()
    async with house.database.read() as db:
        sent = [one.delivery for one in await deliveries.of_inquiry(db, 1)]
    mine = [
        one.facts.get("act", "letter") for one in sent if (one.kind, one.recipient) == ("reply", ana.email)
    ]
    assert sorted(mine) == ["closed", "deadline moved", "letter"]


async def test_what_is_not_opened_yet_is_refused_for_a_moment_with_everything_typed(client, press):
    await send(client)
    answer = await press("question", question="Before anybody opened it")
    page = await answer.text()
    assert (answer.status, "It has only just arrived. Do it again in a moment" in page) == (422, True)
    assert "Before anybody opened it" in page


async def test_what_is_not_offered_is_not_done(house, client, open_new, press):
    await send(client, EVENTS, "events")
    await open_new()
    for act in ("deadline", "dropped"):
        assert (await press(act, deadline_day="none")).status == 200
    assert (await stands(house))[1:] == ([], [])
    assert (await press("forgive")).status == 404


async def test_in_quarantine_every_act_is_taken_and_nobody_is_told(house, client, open_new, press):
    await send(client, MEDIA | {"website": "spam"})
    await open_new()
    for act, fields in (("question", {"question": "More?"}), ("deadline", {"deadline_day": "none"})):
        assert (await press(act, **fields)).status == 200
    found, happened, said = await stands(house)
    assert (found.status, happened[1:], said) == (Status.QUARANTINED, ["wrote", "deadline moved"], ["More?"])
    assert (await press("dropped")).status == 200
    assert (await stands(house))[0].outcome is Outcome.STORY_DROPPED
    await Worker(house.database, work.handlers(house.post), ()).drain()
    async with house.database.read() as db:
        assert await deliveries.of_inquiry(db, 1) == ()
