"""A desk in full swing for the pages to be looked at: every state an inquiry and a mail can be in, and long words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from inquiries import clock
from inquiries.correspondence import keep, letter_mail
from inquiries.inquiry import acquaintance, changes, persons, records
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.mail.parsing import limits
from inquiries.outbox import deliveries
from inquiries.people.accounts import Staff
from tests import lettered
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
    dee: Staff
    fresh: str
    acknowledged: str
    closed: str
    declined: str
    held: str
    waits: str


async def fill(running: Served) -> Newsroom:
    """Twelve open inquiries and four more."""
    ana = await running.person("Ana Sole", "media", "events", role="administrator", title="Press officer")
    dee = await running.person("Dee Dunn", "media", title="Director")
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
    await does(running, acknowledged, changes.acknowledge, ana, text="I have it.", back_by=at, at=at)
    await does(running, closed, changes.close, ana, outcome=Outcome.ANSWERED, reason="", at=at)
    await does(
        running, declined, changes.close, ana, outcome=Outcome.DECLINED, reason="Nobody is free.", at=at
    )
    waits = await running.submits(outlet="Example Dispatch")
    tags = ["audit", "Nachrichtenagenturverbandsmitglieder".lower(), "ميزانية"]
    await does(running, waits, changes.tag, ana, tags=tags, at=at)
    await does(running, waits, changes.wait, ana, waits_for="them", until=at + timedelta(hours=2), at=at)
    await _bounces(running, fresh, at)
    await running.submits(email="bo@home.example", outlet="Example Wire")
    await _known(running, fresh, ana, at)
    await _held(running, fresh, at)
    await _letters(running, waits, ana, at)
    await running.settled()
    return Newsroom(ana, dee, fresh, acknowledged, closed, declined, held, waits)


async def does(running: Served, reference: str, verb, who: Staff, **how: object) -> None:
    """Somebody does something to the inquiry as it is now."""
    found = await _inquiry(running, reference)
    await running.house.database.write(verb, found, staff_id=who.id, **how)


async def _known(running: Served, reference: str, who: Staff, at: datetime) -> None:
    """What colleagues know of whoever asked: another address of theirs, and two notes."""
    database, inquiry = running.house.database, await _inquiry(running, reference)
    more = await running.submits(email="b.reyes@gazette.example", question="One thing more?")
    desks = {inquiry.desk}
    async with database.read() as db:
        person = await persons.by_address(db, inquiry.email, desks=desks)
        other = await persons.by_address(db, (await _inquiry(running, more)).email, desks=desks)
    assert person is not None
    assert other is not None
    email = other.addresses[0].email
    await database.write(acquaintance.verify, other, email, how="Rang the newsroom", staff_id=who.id, at=at)
    await database.write(acquaintance.join, person, other, staff_id=who.id, at=at)
    notes = [
        acquaintance.Note(text, who.id, text, at) for text in ("Quotes exactly.", "Sehr " * 90 + "x" * 200)
    ]
    await database.write(acquaintance.note_outlet, inquiry.outlet_key, notes[0], desks=desks)
    await database.write(acquaintance.note_person, person.id, notes[1], desks=desks)


async def _letters(running: Served, reference: str, who: Staff, at: datetime) -> None:
    """A letter of ours that came back, and theirs all the same."""
    database, inquiry = running.house.database, await _inquiry(running, reference)
    long = "One in six. " + "Verband" * 30 + "\n\nHow we count: https://charity.example/method"
    await lettered.sent(database, inquiry, who, at=at, text=long)
    await lettered.wrote(database, inquiry, at=at, text="For the whole province?")
    await lettered.bounced(database, inquiry, at=at)


async def _held(running: Served, reference: str, at: datetime) -> None:
    """Mail of somebody else at an inquiry, laid out and with a file, and one that is larger than we read."""
    message = EmailMessage()
    message["From"], message["Subject"] = f"Eve Moss <{'eve' * 16}@gazette.example>", "Re: " + "Verband" * 20
    message["To"] = letter_mail.addresses(running.house.post).for_inquiry(reference)
    message.set_content("I am their editor. " + "x" * 300 + "\n\n> Twelve.\n")
    message.add_alternative('<p>Laid out</p><img src="https://elsewhere.example/a.gif">', subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="leave.pdf")
    for raw in (message.as_bytes(), b"From: big@gazette.example\r\n\r\n" + b"x" * limits.MAIL):
        kept = {"door": "receive", "raw": raw, "sender": None, "recipient": "", "at": at}
        await running.house.database.write(keep.keep, **kept)


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
