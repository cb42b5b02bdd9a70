"""Filing stopped at any statement leaves the mail as it was, and the next try files it once; trouble loses nothing."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.correspondence import filing
from inquiries.database import tables
from inquiries.database.tables import FILED, HELD, UNREAD_MAIL
from inquiries.mail.parsed import Parsed
from inquiries.mail.reader import ReaderUnavailableError
from inquiries.outbox.post import Post
from inquiries.outcome import Done, TryLater
from inquiries.queue import backoff, kinds
from inquiries.queue.jobs import Job
from tests.correspondence.arrivals import Opened, arrive, drain, everything, letter, letters_of, row, signed
from tests.opened import media


class Stopped(BaseException):
    """As if the process were killed here."""


def job(id: int, tries: int = 1) -> Job:
    return Job(0, kinds.READ, {"mail": id}, tries, "lease")


@pytest.mark.parametrize("how", ["letter", "opening"])
async def test_stopped_at_each_statement_nothing_is_half_done_and_nothing_is_twice(
    post: Post, opened: Opened, how: str
) -> None:
    (inquiry,) = await opened(media())
    message = letter(to=signed(post, inquiry) if how == "letter" else "events@charity.example")
    id = await arrive(post, message)
    before = await everything(post)
    for count in range(1, 500):
        if await stopped_at(post, id, count):
            assert await everything(post) == before
        else:
            break
    assert count > 10
    assert (await row(post, id)).state == FILED
    await filing.read(post, job(id))
    async with post.database.read() as db:
        assert len((await db.execute(sa.select(tables.letters.c.id))).all()) == 1


async def stopped_at(post: Post, id: int, count: int) -> bool:
    """Whether it was stopped by the time it had written so many statements; otherwise it has come to its end."""
    left = [count]

    def write(*_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise Stopped

    engine = post.database.writing
    sa.event.listen(engine, "before_cursor_execute", write)
    try:
        await filing.read(post, job(id))
    except Stopped:
        return True
    finally:
        sa.event.remove(engine, "before_cursor_execute", write)
    return False


async def test_the_same_mail_by_two_doors_at_one_moment_is_one_letter(post: Post, opened: Opened) -> None:
    (inquiry,) = await opened(media())
    ids = [
        await arrive(post, letter(to=signed(post, inquiry)), recipient=recipient)
        for recipient in ("", signed(post, inquiry), "media@charity.example")
    ]
    await asyncio.gather(*(filing.read(post, job(id)) for id in ids))
    await drain(post)
    assert len(await letters_of(post, inquiry)) == 1
    assert sorted([(await row(post, id)).state for id in ids]) == [1, 3, 3]


async def test_what_cannot_be_filed_at_all_is_shown_to_a_person(
    post: Post, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    id = await arrive(post, letter())

    class Broken:
        async def read(self, raw: bytes) -> Parsed:
            raise LookupError

    broken: Any = replace(post, reader=Broken())  # type: ignore[arg-type]
    for tries in (1, 2):
        with pytest.raises(LookupError):
            await filing.read(broken, job(id, tries))
    assert (await row(post, id)).state == UNREAD_MAIL
    caplog.set_level(logging.CRITICAL)
    assert await filing.read(broken, job(id, 3)) == Done("held")
    found = await row(post, id)
    assert (found.state, found.desk, found.reason) == (
        *(HELD, "media"),
        "It could not be filed (LookupError); the program's log says more.",
    )


async def test_a_machine_that_cannot_start_the_reader_tries_for_days_and_then_shows_the_mail(
    post: Post,
) -> None:
    id = await arrive(post, letter())

    class Unavailable:
        async def read(self, raw: bytes) -> Parsed:
            raise ReaderUnavailableError("no process")

    out: Any = replace(post, reader=Unavailable())  # type: ignore[arg-type]
    assert await filing.read(out, job(id, 9)) == TryLater("no process")
    assert (await row(post, id)).state == UNREAD_MAIL
    assert await filing.read(out, job(id, backoff.TRIES)) == Done("held")
    assert ((await row(post, id)).state, (await row(post, id)).desk) == (HELD, "media")


async def test_a_mail_that_is_gone_is_no_trouble(post: Post) -> None:
    assert await filing.read(post, job(4711)) == Done("read before")
