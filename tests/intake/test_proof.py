"""Under attack: a page asks for proof, what has it is taken as ever, and what has none is held and never refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries import app as apps
from inquiries.database import tables
from inquiries.intake import proof
from inquiries.settings import Rate
from inquiries.web.siege import LASTS
from tests.intake.posting import MEDIA, boxes

API = "/api/v1/forms/media/submissions"
WHY = "it arrived without proof while the form was under attack"


def found(token: str) -> str:
    return next(str(figure) for figure in range(10_000_000) if proof.solved(token, str(figure)))


@pytest.mark.parametrize("figure", ["", "-1", " 1", "1e3", "١", "9" * 13, "\udcff", "x" * 100_000])
def test_what_is_no_figure_proves_nothing(figure: str) -> None:
    assert not proof.solved("t", figure)


def test_one_figure_in_very_many_proves_and_only_for_its_token() -> None:
    figure = found("t")
    assert [proof.solved(token, figure) for token in ("t", "u", "t:")] == [True, False, False]


async def test_what_has_proof_is_taken_as_ever_and_what_has_none_is_held(
    house, watch, aiohttp_client, open_new
) -> None:
    above = house.settings.model_copy(update={"proof_above": Rate(3, 60), "rate_limit": Rate(30, 600)})
    object.__setattr__(house, "settings", above)
    client = await aiohttp_client(apps.application(house, with_worker=False))

    async def drawn() -> dict[str, str]:
        page = boxes(await (await client.get("/forms/media")).text())
        return {name: page[name] for name in ("form_token", "proof") if name in page}

    async def send(number: int, given: dict[str, str]) -> None:
        watch.forward(timedelta(seconds=4))
        answer = await client.post("/forms/media", data=MEDIA | given | {"question": f"Question {number}?"})
        assert answer.status == 200

    early, other = await drawn(), await drawn()
    assert list(early) == ["form_token"]
    for number in range(3):  # the third is one too many, and its page is older than that
        await send(number, await drawn())
    asked = await drawn()
    assert asked["proof"] == ""
    proven = asked | {"proof": found(asked["form_token"])}
    await send(3, early)
    await send(4, asked)
    await send(5, proven)
    await send(5, proven)  # twice the same is one
    await send(6, proven)  # a proof is good for one
    await send(7, {})
    await send(8, other)
    answer = await client.post(API, json=MEDIA | {"question": "Question 9?"})
    assert answer.status == 201  # a program has no page to prove it by
    watch.forward(LASTS)
    assert list(await drawn()) == ["form_token"]
    await send(10, asked)
    await open_new()
    async with house.database.read() as db:
        rows = await db.execute(sa.select(tables.inquiries.c.question, tables.inquiries.c.suspicion))
        held = {int(row.question[9:-1]): row.suspicion for row in rows}
    assert {number: why for number, why in held.items() if why} == dict.fromkeys((4, 6, 7, 9), WHY)
    assert sorted(held) == list(range(11))
