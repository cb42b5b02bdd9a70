"""A mail that reads like the words of somebody in danger is sealed, wherever it comes in, and is answered by nobody."""

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.arrivals import Kept, Opened, drain, letter, read
from tests.opened import media

SAM = "sam@supporter.example"
PLEA = "They took my passport and I can't leave. Please help me.\n"


async def latest(post: Post) -> Inquiry:
    async with post.database.read() as db:
        found = await records.by_id(
            db, int(await db.scalar(sa.select(sa.func.max(tables.inquiries.c.id))) or 0)
        )
    assert found is not None
    return found


async def test_it_is_sealed_as_a_new_one_as_an_answer_and_where_it_would_have_been_held(
    post: Post, kept: Kept, people: dict[str, Staff], opened: Opened
) -> None:
    (asked,) = await opened(media())
    await drain(post)
    kept.mails.clear()
    await read(
        post, letter(PLEA, sender=f"Sam <{SAM}>", to="events@charity.example", message_id="<1@s.example>")
    )
    new = await latest(post)
    held = letter(PLEA, sender="Kim <kim@else.example>", to="nobody@else.example", message_id="<2@s.example>")
    await read(post, held)
    astray = await latest(post)
    answer = letter(
        PLEA,
        sender=asked.email,
        to="media@charity.example",
        subject=asked.reference,
        message_id="<3@s.example>",
    )
    await read(post, answer)
    third = await latest(post)
    assert [(one.is_sealed, one.front) for one in (new, astray, third)] == [
        (True, "events"),
        (True, "media"),
        (True, "media"),
    ]
    assert len({asked.id, new.id, astray.id, third.id}) == 4
    await drain(post)
    subjects = {str(mail["Subject"]) for _, _, mail in kept.mails}
    assert subjects == {"A sealed inquiry waits"}
    assert {to for _, to, _ in kept.mails} <= {
        one.email for one in people.values() if one.role == "administrator"
    }
