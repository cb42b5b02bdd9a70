"""The jobs that tell people: whom to tell becomes deliveries in one transaction, each delivery is sent on its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from inquiries.notify import deliveries
from inquiries.notify.channel import Post
from inquiries.notify.channels import CHANNELS
from inquiries.outcome import Done, Outcome, Refused
from inquiries.people import accounts, permissions
from inquiries.people.accounts import Staff
from inquiries.queue.jobs import Job
from inquiries.settings import Settings

GONE = Refused("the inquiry is no longer there")


async def announce(post: Post, job: Job) -> Outcome:
    """Tell the desk it stands on, by every channel: one delivery to each of its recipients, once a desk."""
    return await post.database.write(_announce, post, job.payload["inquiry"])


async def receipt(post: Post, job: Job) -> Outcome:
    """Tell the sender that it arrived; who starts a fundraiser gets the guide with it."""
    return await post.database.write(_to_sender, post, job.payload["inquiry"], "receipt", "receipt")


async def reassure(post: Post, job: Job) -> Outcome:
    """Tell the sender that a person has it."""
    key = f"acknowledgement:{job.id}"
    return await post.database.write(_to_sender, post, job.payload["inquiry"], "acknowledgement", key)


async def mention(post: Post, job: Job) -> Outcome:
    """Tell a colleague that a note names them, if they may still read it."""
    return await post.database.write(_mention, post, job.payload)


async def deliver(post: Post, job: Job) -> Outcome:
    """Send one delivery by its channel."""
    async with post.database.read() as db:
        delivery = await deliveries.of_job(db, job.id)
    if delivery is None:
        return Refused("the delivery is no longer there")
    return await CHANNELS[delivery.channel].deliver(post, delivery)


async def send_test(tx: Tx, settings: Settings, who: Staff, at: datetime) -> None:
    """A mail to the person who asks whether mail works."""
    key = f"test:{who.id}:{at.isoformat()}"
    await _add(tx, settings, None, "test", who.email, who.name, key, at)


async def _announce(tx: Tx, post: Post, id: int) -> Outcome:
    inquiry = await records.by_id(tx, id)
    if inquiry is None:
        return GONE
    desk = post.settings.desk(inquiry.desk)
    told = 0
    for channel, way in CHANNELS.items():
        for address, name in (await way.recipients(tx, desk)).items():
            key = f"notification:{id}:{inquiry.desk}:{address}"
            await _add(tx, post.settings, inquiry, "notification", address, name, key, clock.now(), channel)
            told += 1
    return Done(f"{told} to tell")


async def _mention(tx: Tx, post: Post, told: Mapping[str, int]) -> Outcome:
    inquiry = await records.by_id(tx, told["inquiry"])
    if inquiry is None:
        return GONE
    person = await accounts.by_id(tx, told["staff"])
    if person is None or not permissions.may_see(person, inquiry.desk):
        return Done("no longer on this desk")
    key, facts = f"mention:{told['entry']}:{person.id}", {"entry": told["entry"]}
    await _add(
        tx, post.settings, inquiry, "mention", person.email, person.name, key, clock.now(), facts=facts
    )
    return Done()


async def _to_sender(tx: Tx, post: Post, id: int, kind: str, key: str) -> Outcome:
    inquiry = await records.by_id(tx, id)
    if inquiry is None:
        return GONE
    if not inquiry.email:
        return Done("they rang and left no address")
    topic = post.settings.topic(inquiry.form, inquiry.topic)
    if kind == "receipt" and topic and topic.guide:
        kind = "guide"
    # Without a name: it is the sender's own word.
    await _add(tx, post.settings, inquiry, kind, inquiry.email, "", f"{key}:{id}", clock.now())
    return Done()


async def _add(
    tx: Tx,
    settings: Settings,
    inquiry: Inquiry | None,
    kind: str,
    recipient: str,
    name: str,
    key: str,
    at: datetime,
    channel: str = "email",
    facts: Mapping[str, Any] | None = None,
) -> None:
    domain = settings.mail_from.rpartition("@")[2] or urlsplit(settings.base_url).hostname or ""
    await deliveries.add(
        tx,
        kind=kind,
        recipient=recipient,
        recipient_name=name,
        inquiry_id=inquiry.id if inquiry else None,
        domain=domain,
        key=key,
        at=at,
        channel=channel,
        facts=facts,
    )
