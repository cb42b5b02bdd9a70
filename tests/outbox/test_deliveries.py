"""Deliveries as staff see them: whose, in which order, and which may be tried again."""

from datetime import timedelta

import pytest

from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.database.tables import DEAD, READY
from inquiries.inquiry.model import Inquiry
from inquiries.outbox import deliveries
from inquiries.outbox.deliveries import Stuck
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome, Refused, TryLater
from inquiries.queue import jobs, kinds
from tests.notify.conftest import Opened
from tests.opened import NOON, events, media

MEDIA = {"desks": {"media"}, "everything": False}
EVERYTHING = {"desks": set[str](), "everything": True}
LATER = TryLater("451 greylisted", timedelta(minutes=5))


async def add(post: Post, inquiry: Inquiry | None, to: str, *, key: str = "") -> bool:
    return await post.database.write(
        deliveries.add,
        kind="receipt" if inquiry else "test",
        recipient=to,
        recipient_name="",
        inquiry_id=inquiry.id if inquiry else None,
        domain="charity.example",
        key=key or to,
        at=NOON,
    )


async def tried(post: Post, *outcomes: Outcome) -> None:
    """Claim as many as there are outcomes, the oldest first, and end them like this."""
    until = NOON + timedelta(minutes=1)
    room = {"email:x.example": len(outcomes)}
    found = await post.database.write(
        jobs.claim, lease="l", now=NOON, until=until, limit=len(outcomes), room=room
    )
    for job, outcome in zip(sorted(found, key=lambda job: job.id), outcomes, strict=True):
        await post.database.write(jobs.finish, job, outcome, now=NOON)


async def untold(tx: Tx) -> None:
    """Nobody is told of the dead ones here."""
    await tx.execute(tables.jobs.delete().where(tables.jobs.c.kind == kinds.BURIED))


@pytest.fixture
async def post_with_mails(post: Post, opened: Opened) -> Post:
    """On Media one dead, one done, one waiting and one new; one dead on Events; a test mail of nobody's."""
    about_media, about_events = await opened(media(suspicion="x"), events(suspicion="x"))
    for to in ("dead", "done", "later"):
        await add(post, about_media, f"{to}@x.example")
    await add(post, about_events, "events@x.example")
    await tried(post, Refused("550 no"), Done("250"), LATER, Refused("550 no"))
    await post.database.write(untold)
    await add(post, about_media, "new@x.example")
    await add(post, None, "ana@x.example")
    return post


async def test_a_key_makes_one_delivery_with_one_message_id(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    assert [await add(post, inquiry, "bo@x.example") for _ in range(2)] == [True, False]
    async with post.database.read() as db:
        (one,) = await deliveries.of_inquiry(db, inquiry.id)
        assert await deliveries.of_job(db, one.job_id) == one.delivery
        assert await deliveries.of_job(db, 99) is None
    assert one.delivery.message_id.endswith("@charity.example>")


async def test_dead_letters_come_first_then_what_is_tried_next(post_with_mails: Post) -> None:
    async with post_with_mails.database.read() as db:
        mine = await deliveries.waiting(db, **MEDIA)
        everything = await deliveries.waiting(db, **EVERYTHING)
    assert [(one.delivery.recipient, one.state) for one in mine] == [
        ("dead@x.example", DEAD),
        ("new@x.example", READY),
        ("later@x.example", READY),
    ]
    assert {one.delivery.recipient for one in everything} - {one.delivery.recipient for one in mine} == {
        "events@x.example",
        "ana@x.example",
    }
    assert [(each.result, each.said) for each in mine[0].attempts] == [("refused", "550 no")]


async def test_what_arrived_is_listed_latest_first_page_by_page(
    post_with_mails: Post, opened: Opened
) -> None:
    (inquiry,) = await opened(media(suspicion="x"))
    for number in range(2):
        await add(post_with_mails, inquiry, f"{number}@x.example")
    await tried(post_with_mails, Done(), Done(), Done(), Done())
    async with post_with_mails.database.read() as db:
        mine = await deliveries.delivered(db, **MEDIA)
        rest = await deliveries.delivered(db, **MEDIA, before=mine[1].delivery.id)
    recipients = [one.delivery.recipient for one in mine]
    assert recipients == ["1@x.example", "0@x.example", "new@x.example", "done@x.example"]
    assert rest == mine[2:]


async def test_dead_letters_are_counted_for_those_who_see_them(post_with_mails: Post) -> None:
    async with post_with_mails.database.read() as db:
        found = [
            await deliveries.stuck(db, desks=desks, everything=everything)
            for desks, everything in (({"media"}, False), ({"media", "events"}, False), (set[str](), True))
        ]
        assert await deliveries.stuck(db, desks=set[str](), everything=False) == Stuck(0, 0)
    assert found == [Stuck(1, 0), Stuck(2, 0), Stuck(2, 0)]


async def test_only_what_is_ones_own_and_has_not_arrived_is_tried_again(post_with_mails: Post) -> None:
    async with post_with_mails.database.read() as db:
        every = {
            one.delivery.recipient: one.delivery.id
            for one in (
                *await deliveries.waiting(db, **EVERYTHING),
                *await deliveries.delivered(db, **EVERYTHING),
            )
        }
    answers = {
        to: await post_with_mails.database.write(deliveries.retry, id, **MEDIA, at=NOON)
        for to, id in every.items()
    }
    assert {to for to, done in answers.items() if done} == {
        "dead@x.example",
        "later@x.example",
        "new@x.example",
    }
    assert not await post_with_mails.database.write(deliveries.retry, 999, **EVERYTHING, at=NOON)
    async with post_with_mails.database.read() as db:
        assert await deliveries.stuck(db, **MEDIA) == Stuck(0, 0)


async def test_mail_that_was_put_off_twice_is_said_before_anybody_is_needed(
    post: Post, opened: Opened
) -> None:
    (about,) = await opened(media(suspicion="x"))
    await add(post, about, "bo@gazette.example")
    found = []
    for _ in range(2):
        await tried(post, LATER)
        await post.database.write(due_again)
        async with post.database.read() as db:
            found.append(await deliveries.stuck(db, **MEDIA))
    assert found == [Stuck(0, 0), Stuck(0, 1)]


async def due_again(tx: Tx) -> None:
    await tx.execute(tables.jobs.update().values(next_try_at=NOON))
