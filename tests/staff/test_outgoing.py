"""Where a letter of ours is, in words, and what can still be done about it by a plain form."""

from datetime import timedelta
from typing import Any

import pytest

from inquiries.app import House
from inquiries.inquiry.model import Inquiry
from inquiries.outcome import Done, Refused, TryLater
from inquiries.staff.office import Visitor
from inquiries.staff.words import letter_state
from tests.opened import media
from tests.opened import opened as make
from tests.staff import letters as made
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.inquiries import opened

LATER = NOON + timedelta(hours=3)
QUIET = {"said": "", "at": "", "undo_url": "", "cancel_url": "", "send_now_url": "", "retry_url": ""}
TWO = (made.BO, made.WEN)


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


def visitor(browser: Browser, moment: Moment) -> Visitor:
    assert browser.who is not None
    return Visitor(browser.who, "", frozenset({"media"}), moment.at, "en", "America/Toronto")


async def state(house: House, browser: Browser, moment: Moment, id: int) -> dict[str, Any]:
    found, sent = await made.letter(house, id), await made.of(house, id)
    return letter_state.state(found, sent, visitor(browser, moment), "M7K-4QX2")


def url(inquiry: Inquiry, id: int, act: str) -> str:
    return f"/staff/inquiries/{inquiry.reference}/letters/{id}/{act}"


