"""A mail server that refuses, hangs up, stalls and forgets, at every step: nothing is lost, nothing blocks, and twice
goes only what nobody could know to have arrived."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inquiries.database.tables import DEAD, DONE
from inquiries.mail import smtp
from inquiries.outbox import deliveries
from tests.faults import letters
from tests.journeys.served import Served
from tests.mail import server
from tests.mail.server import Drop, Fault, MailServer, Pause, Say, Stall

BEFORE_THE_DOT = ("greeting", "EHLO", "MAIL", "RCPT", "DATA")
LATER = Say("451 4.3.0 try later")
NEVER = Say("550 5.1.1 no such mailbox")
CLOSING = Say("421 4.3.2 closing")


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with server.running() as running:
        yield running


@pytest.fixture
async def service(
    tmp_path: Path, migrated_file: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Served]:
    letters.hurry(monkeypatch)
    async with letters.service(tmp_path, migrated_file, mail) as running:
        yield running


async def delivered(running: Served) -> None:
    """Until every mail has arrived, or waits for a person."""
    for _ in range(500):
        found = await letters.states(running)
        if len(found) == 2 and all(state in (DONE, DEAD) for _, state, _ in found):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"after 10 seconds: {await letters.states(running)}")


@pytest.mark.parametrize("fault", [LATER, CLOSING, Drop(), Stall()], ids=["451", "421", "drop", "stall"])
@pytest.mark.parametrize("step", BEFORE_THE_DOT)
async def test_a_fault_before_the_final_dot_delays_and_doubles_nothing(
    service: Served, mail: MailServer, monkeypatch: pytest.MonkeyPatch, step: str, fault: Fault
) -> None:
    monkeypatch.setattr(smtp, "COMMAND_SECONDS", 0.1)
    monkeypatch.setattr(smtp, "CONNECT_SECONDS", 0.1)
    mail.fail(step, fault, times=3)
    await service.submits(wait=False)
    await delivered(service)
    expected = await letters.expected(service)
    assert sorted(expected.values()) == ["ana@charity.example", "bo@gazette.example"]
    assert letters.arrived(mail) == dict.fromkeys(expected.items(), 1)


async def test_a_server_that_is_slow_at_every_step_gets_each_mail_once(
    service: Served, mail: MailServer
) -> None:
    for step in (*BEFORE_THE_DOT, "dot"):
        mail.fail(step, Pause(0.1))
    await service.submits(wait=False)
    await delivered(service)
    assert letters.arrived(mail) == dict.fromkeys((await letters.expected(service)).items(), 1)


@pytest.mark.parametrize("step", ["greeting", "EHLO"])
async def test_a_server_that_turns_us_away_as_such_buries_no_mail(
    service: Served, mail: MailServer, step: str
) -> None:
    """A 5xx before any recipient is named is about us or the server, and says nothing of the mail."""
    mail.fail(step, Say("554 5.7.1 not from you"), times=3)
    mail.fail("HELO", Say("554 5.7.1 not from you"), times=3 if step == "EHLO" else 0)
    await service.submits(wait=False)
    await delivered(service)
    assert {state for _, state, _ in await letters.states(service)} == {DONE}
    assert letters.arrived(mail) == dict.fromkeys((await letters.expected(service)).items(), 1)


@pytest.mark.parametrize("fault", [Drop(), Stall()], ids=["drop", "stall"])
async def test_a_mail_that_may_have_arrived_is_sent_again_as_the_same_mail(
    service: Served, mail: MailServer, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(smtp, "ACCEPT_SECONDS", 0.2)
    mail.fail("dot", fault, times=2, to="@gazette.example")
    await service.submits(wait=False)
    await delivered(service)
    counts = {"ana@charity.example": 1, "bo@gazette.example": 3}
    expected = {pair: counts[pair[1]] for pair in (await letters.expected(service)).items()}
    assert letters.arrived(mail) == expected


@pytest.mark.parametrize("fault", [LATER, CLOSING], ids=["451", "421"])
async def test_a_mail_not_taken_at_the_final_dot_arrives_once(
    service: Served, mail: MailServer, fault: Fault
) -> None:
    mail.fail("dot", fault, times=3)
    await service.submits(wait=False)
    await delivered(service)
    assert letters.arrived(mail) == dict.fromkeys((await letters.expected(service)).items(), 1)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
async def test_a_refused_mail_is_seen_at_once_and_arrives_when_somebody_tries_again(
    service: Served, mail: MailServer, step: str
) -> None:
    mail.fail(step, NEVER, to="" if step == "MAIL" else "@gazette.example")
    await service.submits(wait=False)
    await delivered(service)
    dead = [("bo@gazette.example", DEAD, "550, 5.1.1 no such mailbox")]
    found = await letters.states(service)
    assert found[1:] == dead
    everything = {"desks": (), "everything": True}
    async with service.house.database.read() as db:
        stuck = await deliveries.stuck(db, **everything)
        waiting = await deliveries.waiting(db, **everything)
    assert stuck.dead == len(waiting) == (2 if step == "MAIL" else 1)
    mail.behave()
    now = max(attempt.at for one in waiting for attempt in one.attempts)
    for one in waiting:
        assert await service.house.database.write(
            deliveries.retry, one.delivery.id, desks=(), everything=True, at=now
        )
    await delivered(service)
    assert letters.arrived(mail) == dict.fromkeys((await letters.expected(service)).items(), 1)


async def test_a_server_that_is_away_takes_everything_once_it_is_back(
    service: Served, mail: MailServer
) -> None:
    mail.fail("greeting", CLOSING)
    for number in range(5):
        await service.submits(email=f"bo{number}@gazette.example", wait=False)
    await asyncio.sleep(0.3)
    assert mail.mails == []
    mail.behave()
    for _ in range(500):
        expected = await letters.expected(service)
        if len(expected) == 10 and len(mail.mails) == 10:
            break
        await asyncio.sleep(0.02)
    assert letters.arrived(mail) == dict.fromkeys(expected.items(), 1)


async def test_a_dead_domain_keeps_no_other_waiting(
    tmp_path: Path, migrated_file: Path, mail: MailServer
) -> None:
    """A dozen mails to a domain that never answers, then one to another: there within 5 s (in truth at once)."""
    dead = [f"person{number}@dead.example" for number in range(12)]
    mail.fail("RCPT", Stall(), to="@dead.example")
    async with letters.service(tmp_path, migrated_file, mail, *dead) as running:
        await running.submits(email="first@dead.example", wait=False)
        await asyncio.sleep(0.5)
        began = time.monotonic()
        await running.submits("events", email="sam@alive.example", wait=False)
        while "sam@alive.example" not in [one.to[0] for one in mail.mails]:
            assert time.monotonic() - began < 5
            await asyncio.sleep(0.02)
        mail.hang_up()
