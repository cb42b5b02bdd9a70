"""When nothing can be written: 503 with every word still in the page, and well again by itself."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from inquiries import app as apps
from inquiries.app import House
from inquiries.database import sqlite
from tests.intake.posting import EVENTS, GOOD, MEDIA, boxes, count, title, words

pytestmark = pytest.mark.only("sqlite", "these faults are SQLite's")
UNTYPED = {"form_token", "website"}


@pytest.fixture
async def client(house: House, watch, aiohttp_client):
    house.database.writer.patience = 0.05
    await house.database.writer.dispose()  # it is read when a connection is opened
    return await aiohttp_client(apps.application(house, with_worker=False))


@contextmanager
def locked(house: House):
    stranger = sqlite3.connect(house.database.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    yield
    stranger.execute("ROLLBACK")
    stranger.close()


async def refused(client, form: str) -> None:
    given = GOOD[form] | {"form_token": "kept-token", "question": "Long words " * 800}
    answer = await client.post(f"/forms/{form}", data=given)
    page = await answer.text()
    kept = {name: value.replace("\r\n", "\n") for name, value in boxes(page).items()}
    assert (answer.status, answer.headers["Retry-After"], title(page)[:7]) == (503, "60", "Error: ")
    assert {
        name: value.replace("\r\n", "\n") for name, value in given.items() if value
    }.items() <= kept.items()
    said = words(page)
    assert "We could not keep this just now. Your words are still here" in said
    ways = {
        "media": ("Ring Dee Oduya on 613-555-0142 ext. 214.", "Or write to press@charity.example."),
        "events": ("Ring Cy Marsh on 613-555-0150.",),
    }
    for way in ways[form]:
        assert way in said
    api = await client.post(f"/api/v1/forms/{form}/submissions", json=given)
    told = await api.json()
    assert (api.status, api.content_type, api.headers["Retry-After"]) == (
        503,
        "application/problem+json",
        "60",
    )
    assert told["detail"]


@pytest.mark.parametrize("form", GOOD)
async def test_a_lock_held_by_a_stranger_loses_no_word_and_ends_by_itself(house, client, form):
    with locked(house):
        await refused(client, form)
        assert (await client.get("/forms/media")).status == 200
    assert await count(house) == 0
    assert (await client.post(f"/forms/{form}", data=GOOD[form])).status == 200
    assert await count(house) == 1


@pytest.mark.parametrize("form", GOOD)
async def test_a_full_disk_loses_no_word_and_ends_by_itself(house, client, form, monkeypatch):
    await client.post("/forms/media", data=MEDIA)
    plain = sqlite.pragmas
    with monkeypatch.context() as fault:
        fault.setattr(
            sqlite, "pragmas", lambda *asked, **how: (*plain(*asked, **how), ("max_page_count", "1"))
        )
        await house.database.writer.dispose()  # so that it opens its connection again
        await refused(client, form)
        assert (await client.get(f"/receipts/{house.keys.token(1)}")).status == 200
    assert await count(house) == 1
    assert (await client.post(f"/forms/{form}", data=GOOD[form])).status == 200
    assert await count(house) == 2


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    made = subprocess.run(mount, capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no small disk can be mounted here: {made.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return


async def test_a_disk_that_is_really_full_loses_no_word_and_ends_by_itself(
    settings, watch, small_disk, aiohttp_client
):
    url = f"sqlite:///{small_disk / 'inquiries.db'}"
    house = await apps.open_house(settings.model_copy(update={"database_url": url}))
    client = await aiohttp_client(apps.application(house, with_worker=False))
    fill(small_disk / "ballast")
    accepted, given = 0, EVENTS | {"idea": "a" * 15_000}
    while (await client.post("/forms/events", data=given, allow_redirects=False)).status == 303:
        accepted += 1
    await refused(client, "media")
    assert await count(house) == accepted
    (small_disk / "ballast").unlink()
    assert (await client.post("/forms/media", data=MEDIA)).status == 200
    assert await count(house) == accepted + 1
    await client.close()
    await house.close()
