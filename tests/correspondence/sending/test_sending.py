"""A letter sets out once at its time, to each of its recipients, with every file or not at all."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import sqlalchemy as sa

from inquiries.correspondence import letter_mail, sending
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Recipient
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Refused
from inquiries.people.accounts import Staff
from inquiries.queue.jobs import Job
from tests.correspondence.sending.conftest import (
    BO,
    SOON,
    WEN,
    Kept,
    Moment,
    drain,
    enclosed,
    its_deliveries,
    letter,
)
from tests.correspondence.sending.conftest import written as write
from tests.opened import HOUR, NOON


async def rows(post: Post) -> list[list[Any]]:
    """All that a handler may change."""
    named = (
        tables.letters,
        tables.deliveries,
        tables.inquiries,
        tables.history,
        tables.jobs,
        tables.attachments,
    )
    async with post.database.read() as db:
        return [[tuple(row) for row in await db.execute(sa.select(table))] for table in named]


def files(message: EmailMessage) -> list[tuple[str | None, bytes]]:
    return [(part.get_filename(), part.get_content()) for part in message.iter_attachments()]


async def test_nothing_goes_before_its_time_and_then_one_mail_to_each(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    id = await write(post, inquiry, ana, recipients=(BO, WEN))
    moment.at = SOON - timedelta(seconds=1)
    await drain(post)
    assert kept.letters == []
    moment.at = SOON
    await drain(post)
    bounce = letter_mail.bounces_to(post, inquiry)
    assert sorted((sender, to) for sender, to, _ in kept.letters) == [
        (bounce, BO.address),
        (bounce, WEN.address),
    ]
    assert {mail["Message-ID"] for _, _, mail in kept.letters} == {"<1@charity.example>"}
    assert (await letter(post, id)).started_at == SOON
    sent = await its_deliveries(post, inquiry)
    assert [(one.delivery.recipient, one.delivery.facts) for one in sent] == [
        (BO.address, {"letter": id}),
        (WEN.address, {"letter": id}),
    ]


async def test_the_job_twice_lets_it_set_out_once(post: Post, inquiry: Inquiry, ana: Staff) -> None:
    id = await write(post, inquiry, ana, then="answered")
    job = Job(0, "send", {"letter": id}, 1, "t")
    assert await sending.send(post, job) == Done()
    before = await rows(post)
    assert await sending.send(post, job) == Done("taken back, or on its way already")
    assert await rows(post) == before


async def test_what_was_taken_back_never_goes(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    id = await write(post, inquiry, ana)
    found = await letter(post, id)
    await post.database.write(
        changes.take_back, inquiry, letter=found, staff_id=ana.id, why="undone", at=NOON
    )
    moment.at = SOON
    await drain(post)
    assert (kept.letters, await its_deliveries(post, inquiry)) == ([], [])


async def test_handing_it_over_twice_is_the_same_mail_twice_to_the_byte(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    """What the other server may have taken already is known there by its id."""
    one = await enclosed(post, inquiry, ana, "a.pdf", b"%PDF")
    await write(post, inquiry, ana, files=(one,))
    moment.at = SOON
    await drain(post)
    (sent,) = await its_deliveries(post, inquiry)
    before = await rows(post)
    moment.at += HOUR
    assert await sending.post_letter(post, Job(sent.job_id, "post", {}, 2, "t")) == kept.answer
    assert await rows(post) == before
    first, second = (mail.as_bytes() for _, _, mail in kept.letters)
    assert first == second


async def test_a_server_that_refuses_leaves_its_words_and_a_dead_letter(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    kept.answer = Refused("550 no such mailbox")
    await write(post, inquiry, ana)
    moment.at = SOON
    await drain(post)
    (sent,) = await its_deliveries(post, inquiry)
    assert (sent.state, [one.said for one in sent.attempts]) == (tables.DEAD, ["550 no such mailbox"])


async def test_files_go_with_it_byte_for_byte_under_their_names(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    content = bytes(range(256)) * 40
    ids = [await enclosed(post, inquiry, ana, name, content) for name in ("Zürich – Plan.pdf", "b.pdf")]
    await write(post, inquiry, ana, files=tuple(ids))
    moment.at = SOON
    await drain(post)
    ((_, _, mail),) = kept.letters
    assert files(mail) == [("Zürich – Plan.pdf", content), ("b.pdf", content)]


async def test_without_one_of_its_files_it_does_not_go_and_says_so(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    ids = [await enclosed(post, inquiry, ana, name, b"%PDF") for name in ("a.pdf", "b.pdf")]
    id = await write(post, inquiry, ana, files=tuple(ids))
    lost = (await letter(post, id)).files[1].stored or ""
    content = await post.files.read(lost)
    await post.files.remove(lost)
    moment.at = SOON
    await drain(post)
    (sent,) = await its_deliveries(post, inquiry)
    said = "the file “b.pdf” cannot be read here, and the letter does not go without it"
    assert (kept.letters, [one.said for one in sent.attempts]) == ([], [said])
    # Brought back from a backup, it goes by itself.
    post.files.path(lost).write_bytes(content)
    moment.at += HOUR
    await drain(post)
    assert len(kept.letters) == 1


async def test_to_an_address_that_answers_come_in_by_nothing_goes(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    ours = letter_mail.addresses(post).for_inquiry(inquiry.reference)
    await write(post, inquiry, ana, recipients=(Recipient("to", "", ours.upper()),))
    moment.at = SOON
    await drain(post)
    (sent,) = await its_deliveries(post, inquiry)
    assert (kept.letters, sent.state) == ([], tables.DEAD)


async def test_erased_meanwhile_it_is_refused(post: Post, inquiry: Inquiry, ana: Staff) -> None:
    assert await sending.send(post, Job(0, "send", {"letter": 99}, 1, "t")) == sending.GONE
    assert await sending.post_letter(post, Job(99, "post", {}, 1, "t")) == sending.GONE
