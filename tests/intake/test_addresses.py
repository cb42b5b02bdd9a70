"""The link in a receipt's mail: only who reads that mailbox has it, a look changes nothing, and a copy goes once."""

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry
from tests.intake.posting import send, words


async def inquiry(house: House) -> Inquiry:
    async with house.database.read() as db:
        found = await records.by_id(db, 1)
    assert found is not None
    return found


async def state(house: House) -> dict[str, object]:
    """What the page may change: whether the address is verified, the history, and what is to be mailed."""
    async with house.database.read() as db:
        verified = await db.scalar(sa.select(tables.person_addresses.c.verified_at))
        told = await db.execute(sa.select(tables.deliveries.c.kind, tables.deliveries.c.recipient))
        return {
            "verified": verified is not None,
            "history": [one.kind for one in await records.events(db, 1)][2:],
            "mails": [tuple(row) for row in told],
        }


NOTHING = {"verified": False, "history": [], "mails": []}
BO = "bo@gazette.example"


@pytest.fixture
async def link(house, client, open_new):
    await send(client)
    await open_new()
    return f"/receipts/{house.keys.token(1)}/address/{house.keys.address_code(1, BO)}"


async def test_a_look_at_the_page_changes_nothing_for_scanners_follow_links(house, client, link):
    for _ in range(2):
        answer = await client.get(link)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert f"Is this your address?\n{BO}" in words(await answer.text())
    assert await state(house) == NOTHING


@pytest.mark.parametrize(
    ("choice", "said", "mails"),
    [
        (
            "copy",
            "Your address is confirmed, and a copy of what you sent is on its way to it.",
            [("copy", BO)],
        ),
        ("mine", "Your address is confirmed.", []),
    ],
)
async def test_who_says_it_is_theirs_is_verified_and_gets_a_copy_once(
    house, client, link, choice, said, mails
):
    for _ in range(2):
        answer = await client.post(link, data={"choice": choice})
        assert (answer.status, answer.url.path) == (200, f"/receipts/{house.keys.token(1)}")
        assert said in words(await answer.text())
    assert await state(house) == {"verified": True, "history": ["address confirmed"], "mails": mails}


async def test_who_sent_nothing_is_believed_and_the_inquiry_is_unread_again(house, client, link, watch):
    before = await inquiry(house)
    watch.forward(watch.now - before.received_at.replace(hour=0))
    answer = await client.post(link, data={"choice": "not-mine"})
    assert "The Media desk now knows that this did not come from you." in words(await answer.text())
    assert await state(house) == NOTHING | {"history": ["disowned"]}
    assert (await inquiry(house)).stirred_at == watch.now > before.stirred_at


@pytest.mark.parametrize("choice", ["", "yes", "copy\0"])
async def test_no_choice_is_asked_again(house, client, link, choice):
    answer = await client.post(link, data={"choice": choice})
    assert "Is this your address?" in words(await answer.text())
    assert await state(house) == NOTHING


async def test_without_the_code_that_was_mailed_there_is_no_such_page(house, client, link):
    token = house.keys.token(1)
    others = [house.keys.address_code(1, "sam@x.example"), house.keys.address_code(2, BO), "x", "%FF", "é"]
    for code in others:
        for answer in (
            await client.get(f"/receipts/{token}/address/{code}"),
            await client.post(f"/receipts/{token}/address/{code}", data={"choice": "mine"}),
        ):
            assert answer.status == 404
    assert await state(house) == NOTHING


async def test_the_receipts_page_does_not_tell_the_code(house, client, link, read):
    assert house.keys.address_code(1, BO) not in await read()
