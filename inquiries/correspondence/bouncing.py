"""What a mail server says of a letter of ours: which letter it was, and what follows. A delay marks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.correspondence import facts
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.match import Fate, Verdict
from inquiries.database.engine import Tx
from inquiries.database.tables import inquiries
from inquiries.inquiry import changes, persons, records
from inquiries.mail.bounces import Bounce
from inquiries.mail.reply_address import Found
from inquiries.outbox import returned
from inquiries.outbox.deliveries import Delivery
from inquiries.outbox.post import Post
from inquiries.wording import Text

_STILL = timedelta(days=10)  # servers try for five, and some are slow to say that they gave up


@dataclass(frozen=True, slots=True)
class Returned:
    """The messages of ours that a mail is about, and where it is shown."""

    deliveries: tuple[Delivery, ...]
    verdict: Verdict


async def find(db: AsyncConnection, post: Post, contents: Contents, found: Found | None) -> Returned | None:
    """None where it reports of nothing that we sent."""
    bounce = contents.parsed.bounce
    if bounce is None:
        return None
    inquiry = await facts.inquiry(db, post, found.reference) if found else None
    ours = await _ours(db, bounce, inquiry.id if inquiry else None, contents.mail.received_at)
    if not ours:
        return None
    home = next((one.inquiry_id for one in ours if one.inquiry_id is not None), None)
    about = await records.by_id(db, home) if home is not None else None
    whole = await records.whole(db, about) if about else None
    desk = whole.desk if whole else post.settings.default_desk
    return Returned(ours, Verdict(Fate.QUIET, desk, whole.id if whole else None, _why(bounce, ours)))


async def apply(tx: Tx, contents: Contents, came: Returned, at: datetime) -> None:
    """Mark what came back, and the address; a server that still tries is believed, and nothing is marked."""
    bounce = contents.parsed.bounce
    if bounce is None or not bounce.permanent:
        return
    for one in came.deliveries:
        about = await records.by_id(tx, one.inquiry_id) if one.inquiry_id is not None else None
        for_good = not bounce.status.startswith("4")
        if about is None or one.kind not in returned.OUTSIDE:
            await returned.mark(tx, one.id, for_good=for_good, said=bounce.said, at=at)
            continue
        await changes.bounced(
            tx,
            await records.whole(tx, about),
            delivery_id=one.id,
            recipient=one.recipient,
            for_good=for_good,
            said=bounce.said,
            at=at,
        )


async def _ours(
    db: AsyncConnection, bounce: Bounce, inquiry_id: int | None, at: datetime
) -> tuple[Delivery, ...]:
    """By the id of what came back; else by whom it was for, in the inquiry it came back to, else in theirs."""
    if bounce.message_id:
        same = await returned.by_message_ids(db, [bounce.message_id])
        if same:
            return _to(bounce, same) or (same if len({one.recipient.lower() for one in same}) == 1 else ())
    ids = [inquiry_id] if inquiry_id is not None else []
    if not ids and bounce.recipients:
        theirs = persons.written_by([one.lower() for one in bounce.recipients])
        latest = sa.select(inquiries.c.id).where(theirs).order_by(inquiries.c.id.desc()).limit(20)
        ids = list(await db.scalars(latest))
    sent = await returned.outside(db, ids, at - _STILL) if ids else ()
    if not bounce.recipients and len({one.recipient.lower() for one in sent}) > 1:
        return ()
    named = _to(bounce, sent) if bounce.recipients else sent
    # Of what went to one address, the last: what came before it arrived.
    return tuple({one.recipient.lower(): one for one in named}.values())


def _to(bounce: Bounce, some: Iterable[Delivery]) -> tuple[Delivery, ...]:
    wanted = {one.lower() for one in bounce.recipients}
    return tuple(one for one in some if one.recipient.lower() in wanted)


def _why(bounce: Bounce, ours: tuple[Delivery, ...]) -> Text:
    values = {"address": ", ".join(dict.fromkeys(one.recipient for one in ours)), "said": bounce.said}
    if not bounce.permanent:
        return Text("A mail server is still trying to reach %(address)s: %(said)s", values)
    return Text("A mail to %(address)s came back: %(said)s", values)
