"""The public door of a small charity, at 14:20 in Ottawa on a Tuesday, without a worker: tests open inquiries when
they want them opened."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient

from inquiries import app as apps
from inquiries import clock
from inquiries.app import House
from inquiries.intake import projector
from inquiries.settings import Settings

NOON = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)
Opener = Callable[[], Awaitable[int]]


class Watch:
    """The clock on the wall, to be moved."""

    def __init__(self) -> None:
        self.now = NOON

    def forward(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(clock, "now", lambda: watch.now)
    return watch


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    guide = tmp_path / "tips.pdf"
    guide.write_bytes(b"%PDF-1.4 tips")
    given = settings.model_dump() | {
        "base_url": "https://contact.charity.example",
        "rate_limit": None,
        "people": [
            {
                "name": "Dee Oduya",
                "title": "Director",
                "phone": "613-555-0142",
                "extension": "214",
                "desk": "media",
            },
            {"name": "Cy Marsh", "phone": "613-555-0150", "desk": "events"},
        ],
        "guides": {"tips": {"slug": "tips", "title": "25 Tips", "file": guide}},
    }
    given["desks"]["media"]["email"] = "press@charity.example"
    given["desks"]["media"]["duty"] = {"name": "Duty officer", "phone": "613-555-0178", "desk": "media"}
    topics = [dict(topic) for topic in given["forms"]["events"]["topics"]]
    topics[0]["guide"] = "tips"
    given["forms"]["events"]["topics"] = topics
    return Settings.model_validate(given)


@pytest.fixture
async def client(house: House, watch: Watch, aiohttp_client) -> TestClient:
    return await aiohttp_client(apps.application(house, with_worker=False))


@pytest.fixture
def open_new(house: House) -> Opener:
    """The worker's pass, now."""
    return lambda: projector.open_new(house.database, house.settings, house.keys)


@pytest.fixture
def read(client, house):
    async def read(id=1, path=""):
        answer = await client.get(f"/receipts/{house.keys.token(id)}{path}")
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        return await answer.text()

    return read