async def test_what_goes_in_seconds_counts_them_and_can_be_undone(
    house: House, ana: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    id = await made.written(house, inquiry, ana)
    moment.at += timedelta(seconds=6)
    waits = {**QUIET, "state": "waiting", "at": made.SOON.isoformat()}
    waits["undo_url"] = f"/staff/inquiries/M7K-4QX2/letters/{id}/undo"
    assert await state(house, ana, moment, id) == {**waits, "words": "goes in 14 seconds"}
    # A worker that is late leaves it where it is, and it can still be taken back.
    moment.at += timedelta(hours=1)
    assert await state(house, ana, moment, id) == {**waits, "words": "goes in 1 second"}


async def test_what_is_planned_says_when_and_can_be_stopped_or_let_go(
    house: House, ana: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    id = await made.written(house, inquiry, ana, send_at=LATER, scheduled=True)
    path = f"/staff/inquiries/M7K-4QX2/letters/{id}"
    assert await state(house, ana, moment, id) == {
        **QUIET,
        "state": "waiting",
        "words": "goes 15:00 today",
        "cancel_url": f"{path}/undo",
        "send_now_url": f"{path}/send-now",
    }


BUSY, NO_BOX = "450 try again later", "550 no such mailbox"
OUTCOMES = [
    ([], "sending", "sending", "", False),
    ([Done("250 OK")], "sent", "sent", "", False),
    ([TryLater(BUSY)], "retrying", "trying again", BUSY, True),
    ([TryLater(BUSY), Done("250 OK")], "sent", "sent", "", False),
    ([Refused(NO_BOX)], "failed", "not delivered", NO_BOX, True),
]


@pytest.mark.parametrize(("ends", "name", "words", "said", "again"), OUTCOMES)
async def test_on_its_way_its_state_is_that_of_its_delivery(
    house: House,
    ana: Browser,
    inquiry: Inquiry,
    moment: Moment,
    ends: list[Any],
    name: str,
    words: str,
    said: str,
    again: bool,
) -> None:
    id = await made.written(house, inquiry, ana)
    await made.set_out(house, id)
    for outcome in ends:
        await made.ended(house, id, outcome)
    retry = f"/staff/inquiries/M7K-4QX2/letters/{id}/retry" if again else ""
    assert await state(house, ana, moment, id) == {
        **QUIET,
        "state": name,
        "words": words,
        "said": said,
        "retry_url": retry,
    }


async def test_of_several_recipients_the_worst_speaks_and_says_whose_it_is(
    house: House, ana: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    id = await made.written(house, inquiry, ana, recipients=TWO)
    await made.set_out(house, id)
    await made.ended(house, id, Done("250 OK"))
    assert (await state(house, ana, moment, id))["state"] == "sending"
    await made.ended(house, id, Refused(NO_BOX), to=made.WEN.address)
    now = await state(house, ana, moment, id)
    assert (now["state"], now["said"]) == ("failed", f"wen@gazette.example: {NO_BOX}")


async def test_what_came_back_says_so_in_the_other_servers_words_and_is_not_tried_again(
    house: House, ana: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    id = await made.written(house, inquiry, ana)
    await made.set_out(house, id)
    await made.ended(house, id, Done("250 OK"))
    await made.bounced(house, id, "552 mailbox full")
    came_back = {**QUIET, "state": "bounced", "words": "came back", "said": "552 mailbox full"}
    assert await state(house, ana, moment, id) == came_back


async def test_undo_takes_it_back_says_so_and_a_second_time_that_it_is_too_late(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    id = await made.written(house, inquiry, ana)
    first = await ana.post(url(inquiry, id, "undo"))
    page = f"/staff/inquiries/{inquiry.reference}?done="
    assert (first.status, first.headers["Location"]) == (303, f"{page}taken-back#composer")
    assert (
        "It was not sent. Words and files stand in the box again."
        in await (await ana.get(f"{page}taken-back")).text()
    )
    second = await ana.post(url(inquiry, id, "undo"))
    assert second.headers["Location"] == f"{page}not-taken-back#letter-{id}"
    await made.set_out(house, id)
    assert await made.of(house, id) == []
    assert (await made.history(house, inquiry))[-2:] == ["replied", "reply taken back"]


async def test_a_colleague_may_take_it_back_and_it_is_its_writers_draft(
    house: House, ana: Browser, dee: Browser, inquiry: Inquiry
) -> None:
    id = await made.written(house, inquiry, ana)
    answer = await dee.post(url(inquiry, id, "undo"))
    assert "done=taken-back-for" in answer.headers["Location"]


async def test_what_was_planned_goes_now_when_somebody_says_so(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    id = await made.written(house, inquiry, ana, send_at=LATER, scheduled=True)
    done = [(await ana.post(url(inquiry, id, "send-now"))).headers["Location"] for _ in range(2)]
    assert ["done=let-go" in done[0], "done=not-let-go" in done[1]] == [True, True]
    assert (await made.letter(house, id)).send_at == NOON


async def test_retry_tries_what_was_refused_again_and_nothing_that_arrived(
    house: House, ana: Browser, inquiry: Inquiry
) -> None:
    id = await made.written(house, inquiry, ana, recipients=TWO)
    await made.set_out(house, id)
    await made.ended(house, id, Done("250 OK"))
    await made.ended(house, id, Refused(NO_BOX), to=made.WEN.address)
    answer = await ana.post(url(inquiry, id, "retry"))
    assert "done=tried-again" in answer.headers["Location"]
    again = {one.delivery.recipient: (one.state, one.tries) for one in await made.of(house, id)}
    assert again == {made.BO.address: (1, 1), made.WEN.address: (0, 0)}
    await made.ended(house, id, Done("250 OK"), to=made.WEN.address)
    assert "done=not-tried-again" in (await ana.post(url(inquiry, id, "retry"))).headers["Location"]


@pytest.mark.parametrize("act", ["undo", "send-now", "retry"])
async def test_to_cy_a_letter_of_media_does_not_exist_and_of_another_inquiry_it_does_to_nobody(
    house: House, ana: Browser, cy: Browser, inquiry: Inquiry, act: str
) -> None:
    id = await made.written(house, inquiry, ana, send_at=LATER, scheduled=True)
    (other,) = await make(house.database, house.keys, media())
    assert (await cy.post(url(inquiry, id, act))).status == 404
    assert (await ana.post(url(other, id, act))).status == 404
    assert (await ana.post(url(inquiry, id + 1, act))).status == 404
    assert (await ana.post(url(inquiry, id, act), {"csrf": "x"})).status == 403
    found = await made.letter(house, id)
    assert (found.send_at, found.cancelled_at) == (LATER, None)
