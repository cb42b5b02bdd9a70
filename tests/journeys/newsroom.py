"""A desk in full swing for the pages to be looked at: every state an inquiry and a mail can be in, and long words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from inquiries import clock
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.notify import deliveries
from inquiries.people.accounts import Staff
from tests.journeys.served import Served

OUTLETS = (
    "Radio Example",
    "الجريدة الرسمية",
    "Nachrichtenagenturverbandsmitgliederversammlungsblatt",
    "The Weekly Example and Advertiser of the Four Counties and the Isles, incorporating the Morning Example",
    "Example Television",
    "Die Abendausgabe",
    "Example Wire",
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who works there, and the references of what lies there."""

    ana: Staff
    fresh: str
    acknowledged: str
    closed: str
    declined: str
    held: str
    waits: str


async def fill(running: Served) -> Newsroom:
    """Twelve open inquiries and four more."""
    ana = await running.person("Ana Sole", "media", "events", role="administrator", title="Press officer")
    fresh = await running.submits(question="Is it true? " + "Word " * 400 + "x" * 300)
    acknowledged = await running.submits(outlet="Example Tribune", request_type="interview")
    for minutes, outlet in zip((20, 80, 200, 900, 2000, 5000, 9000), OUTLETS, strict=True):
        at = clock.now() + timedelta(minutes=minutes)
        await running.submits(outlet=outlet, deadline=at.isoformat())
    await running.submits(deadline_day="none", outlet="Example Quarterly")
    for idea in ("A bake sale", "Ein Wohltätigkeitslauf"):
        await running.submits("events", idea=idea)
    closed, declined = [await running.submits(outlet=name) for name in ("Example Post", "Example Blog")]
    held = await running.submits(website="https://spam.example", outlet="Cheap Links")
    at = clock.now()
    await _do(running, acknowledged, changes.acknowledge, ana, text="I have it.", back_by=at, at=at)
    await _do(running, closed, changes.close, ana, outcome=Outcome.ANSWERED, reason="", at=at)
    await _do(
        running, declined, changes.close, ana, outcome=Outcome.DECLINED, reason="Nobody is free.", at=at
    )
    waits = await running.submits(outlet="Example Dispatch")
    tags = ["audit", "Nachrichtenagenturverbandsmitglieder".lower(), "ميزانية"]
    await _do(running, waits, changes.tag, ana, tags=tags, at=at)
    await _do(running, waits, changes.wait, ana, waits_for="them", until=at + timedelta(hours=2), at=at)
    await _bounces(running, fresh, at)
    await running.settled()
    return Newsroom(ana, fresh, acknowledged, closed, declined, held, waits)


async def _do(running: Served, reference: str, verb, who: Staff, **how: object) -> None:
    found = await _inquiry(running, reference)
    await running.house.database.write(verb, found, staff_id=who.id, **how)


async def _inquiry(running: Served, reference: str) -> Inquiry:
    async with running.house.database.read() as db:
        found = await records.by_id(db, running.house.keys.number(reference))
    assert found is not None
    return found


async def _bounces(running: Served, reference: str, at: datetime) -> None:
    """One notification that nobody can ever get."""
    inquiry = await _inquiry(running, reference)
    await running.house.database.write(
        deliveries.add,
        kind="notification",
        recipient="nobody",
        recipient_name="",
        inquiry_id=inquiry.id,
        domain="charity.example",
        key="bounces",
        at=at,
    )
