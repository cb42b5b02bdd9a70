"""What becomes of the inquiry once a letter has set out, and of the letter when they write first."""

import pytest

from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.sending.conftest import BO, SOON, Kept, Moment, drain, hears, letter
from tests.correspondence.sending.conftest import written as write
from tests.opened import HOUR, NOON, again


@pytest.mark.parametrize(
    ("then", "status", "outcome"),
    [("", Status.OPEN, None), ("wait", Status.WAITING, None), ("answered", Status.CLOSED, Outcome.ANSWERED)],
)
async def test_once_it_has_set_out_the_inquiry_is_what_its_writer_wanted(
    post: Post, moment: Moment, inquiry: Inquiry, ana: Staff, then: str, status: Status, outcome: object
) -> None:
    await write(post, inquiry, ana, then=then)
    assert (await again(post.database, inquiry)).status is Status.OPEN
    moment.at = SOON
    await drain(post)
    now = await again(post.database, inquiry)
    assert (now.status, now.outcome) == (status, outcome)


@pytest.mark.parametrize("then", ["wait", "answered"])
async def test_where_they_wrote_meanwhile_it_stays_open(
    post: Post, moment: Moment, inquiry: Inquiry, ana: Staff, then: str
) -> None:
    await write(post, inquiry, ana, then=then)
    await hears(post, inquiry)
    moment.at = SOON
    await drain(post)
    assert (await again(post.database, inquiry)).status is Status.OPEN


async def test_what_a_colleague_closed_meanwhile_stays_as_they_closed_it(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    await write(post, inquiry, ana, then="wait")
    end = {"outcome": Outcome.STORY_DROPPED, "reason": "", "staff_id": ana.id, "at": NOON}
    await post.database.write(changes.close, await again(post.database, inquiry), **end)
    moment.at = SOON
    await drain(post)
    now = await again(post.database, inquiry)
    assert (now.outcome, len(kept.letters)) == (Outcome.STORY_DROPPED, 1)


async def test_what_is_planned_is_not_sent_once_they_have_written(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    id = await write(post, inquiry, ana, send_at=NOON + HOUR, scheduled=True)
    await hears(post, inquiry)
    moment.at = NOON + 2 * HOUR
    await drain(post)
    assert [to for _, to, _ in kept.letters] == []
    assert (await letter(post, id)).cancelled_for == "they-wrote"


async def test_a_machine_that_wrote_stops_nothing(
    post: Post, kept: Kept, moment: Moment, inquiry: Inquiry, ana: Staff
) -> None:
    await write(post, inquiry, ana, send_at=NOON + HOUR, scheduled=True, then="wait")
    await hears(post, inquiry, kind="automatic")
    moment.at = NOON + 2 * HOUR
    await drain(post)
    assert [to for _, to, _ in kept.letters] == [BO.address]
    async with post.database.read() as db:
        found = await records.by_id(db, inquiry.id)
    assert found is not None
    assert found.status is Status.WAITING
