"""Two inquiries of one person as one, on the pages: where what is read, and what each sender sees."""

import html

from aiohttp.test_utils import TestClient

from inquiries.app import House
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Status
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened


async def merged(house: House, ana: Browser) -> tuple[Inquiry, Inquiry]:
    """The one that stays, and its part."""
    stays, goes = await opened(house, "media"), await opened(house, "media")
    answer = await ana.post(
        f"/staff/inquiries/{goes.reference}/merge", {"version": str(goes.version), "other": stays.reference}
    )
    assert answer.status == 303
    return await again(house.database, stays), await again(house.database, goes)


async def test_from_either_page_what_must_begin_first_stays_and_is_gone_on_with(
    ana: Browser, house: House
) -> None:
    stays, part = await merged(house, ana)
    assert (stays.status, part.status, part.merged_into) == (Status.OPEN, Status.MERGED, stays.id)
    answer = await ana.get(f"/staff/inquiries/{part.reference}?done=merge")
    assert (answer.status, answer.headers["Location"]) == (
        303,
        f"/staff/inquiries/{stays.reference}?done=merge",
    )
    page = html.unescape(await (await ana.get(answer.headers["Location"])).text())
    assert f"Ana Alves made {part.reference} a part of it" in page
    assert page.count(f"· {part.reference}") == 1  # its question stands in the conversation
    inbox = await (await ana.get("/staff/inbox?view=open")).text()
    assert (stays.reference in inbox, part.reference in inbox) == (True, False)


async def test_a_stranger_to_the_person_cannot_be_merged(ana: Browser, house: House) -> None:
    bo, other = await opened(house, "media"), await opened(house, "media", email="other@paper.example")
    answer = await ana.post(
        f"/staff/inquiries/{bo.reference}/merge", {"version": str(bo.version), "other": other.reference}
    )
    assert answer.status == 422
    assert await again(house.database, bo) == bo


async def test_the_receipt_of_a_part_follows_the_whole(
    ana: Browser, house: House, client: TestClient
) -> None:
    stays, part = await merged(house, ana)
    assert ana.who is not None
    await house.database.write(
        changes.acknowledge, stays, staff_id=ana.who.id, text="I have both.", back_by=None, at=NOON
    )
    page = html.unescape(await (await client.get(f"/receipts/{house.keys.token(part.id)}")).text())
    assert part.reference in page
    assert "I have both." in page


async def test_an_act_on_what_became_a_part_meanwhile_is_told_so(ana: Browser, house: House) -> None:
    stays, part = await merged(house, ana)
    answer = await ana.post(f"/staff/inquiries/{part.reference}/take", {"version": "1"})
    page = html.unescape(await answer.text())
    assert answer.status == 409
    assert f"Ana Alves made it a part of {stays.reference}." in page
