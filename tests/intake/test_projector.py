from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import beginning, opening, records
from inquiries.people import accounts
from inquiries.routing.conditions import CONDITIONS
from inquiries.settings import RoutingRule
from tests.intake.conftest import NOON
from tests.intake.posting import EVENTS, MEDIA, words

STATE = sa.select(tables.submissions.c.state, tables.submissions.c.failure).order_by(tables.submissions.c.id)


async def all_of(house, statement):
    async with house.database.read() as db:
        return [tuple(row) for row in await db.execute(statement)]


async def inquiry(house, id=1):
    async with house.database.read() as db:
        return await records.by_id(db, id), await records.events(db, id)


async def test_an_inquiry_is_opened_with_clocks_history_and_the_jobs_that_follow(house, client, open_new):
    await client.post("/forms/media", data=MEDIA)
    assert await open_new() == 1
    found, history = await inquiry(house)
    assert (found.reference, found.desk, found.zone, found.outlet) == (
        house.keys.reference(1),
        "media",
        "Europe/London",
        "The Example Gazette",
    )
    # 16:30 in London is 11:30 in Ottawa: an hour of open time before it is 10:30.
    deadline = NOON.replace(day=25, hour=16, minute=30)
    assert (found.deadline_at, found.last_safe_start_at) == (deadline, deadline - timedelta(hours=1))
    assert found.respond_intent_at == NOON + timedelta(hours=1)
    reason = {"msgid": "the topic is %(topic)s", "values": {"topic": "Our programs"}}
    assert [(event.kind, event.facts) for event in history] == [
        ("received", {"form": "media", "door": "site"}),
        ("routed", {"desk": "media", "reasons": [reason]}),
    ]
    jobs = await all_of(house, sa.select(tables.jobs.c.kind, tables.jobs.c.key).order_by(tables.jobs.c.id))
    assert jobs == [("receipt", "receipt:1"), ("announce", "announce:1")]
    assert (await open_new(), await all_of(house, STATE)) == (0, [(tables.OPENED, None)])


async def test_a_batch_larger_than_one_pass_is_opened_in_order(house, client, open_new, monkeypatch):
    monkeypatch.setattr("inquiries.intake.projector.BATCH", 2)
    for n in range(3):
        await client.post("/forms/events", data=EVENTS | {"name": f"Sam {n}"})
    assert [await open_new() for _ in range(3)] == [2, 1, 0]


async def test_the_topics_owner_answers_for_it_unless_disabled(house, client, open_new, monkeypatch):
    people = [
        await house.database.write(
            accounts.add, email=f"{name}@charity.example", name=name, role="member", desks=["media"], now=NOON
        )
        for name in ("ana", "old")
    ]
    await house.database.write(accounts.disable, people[1].id, NOON)
    rules = tuple(
        RoutingRule(when={"topic": topic}, owner=f"{name}@charity.example")
        for topic, name in (("programs", "ana"), ("other", "old"), ("partnerships", "unknown"))
    )
    object.__setattr__(house.settings, "routing", rules)
    for topic in ("programs", "other", "partnerships"):
        await client.post("/forms/media", data=MEDIA | {"topic": topic})
    await open_new()
    owners = await all_of(house, sa.select(tables.inquiries.c.owner_id).order_by(tables.inquiries.c.id))
    assert owners == [(people[0].id,), (None,), (None,)]


async def test_what_cannot_be_routed_goes_to_the_default_desk_with_the_reason(
    house, client, open_new, monkeypatch, caplog
):
    def broken(wanted, facts):
        raise RuntimeError("a condition somebody wrote")

    monkeypatch.setattr("inquiries.routing.decide.CONDITIONS", {**CONDITIONS, "broken": broken})
    object.__setattr__(house.settings, "routing", (RoutingRule(when={"broken": "x"}, desk="events"),))
    answer = await client.post("/forms/events", data=EVENTS)
    await open_new()
    found, history = await inquiry(house)
    reason = {"msgid": "a routing rule cannot be followed (%(error)s)", "values": {"error": "RuntimeError"}}
    assert (found.desk, history[1].facts) == ("media", {"desk": "media", "reasons": [reason]})
    assert (answer.status, "cannot be followed" in caplog.text) == (200, True)


@pytest.mark.parametrize("broken", ["not JSON", "{}", "null"])
async def test_one_that_cannot_be_opened_holds_nobody_up_and_says_why(
    house, client, open_new, caplog, broken
):
    answers = [await client.post("/forms/media", data=MEDIA | {"name": f"Bo {n}"}) for n in range(3)]
    second = tables.submissions.c.id == 2
    await house.database.write(
        lambda tx: tx.execute(tables.submissions.update().where(second).values(facts=broken))
    )
    assert await open_new() == 3
    states = await all_of(house, STATE)
    assert [state for state, _ in states] == [tables.OPENED, tables.UNOPENABLE, tables.OPENED]
    assert states[1][1].startswith(("JSONDecodeError: ", "KeyError: ", "TypeError: "))
    assert await all_of(house, sa.select(tables.inquiries.c.id).order_by("id")) == [(1,), (3,)]
    assert await open_new() == 0
    receipt = await client.get(answers[1].url.path)
    assert "A person at the Media desk confirms it by" in words(await receipt.text())
    assert "Bo 1" not in caplog.text


async def test_a_storage_that_fails_leaves_the_batch_for_later(house, client, open_new, monkeypatch):
    await client.post("/forms/media", data=MEDIA)

    async def full(*args, **kwargs):
        raise StorageUnavailable("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(beginning, "write", full)
        with pytest.raises(StorageUnavailable):
            await open_new()
    assert await all_of(house, STATE) == [(tables.NEW, None)]
    assert await open_new() == 1


@pytest.mark.only("sqlite", "on PostgreSQL it holds what it works out")
async def test_a_batch_that_somebody_else_opens_while_it_is_worked_out_is_left_to_them(
    house, client, open_new, monkeypatch, caplog
):
    for n in range(2):
        await client.post("/forms/events", data=EVENTS | {"name": f"Sam {n}"})
    look, met = house.database.look, []

    async def slowly(verb, *rest):
        plan = await look(verb, *rest)
        if not met:
            met.append(len(plan.ids))
            met.append(await open_new())
        return plan

    monkeypatch.setattr(house.database, "look", slowly)
    assert (await open_new(), met) == (2, [2, 2])
    assert [state for state, _ in await all_of(house, STATE)] == [tables.OPENED] * 2
    assert len(await all_of(house, sa.select(tables.inquiries.c.id))) == 2
    assert (await open_new(), "could not be opened" in caplog.text) == (0, False)


@pytest.mark.only("postgres", "SQLite has one writer")
async def test_a_worker_passes_over_what_another_is_opening(house, client, open_new, monkeypatch):
    monkeypatch.setattr("inquiries.intake.projector.BATCH", 2)
    for n in range(3):
        await client.post("/forms/events", data=EVENTS | {"name": f"Sam {n}"})

    async def meanwhile(tx):
        first = sa.select(tables.submissions).order_by("id").limit(2).with_for_update()
        await tx.execute(first)
        return await open_new(), await open_new()

    assert await house.database.write(meanwhile) == (1, 0)
    assert [state for state, _ in await all_of(house, STATE)] == [tables.NEW, tables.NEW, tables.OPENED]
    assert await open_new() == 2


async def test_what_another_worker_has_opened_is_not_set_aside(house, client, open_new):
    await client.post("/forms/events", data=EVENTS)
    await open_new()
    await house.database.write(opening.give_up, 1, why="the first worker had no memory")
    assert await all_of(house, STATE) == [(tables.OPENED, None)]
