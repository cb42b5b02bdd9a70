"""Quarantine is told of when its time gets short, and every morning: each once, and no stranger’s word."""

from datetime import timedelta

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.notify import suspects
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.notify.conftest import Kept, Moment, Opened, drain
from tests.opened import HOUR, NOON, again, clocks, media

HELD = {"suspicion": "it smells"}


async def test_a_desk_is_told_when_the_time_of_one_gets_short_and_every_morning_until_somebody_has_looked(
    post: Post, opened: Opened, moment: Moment, kept: Kept, people: dict[str, Staff]
) -> None:
    ana, on_desk = people["Ana"], {people[name].email for name in ("Ana", "Dee")}
    first, second, _ = await opened(media(**HELD), media(**HELD, clocks=clocks(deadline=None)), media())

    async def told(passed: timedelta) -> set[str]:
        """To whom two passes at that moment write."""
        moment.at = NOON + passed
        made = [await suspects.remind(post) for _ in range(2)]
        columns = (tables.deliveries.c.recipient, tables.deliveries.c.kind, tables.deliveries.c.created_at)
        async with post.database.read() as db:
            every = (await db.execute(sa.select(*columns))).all()
        new = [one for one in every if one.kind == "suspects" and one.created_at == moment.at]
        assert made == [len(new), 0]
        return {one.recipient for one in new}

    desk = {"media@charity.example", "duty@charity.example", *on_desk}
    assert await told(timedelta(0)) == set()
    assert await told(1.5 * HOUR) == desk
    assert await told(3 * HOUR) == set()  # told within the hour that it turned in
    await drain(post)
    mails = {to: mail for to, mail in kept.mails if "suspected" in str(mail["Subject"])}
    words = "2 inquiries are held as suspected spam on the Media desk"
    assert {to: str(mail["Subject"]) for to, mail in mails.items()} == dict.fromkeys(desk, words)
    text = mails[ana.email].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert ("16:00" in text, "Gazette" in text, "Bo Baker" in text) == (True, False, False)
    assert await told(20 * HOUR) == desk
    await do(post, changes.call_spam, first, ana)
    await do(post, changes.release, await again(post.database, second), ana)
    assert await told(44 * HOUR) == set()


async def do(post: Post, verb, inquiry, who: Staff) -> None:
    await post.database.write(verb, inquiry, staff_id=who.id, at=NOON)
