"""The daily canary's mail to ourselves, and the mail that tells administrators when a canary is missing.

The alarm does not go through the queue: it must be heard when nobody works there any more.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.database.tables import mails
from inquiries.i18n import catalogues, say
from inquiries.inquiry import canaries
from inquiries.inquiry.canaries import Canary
from inquiries.mail import compose, probe
from inquiries.mail.compose import Letter
from inquiries.mail.reply_address import Addresses
from inquiries.notify import audience, roll
from inquiries.notify.audience import Occasion
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome, Refused, TryLater
from inquiries.people.accounts import Staff
from inquiries.people.wishes import Event
from inquiries.queue.jobs import Job
from inquiries.wording import Text

# No inquiry can have it: its check character is wrong.
NOBODY = "000-0001"
TRIES = 7  # by then half an hour has passed, and its silence has raised the alarm
BY_HAND = timedelta(days=30)  # mail that the command `receive` took in so long shows that it is a door
HERE = Done("no mail leaves this machine")


async def travel(post: Post, job: Job) -> Outcome:
    """Find out whom an inquiry like it would be told to, and send its mail to our own address. It has nobody to
    trouble: what does not get out stands with the canary, and is no dead letter."""
    id, mark = job.payload["canary"], probe.make(post.keys.secret)
    canary = await post.database.write(canaries.marked, id, mark)
    if canary is None or canary.sent_at is not None:
        return Done("on its way before")
    async with post.database.read() as db:
        await _announce(db, post, canary)
        comes_back = await _has_way_back(db, post)
    answer = await _send(post, canary) if post.settings.smtp_url else HERE
    match answer:
        case Done():
            comes_back = comes_back and answer is not HERE
            await post.database.write(canaries.sent, id, clock.now(), comes_back=comes_back)
        case Refused(reason) if not comes_back:
            # The mail server works; that it takes no mail for us matters where somebody fetches it.
            await post.database.write(canaries.sent, id, clock.now(), comes_back=False, said=reason)
        case Refused(reason) | TryLater(reason):
            await post.database.write(canaries.held_up, id, reason)
            if isinstance(answer, TryLater) and job.tries < TRIES:
                return answer
            return Done(reason)
    return answer if isinstance(answer, Done) else Done(answer.reason)


async def _announce(db: AsyncConnection, post: Post, canary: Canary) -> None:
    """As for an inquiry, but nobody is told."""
    occasion = Occasion(Event.NEW, post.settings.desk(canary.desk), None)
    audience.told(occasion, await roll.call(db, post.settings, clock.now()), clock.now())


async def _has_way_back(db: AsyncConnection, post: Post) -> bool:
    """Whether its mail should come in again: by a door that is set, or by the command, where mail came by it lately."""
    lately = sa.select(mails.c.id).where(
        mails.c.door == "receive", mails.c.received_at > clock.now() - BY_HAND
    )
    newest = lately.order_by(mails.c.id.desc()).limit(1)
    return post.settings.has_door or (await db.scalar(newest)) is not None


async def _send(post: Post, canary: Canary) -> Outcome:
    settings, locale = post.settings, post.settings.languages[0]
    own = Addresses(post.keys.secret, settings.reply_address).for_inquiry(NOBODY)
    left = say.clock(canary.left_at or canary.due_at, settings.timezone, None, locale)
    subject, text, html = post.pages.mail("canary", locale=locale, left_said=left)
    letter = Letter(
        to=own,
        from_=settings.mail_from,
        from_name=settings.organisation.name,
        subject=subject,
        text=text,
        html=html,
        message_id=f"<canary.{canary.mark[:32]}@{settings.mail_from.rpartition('@')[2]}>",
        date=canary.left_at or canary.due_at,
        automatic="auto-generated",
        probe=canary.mark,
    )
    return await post.transport.send(compose.compose(letter), sender="", to=own)


async def alarm(post: Post, missing: Canary, to: Staff, now: datetime) -> Outcome:
    """Tell one administrator, at once and past the queue."""
    subject, text, html = post.pages.mail(
        "canary-missing", locale=post.settings.languages[0], **_words(post, missing, to, now)
    )
    letter = Letter(
        to=to.email,
        to_name=to.name,
        from_=post.settings.mail_from,
        from_name=post.settings.organisation.name,
        subject=subject,
        text=text,
        html=html,
        message_id=compose.message_id(post.settings.mail_from.rpartition("@")[2]),
        date=now,
        automatic="auto-generated",
    )
    return await post.transport.send(compose.compose(letter), sender="", to=to.email)


def _words(post: Post, missing: Canary, to: Staff, now: datetime) -> Mapping[str, Any]:
    settings = post.settings
    locale = settings.languages[0]

    def said(at: datetime | None) -> str:
        return say.clock(at, settings.timezone, now, locale) if at else ""

    return {
        "left_said": said(missing.left_at),
        "due_said": said(missing.due_at),
        "stopped": catalogues.text(stopped(missing), locale),
        "said": missing.said,
        "recipient": to.name,
        "deliveries_url": f"{settings.base_url}/staff/deliveries",
    }


def stopped(missing: Canary) -> Text:
    """Where it was last seen, and so what to look at."""
    if missing.left_at is None:
        return Text("It could not leave: the form or the disk did not take it.")
    if missing.opened_at is None:
        return Text("It was kept, and no inquiry has been made of it: nobody may be doing the work.")
    if missing.sent_at is None:
        return Text("An inquiry could be made of it, and its mail does not get out.")
    return Text("Its mail got out, and has not come in again.")
