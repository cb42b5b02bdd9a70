"""The jobs that tell people: whom to tell becomes deliveries in one transaction, each delivery is sent on its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry
from inquiries.notify import audience, needless, notices, restraint, roll
from inquiries.notify.audience import Occasion
from inquiries.notify.channels import CHANNELS
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome, Refused
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from inquiries.people.wishes import Event
from inquiries.queue.jobs import Job
from inquiries.settings import Settings
from inquiries.wording import Text

GONE = Refused("the inquiry is no longer there")


async def announce(post: Post, job: Job) -> Outcome:
    """Tell the desk it stands on, by every channel: each of its recipients once a desk."""
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
    return await post.database.write(_of_entry, post, Event.MENTION, job.payload)


async def heard(post: Post, job: Job) -> Outcome:
    """Tell the owner that they wrote or rang again, unless it was the owner who took it down."""
    return await post.database.write(_of_entry, post, Event.REPLY, job.payload)


async def buried(post: Post, job: Job) -> Outcome:
    """Tell that a delivery has become a dead letter, once each; never of the mail that tells it."""
    return await post.database.write(_buried, post, job.payload["job"])


async def withdrawn(post: Post, job: Job) -> Outcome:
    """Tell whose it was, or the desk, that a sender had an inquiry erased."""
    return await post.database.write(_withdrawn, post, job.payload)


async def deliver(post: Post, job: Job) -> Outcome:
    """Send one delivery by its channel, unless it has come to say nothing any more."""
    async with post.database.read() as db:
        delivery = await deliveries.of_job(db, job.id)
        if delivery is None:
            return Refused("the delivery is no longer there")
        left = await _why_not(db, delivery)
    return Done(left) if left else await CHANNELS[delivery.channel].deliver(post, delivery)


async def send_test(tx: Tx, settings: Settings, who: Staff, at: datetime) -> None:
    """A mail to the person who asks whether mail works."""
    key = f"test:{who.id}:{at.isoformat()}"
    await notices.add(tx, settings, None, "test", who.email, who.name, key, at)


async def _announce(tx: Tx, post: Post, id: int) -> Outcome:
    inquiry, now = await records.by_id(tx, id), clock.now()
    if inquiry is None:
        return GONE
    desk, key = post.settings.desk(inquiry.desk), f"notification:{id}:{inquiry.desk}"
    count = 0
    team = {person.email for person in await accounts.on_desk(tx, desk.slug)}
    # What is sealed goes by mail to its leads, who are told below, and by no other way.
    for channel, way in CHANNELS.items() if not inquiry.is_sealed else ():
        for address, name in (await way.recipients(tx, desk)).items():
            if address in team:  # somebody's own: told below, as they wish
                continue
            mine = f"{key}:{address}"
            await notices.add(tx, post.settings, inquiry, "notification", address, name, mine, now, channel)
            count += 1
    told = audience.told(Occasion(Event.NEW, desk, inquiry), await roll.call(tx, post.settings, now), now)
    count += await notices.give(tx, post.settings, Event.NEW, inquiry, told, key=key, now=now)
    return Done(f"{count} to tell")


async def _of_entry(tx: Tx, post: Post, event: Event, told: Mapping[str, Any]) -> Outcome:
    inquiry, now = await records.by_id(tx, told["inquiry"]), clock.now()
    if inquiry is None:
        return GONE
    desk, staff = post.settings.desk(inquiry.desk), (told["staff"],) if "staff" in told else ()
    occasion = Occasion(event, desk, inquiry, staff=staff, by=told.get("by"))
    found = audience.told(occasion, await roll.call(tx, post.settings, now), now)
    what = next(name for name in ("letter", "act", "entry") if name in told)
    # Entries have had these keys since before there was anything else.
    key = f"{notices.KINDS[event]}:{'' if what == 'entry' else f'{what}:'}{told[what]}"
    if what == "act":
        key = f"{key}:{inquiry.id}:{told['version']}"
    facts = {what: told[what]}
    await notices.give(tx, post.settings, event, inquiry, found, key=key, now=now, facts=facts)
    return Done("" if found else "nobody to tell")


async def _buried(tx: Tx, post: Post, job_id: int) -> Outcome:
    dead, now = await deliveries.of_job(tx, job_id), clock.now()
    if dead is None or dead.kind == notices.KINDS[Event.DEAD_LETTER]:
        return Done("nobody is told of this by mail")
    inquiry = await records.by_id(tx, dead.inquiry_id) if dead.inquiry_id else None
    desk = post.settings.desk(inquiry.desk if inquiry else "")
    occasion = Occasion(Event.DEAD_LETTER, desk, inquiry)
    found = audience.told(occasion, await roll.call(tx, post.settings, now), now)
    key, facts = f"dead-letter:{dead.id}", {"delivery": dead.id}
    await notices.give(tx, post.settings, Event.DEAD_LETTER, inquiry, found, key=key, now=now, facts=facts)
    return Done(f"{len(found)} to tell")


async def _withdrawn(tx: Tx, post: Post, told: Mapping[str, Any]) -> Outcome:
    desk, now = post.settings.desk(told["desk"]), clock.now()
    occasion = Occasion(Event.REPLY, desk, None, owner=told["owner"])
    found = audience.told(occasion, await roll.call(tx, post.settings, now), now)
    for notice in found:
        facts = {"staff": notice.staff_id, "reference": told["reference"], "desk": desk.slug}
        key = f"withdrawn:{told['reference']}:{notice.address}"
        await notices.add(
            tx, post.settings, None, "withdrawn", notice.address, notice.name, key, notice.at, facts=facts
        )
    return Done(f"{len(found)} to tell")


async def _why_not(db: AsyncConnection, delivery: Delivery) -> str:
    """The words for leaving a mail to staff unsent; "" for sending it."""
    inquiry = await records.by_id(db, delivery.inquiry_id) if delivery.inquiry_id else None
    staff = delivery.facts.get("staff")
    person = await accounts.by_id(db, staff) if staff is not None else None
    return needless.why(delivery, inquiry, person)


async def _to_sender(tx: Tx, post: Post, id: int, kind: str, key: str) -> Outcome:
    inquiry = await records.by_id(tx, id)
    if inquiry is None:
        return GONE
    if not inquiry.email:
        return Done("they rang and left no address")
    now, topic = clock.now(), post.settings.topic(inquiry.form, inquiry.topic)
    if kind == "receipt":
        left = await restraint.why_not(tx, inquiry.id, inquiry.email, now)
        if left is not None:
            return await _leave(tx, post, inquiry, left, now)
        kind = "guide" if topic and topic.guide else kind
    # Without a name: it is the sender's own word.
    await notices.add(tx, post.settings, inquiry, kind, inquiry.email, "", f"{key}:{id}", now)
    return Done()


async def _leave(tx: Tx, post: Post, inquiry: Inquiry, why: Text, now: datetime) -> Outcome:
    """No receipt is mailed: the inquiry says so, and when none is any more, administrators are told, once a day."""
    await changes.not_mailed(tx, inquiry, why=why, at=now)
    if why == restraint.SPENT:
        for person in (await roll.call(tx, post.settings, now)).people.values():
            if person.administrator:
                key = f"restraint:{now.date()}:{person.id}"
                await notices.add(tx, post.settings, None, "restraint", person.email, person.name, key, now)
    return Done(f"not mailed: {why}")
