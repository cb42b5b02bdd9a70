"""From an empty form to the mails it causes, through the whole application with its worker, at real time."""

import asyncio
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from inquiries import app as apps
from inquiries.app import House
from inquiries.database import tables
from inquiries.settings import Settings

BO = {
    "name": "Bo Reyes",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "events",
    "question": "May we film the gala?",
    "deadline_day": "none",
}
SAM = {"name": "Sam Lind", "email": "sam@school.example", "topic": "start-a-fundraiser"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump() | {"rate_limit": None}
    for desk in given["desks"]:
        given["desks"][desk]["email"] = f"{desk}@charity.example"
    return Settings.model_validate(given)


@pytest.fixture
async def client(house: House, aiohttp_client):
    return await aiohttp_client(apps.application(house))


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        box = dict(attributes)
        if tag == "input" and box.get("type") == "hidden":
            self.found[box["name"] or ""] = box["value"] or ""


async def fill_in(client, form: str, typed: dict[str, str]):
    """As a browser without script does it: the page, the boxes, the button, the redirect."""
    hidden = _Hidden()
    hidden.feed(await (await client.get(f"/forms/{form}")).text())
    assert set(hidden.found) == {"form_token"}
    return await client.post(f"/forms/{form}", data=hidden.found | typed)


async def settled(house: House, jobs: int) -> list[tuple[str, str]]:
    """Kind and recipient of every delivery, once all `jobs` are done."""
    done = sa.select(sa.func.count()).where(tables.jobs.c.state == tables.DONE)
    told = sa.select(tables.deliveries.c.kind, tables.deliveries.c.recipient).order_by("kind", "recipient")
    async with asyncio.timeout(10):
        while True:
            async with house.database.read() as db:
                if (await db.execute(done)).scalar_one() >= jobs:
                    return [tuple(row) for row in await db.execute(told)]
            await asyncio.sleep(0.02)


async def test_both_forms_end_on_their_desks_and_everybody_is_told(house: House, client) -> None:
    media, events = await fill_in(client, "media", BO), await fill_in(client, "events", SAM)
    told = await settled(house, jobs=8)
    assert told == [
        ("notification", "events@charity.example"),
        ("notification", "events@charity.example"),
        ("receipt", "bo@gazette.example"),
        ("receipt", "sam@school.example"),
    ]
    async with house.database.read() as db:
        found = (await db.execute(sa.select(tables.inquiries).order_by("id"))).all()
    assert [(row.form, row.desk, row.name) for row in found] == [
        ("media", "events", "Bo Reyes"),
        ("events", "events", "Sam Lind"),
    ]
    assert (media.status, events.status) == (200, 200)
    for answer, row in ((media, found[0]), (events, found[1])):
        assert row.reference in await (await client.get(answer.url.path)).text()
    texts = [message.read_text("utf-8") for message in house.settings.data_dir.rglob("*.eml")]
    assert len(texts) == 4
    receipts = [text for text in texts if "To: bo@gazette.example" in text]
    assert all(word not in receipts[0] for word in ("Bo Reyes", "Gazette<", "gala"))
    assert found[0].reference in receipts[0]


async def test_200_double_posts_at_once_become_200_inquiries(house: House, client) -> None:
    async def post(n: int) -> str:
        given = SAM | {"form_token": "one of a copied page", "question": f"Question {n}?"}
        answer = await client.post("/forms/events", data=given, allow_redirects=False)
        assert answer.status == 303
        return answer.headers["Location"]

    places = await asyncio.gather(*(post(n % 200) for n in range(400)))
    assert (places[:200], len(set(places))) == (places[200:], 200)
    opened = sa.select(sa.func.count()).select_from(tables.inquiries)
    async with asyncio.timeout(10):
        while True:
            async with house.database.read() as db:
                if (await db.execute(opened)).scalar_one() == 200:
                    return
            await asyncio.sleep(0.05)
