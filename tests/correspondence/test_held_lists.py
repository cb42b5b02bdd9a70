"""What the lists of held mail say besides the mail itself: who may write already, and that something came or went."""

from typing import Any

import pytest

from inquiries.correspondence import held
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests import lettered
from tests.correspondence.arrivals import BO, EVE, Opened
from tests.opened import NOON, media

MEDIA, EVENTS = ["media"], ["events"]


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (found,) = await opened(media())
    return found


async def waits(post: Post, inquiry: Inquiry, sender: str = EVE) -> int:
    row = {"desk": "media", "inquiry_id": inquiry.id, "from_address": sender}
    return await lettered.mail(post.database, at=NOON, **row)


async def known(post: Post) -> list[bool]:
    async with post.database.read() as db:
        return [one.is_known for one in await held.waiting(db, MEDIA)]


async def test_who_may_write_there_already_needs_no_letting_in(
    post: Post, inquiry: Inquiry, people: dict[str, Staff]
) -> None:
    await waits(post, inquiry, EVE.upper())
    await waits(post, inquiry, BO.upper())
    assert await known(post) == [False, True]
    act: dict[str, Any] = {"staff_id": people["Ana"].id, "at": NOON}
    await post.database.write(changes.let_in, inquiry, email=EVE, **act)
    assert await known(post) == [True, True]


async def test_a_mark_differs_as_soon_as_one_comes_or_goes(
    post: Post, inquiry: Inquiry, people: dict[str, Staff]
) -> None:
    """Also where one has come as another went."""

    async def mark(desks: list[str]) -> str:
        async with post.database.read() as db:
            return held.mark(await held.marks(db), desks)

    first = await waits(post, inquiry)
    one, elsewhere = await mark(MEDIA), await mark(EVENTS)
    await waits(post, inquiry)
    both = await mark(MEDIA)
    await post.database.write(held.put_aside, mail_id=first, staff_id=people["Ana"].id, at=NOON)
    assert len({elsewhere, one, both, await mark(MEDIA)}) == 4
    assert await mark(EVENTS) == elsewhere
