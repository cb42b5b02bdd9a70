import asyncio
import json

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.web.pressure import Pressure
from tests.intake.conftest import NOON
from tests.intake.posting import EVENTS, MEDIA, boxes, count


async def rows(house):
    async with house.database.read() as db:
        return (await db.execute(sa.select(tables.submissions).order_by("id"))).all()


async def fresh_token(client, form="media") -> str:
    return boxes(await (await client.get(f"/forms/{form}")).text())["form_token"]


async def send(client, form, given):
    answer = await client.post(f"/forms/{form}", data=given, allow_redirects=False)
    assert answer.status == 303
    return answer.headers["Location"]


async def test_what_arrived_is_kept_as_it_arrived_with_what_it_means_beside_it(house, client):
    token = await fresh_token(client, "events")
    await send(client, "events", EVENTS | {"form_token": token, "extra": "kept"})
    (row,) = await rows(house)
    assert dict(json.loads(row.fields)) == EVENTS | {"extra": "kept"}
    assert json.loads(row.answers) == EVENTS | {"idea": "A bake sale,\nand a raffle"}
    wording = "Send me news about fundraisers and events by email. I can stop it at any time."
    consent = {"at": NOON.isoformat(), "wording": wording, "language": "en"}
    assert json.loads(row.facts) == {
        "door": "page",
        "language": "en",
        "noted": {"filled_in": 0},
        "consent": consent,
    }
    assert (row.form, row.received_at, row.state) == ("events", NOON, tables.NEW)


@pytest.mark.parametrize(("token", "door"), [("", "site"), ("made-up", "site"), ("é\udcff" * 40, "site")])
async def test_a_form_of_another_site_is_taken_with_less_trust(house, client, token, door):
    body = dict(MEDIA) | ({"form_token": token.encode("utf-8", "surrogateescape")} if token else {})
    data = "&".join(
        f"{name}={value if isinstance(value, str) else ''.join(f'%{byte:02X}' for byte in value)}"
        for name, value in (body | {"phone": "613-555-0142"}).items()
    ).encode()
    answer = await client.post(
        "/forms/media",
        data=data,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        allow_redirects=False,
    )
    assert (answer.status, [json.loads(row.facts)["door"] for row in await rows(house)]) == (303, [door])


async def test_two_visitors_without_a_token_are_two_even_with_the_same_words(house, client):
    assert await send(client, "media", MEDIA) != await send(client, "media", MEDIA)
    assert await count(house) == 2


@pytest.mark.parametrize("token", ["ours", "of a copied page"])
async def test_the_same_token_with_the_same_words_is_the_same_receipt(house, client, token):
    given = MEDIA | {"form_token": await fresh_token(client) if token == "ours" else token}
    first = await send(client, "media", given)
    turned = dict(reversed(list(given.items()))) | {"step": "send"}
    assert (await send(client, "media", given), await send(client, "media", turned)) == (first, first)
    assert await count(house) == 1


@pytest.mark.parametrize("token", ["ours", "of a copied page"])
async def test_the_same_token_with_other_words_is_somebody_else(house, client, token):
    given = MEDIA | {"form_token": await fresh_token(client) if token == "ours" else token}
    bo, ana = await send(client, "media", given), await send(client, "media", given | {"name": "Ana Silva"})
    assert await count(house) == 2
    assert "Ana" not in await (await client.get(bo)).text()
    assert "Bo Reyes" not in await (await client.get(ana)).text()


async def test_200_double_posts_at_once_are_200_inquiries_each_with_one_receipt(
    house, client, open_new, monkeypatch
):
    monkeypatch.setattr(Pressure, "too_much", lambda _self, _stood: False)  # on a slow machine it would be
    first = await fresh_token(client)
    posts = [MEDIA | {"form_token": first, "question": f"Question {n // 2}?"} for n in range(400)]
    places = await asyncio.gather(*(send(client, "media", given) for given in posts))
    assert places[::2] == places[1::2]
    assert (len(set(places)), await count(house)) == (200, 200)
    assert (await open_new(), await open_new()) == (200, 0)
