"""No flood of posts becomes a flood of mail, whoever's addresses are typed; what is not mailed is said, and kept."""

from datetime import timedelta

import pytest

from inquiries import work
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from inquiries.notify import restraint
from inquiries.notify.restraint import IN_ALL, SPENT, TO_A_DOMAIN
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome
from inquiries.people.accounts import Staff
from inquiries.queue import kinds
from inquiries.queue.jobs import Job
from inquiries.wording import Text, unpack
from tests.notify.conftest import Kept, Moment, Opened, all_deliveries, drain
from tests.opened import HOUR, NOON, events, media

BO = "bo@gazette.example"
HAD_ONE = Done("not mailed: the address had an automatic mail within a day")


async def receipt(post: Post, inquiry: Inquiry) -> Outcome:
    return await work.handlers(post)[kinds.RECEIPT](
        Job(inquiry.id, kinds.RECEIPT, {"inquiry": inquiry.id}, 1, "lease")
    )


async def why_not_mailed(post: Post, inquiry: Inquiry) -> list[Text]:
    async with post.database.read() as db:
        found = await records.events(db, inquiry.id)
    return [unpack(one.facts["why"]) for one in found if one.kind == "not mailed"]  # type: ignore[arg-type]


def victims(count: int, *, domains: int) -> list[str]:
    return [f"victim{number}@house{number % domains}.example" for number in range(count)]


async def test_one_victim_of_many_posts_gets_one_mail_however_the_address_is_spelled(
    post: Post, opened: Opened, request: pytest.FixtureRequest
) -> None:
    count = 1_000 if request.config.getoption("--long") else 50
    spelled = [BO, "Bo@Gazette.Example", "bo+1@gazette.example", "BO+x+y@gazette.example"]
    made = await opened(
        *(media(answers={"email": spelled[number % len(spelled)]}) for number in range(count))
    )
    ends = [await receipt(post, one) for one in made]
    assert ends == [Done()] + [HAD_ONE] * (count - 1)
    assert [one.delivery.recipient for one in await all_deliveries(post)] == [BO]


async def test_many_victims_of_as_many_posts_get_no_more_than_the_hour_allows(
    post: Post, opened: Opened, people: dict[str, Staff], request: pytest.FixtureRequest
) -> None:
    count = 1_000 if request.config.getoption("--long") else IN_ALL + 15
    made = await opened(*(media(answers={"email": to}) for to in victims(count, domains=count)))
    ends = [await receipt(post, one) for one in made]
    assert ends == [Done()] * IN_ALL + [Done(f"not mailed: {SPENT}")] * (count - IN_ALL)
    assert len(await all_deliveries(post)) == IN_ALL


async def test_one_domain_gets_no_more_than_its_share_of_an_hour(post: Post, opened: Opened) -> None:
    made = await opened(*(media(answers={"email": to}) for to in victims(TO_A_DOMAIN + 2, domains=1)))
    ends = [await receipt(post, one) for one in made]
    left = Done(f"not mailed: {TO_A_DOMAIN} automatic mails went to house0.example within an hour")
    assert ends == [Done()] * TO_A_DOMAIN + [left] * 2
    (elsewhere,) = await opened(media(answers={"email": "sam@elsewhere.example"}))
    assert await receipt(post, elsewhere) == Done()


async def test_a_guide_counts_as_a_receipt_does(post: Post, opened: Opened) -> None:
    first, second = await opened(events(answers={"email": BO}), media(answers={"email": BO}))
    assert (await receipt(post, first), await receipt(post, second)) == (Done(), HAD_ONE)


@pytest.mark.parametrize(
    ("later", "ends"),
    [(24 * HOUR - timedelta(seconds=1), HAD_ONE), (24 * HOUR, Done()), (-12 * HOUR, Done())],
    ids=["within a day", "a day later", "after the clock was set back"],
)
async def test_an_address_has_its_next_one_a_day_later(
    post: Post, opened: Opened, moment: Moment, later: timedelta, ends: Outcome
) -> None:
    first, second = await opened(media(answers={"email": BO}), media(answers={"email": BO}))
    await receipt(post, first)
    moment.at = NOON + later
    assert await receipt(post, second) == ends


async def test_what_is_not_mailed_stands_in_the_history_once_with_the_reason(
    post: Post, opened: Opened
) -> None:
    first, second = await opened(media(answers={"email": BO}), media(answers={"email": BO}))
    for one in (first, second, second, first):
        await receipt(post, one)
    assert await why_not_mailed(post, first) == []
    assert await why_not_mailed(post, second) == [Text("the address had an automatic mail within a day")]


async def test_administrators_are_told_once_a_day_that_no_more_goes_and_desks_hear_of_everything(
    post: Post, opened: Opened, people: dict[str, Staff], kept: Kept, moment: Moment
) -> None:
    await opened(*(media(answers={"email": to}) for to in victims(IN_ALL + 3, domains=IN_ALL)))
    await drain(post)
    told = [mail for to, mail in kept.mails if mail["Subject"].startswith("Receipts are not mailed")]
    assert [mail["To"] for mail in told] == ["Dee <dee@charity.example>"]
    desk = [to for to, mail in kept.mails if to == "media@charity.example"]
    assert len(desk) == IN_ALL + 3


async def test_the_hours_allowance_comes_back_as_the_hour_passes(
    post: Post, opened: Opened, moment: Moment
) -> None:
    for one in await opened(*(media(answers={"email": to}) for to in victims(IN_ALL, domains=IN_ALL))):
        await receipt(post, one)
    async with post.database.read() as db:
        assert await restraint.is_spent(db, NOON + HOUR - timedelta(seconds=1))
        assert not await restraint.is_spent(db, NOON + HOUR)
