"""Letters of ours set out at their time: one delivery for each recipient, each sent on its own."""

import asyncio
from datetime import datetime, timedelta

from inquiries import clock
from inquiries.correspondence import letter_mail, threads
from inquiries.database.engine import Tx
from inquiries.inquiry import changes, letters, planning, records
from inquiries.inquiry.model import GOING, Letter, Outcome
from inquiries.mail import compose
from inquiries.mail.mime import Enclosure
from inquiries.outbox import deliveries
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Refused, TryLater
from inquiries.outcome import Outcome as Ended
from inquiries.queue import kinds
from inquiries.queue.jobs import Job

UNDO = timedelta(seconds=20)  # in which whoever sent a letter may think again
GONE = Refused("the letter is no longer there")
OURS = Refused("this is an address that answers come in by: a letter to it would come back to us")


async def send(post: Post, job: Job) -> Ended:
    """Let a letter set out, unless it was taken back."""
    return await post.database.write(_send, job.payload["letter"], clock.now())


async def _send(tx: Tx, id: int, now: datetime) -> Ended:
    letter = await letters.numbered(tx, id)
    inquiry = await records.by_id(tx, letter.inquiry_id) if letter else None
    if letter is None or inquiry is None:
        return GONE
    thread = await threads.before(tx, letter)
    if not await changes.start(tx, inquiry, letter=letter, thread=thread, at=now):
        return Done("taken back, or on its way already")
    for one in letter.recipients:
        await deliveries.add(
            tx,
            kind="letter",
            recipient=one.address,
            recipient_name=one.name,
            inquiry_id=inquiry.id,
            domain="",
            key=f"letter:{id}:{one.address.lower()}",
            at=now,
            facts={"letter": id},
            job=kinds.POST,
            message_id=letter.message_id,
        )
    await _then(tx, letter, now)
    return Done()


async def _then(tx: Tx, letter: Letter, now: datetime) -> None:
    """What its writer wanted to become of the inquiry, if it is still going and they have not written since."""
    inquiry = await records.by_id(tx, letter.inquiry_id)
    if inquiry is None or inquiry.status not in GOING or letter.who is None or not letter.then:
        return
    known = await letters.of_inquiry(tx, letter.inquiry_id)
    if any(not one.ours and one.kind != "automatic" and one.at > letter.at for one in known):
        return
    who = letter.who.id
    if letter.then == "answered":
        await changes.close(tx, inquiry, outcome=Outcome.ANSWERED, reason="", staff_id=who, at=now)
    else:
        until = planning.no_later_than(inquiry.last_safe_start_at, inquiry.deadline_at, now)
        await changes.wait(tx, inquiry, waits_for="them", until=until, staff_id=who, at=now)


async def post_letter(post: Post, job: Job) -> Ended:
    """Hand a letter over for one of its recipients, with every file it has or not at all."""
    async with post.database.read() as db:
        delivery = await deliveries.of_job(db, job.id)
        letter = await letters.numbered(db, delivery.facts["letter"]) if delivery else None
        inquiry = await records.by_id(db, letter.inquiry_id) if letter else None
    if delivery is None or letter is None or inquiry is None:
        return GONE
    if letter_mail.addresses(post).ours(delivery.recipient):
        return OURS
    enclosures = []
    for file in letter.files:
        try:
            content = await post.files.read(file.stored or "")
        except (OSError, ValueError):
            return TryLater(
                f"the file “{file.name}” cannot be read here, and the letter does not go without it"
            )
        enclosures.append(Enclosure(file.name, content, file.content_type))
    composed = letter_mail.mail(post, inquiry, letter, enclosures, recipient=delivery.recipient)
    # A large file takes a second to encode, and others must not wait for that.
    message = await asyncio.to_thread(compose.compose, composed)
    return await post.transport.send(
        message, sender=letter_mail.bounces_to(post, inquiry), to=delivery.recipient
    )
