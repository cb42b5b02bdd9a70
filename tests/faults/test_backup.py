"""A backup made while submissions pour in has every one that was acknowledged before it began; a restored place works.

And killed at any step, neither a backup nor a restore leaves anything that could be taken for a whole one.
"""

import asyncio
import json
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa

from inquiries import app
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry.changes import Arrived
from inquiries.people import accounts, passwords
from inquiries.safekeeping import backup as backups
from inquiries.safekeeping import record, restore
from inquiries.safekeeping.stage import silent
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings
from tests import lettered
from tests.faults import process, senders
from tests.faults.process import Home
from tests.faults.senders import Sent
from tests.opened import NOON, media, opened
from tests.safekeeping.conftest import database_made

KEEPER = Path(__file__).with_name("keeper.py")
PASSWORD = "lanterns along the quiet canal"
BEFORE = 60  # submissions that are acknowledged before the backup begins
PDF = b"%PDF " + bytes(range(256)) * 8192  # more than is written at a time


@pytest.fixture
async def before(tmp_path: Path, database_url: str) -> Home:
    """An installation with Dee, who may see everything, and a letter with a file."""
    place = home(tmp_path / "before", database_url)
    async with opened_house(place) as house:
        await furnish(house)
    return place


@pytest.fixture
async def after(engine: str, tmp_path: Path, database_url: str) -> AsyncIterator[Home]:
    """Where nothing is yet."""
    if engine == "sqlite":
        yield home(tmp_path / "after", f"sqlite:///{tmp_path / 'after' / 'inquiries.db'}")
        return
    async with database_made(database_url) as url:
        yield home(tmp_path / "after", url)


def home(directory: Path, database_url: str) -> Home:
    """Its settings stand outside, for its data directory may have to be empty."""
    directory.mkdir()
    desks = 'desks.media = {name = "Media"}\ndesks.events = {name = "Events"}\n'
    config = directory.with_suffix(".toml")
    config.write_text(desks, "utf-8")
    return process.home(directory, INQUIRIES_DATABASE_URL=database_url, INQUIRIES_CONFIG=str(config))


@asynccontextmanager
async def opened_house(place: Home) -> AsyncIterator[House]:
    house = await app.open_house(settings(place))
    try:
        yield house
    finally:
        await house.close()


def settings(place: Home) -> Settings:
    url = dict(place.settings)["INQUIRIES_DATABASE_URL"]
    return Settings.model_validate({"data_dir": place.directory, "database_url": url})


async def furnish(house: House) -> None:
    hashed = await passwords.hash(PASSWORD)
    dee = {"email": "dee@example.org", "name": "Dee", "role": "administrator", "desks": ("media", "events")}
    await house.database.write(accounts.add, **dee, now=NOON, password_hash=hashed)
    (inquiry,) = await opened(house.database, house.keys, media())
    stored = await house.post.files.save(PDF, used=0)
    files = (Arrived("figures.pdf", "application/pdf", len(PDF), stored),)
    await lettered.wrote(house.database, inquiry, at=NOON, text="A zeppelin.", files=files)


async def killed(place: Home, part: str, piece: int, *words: str) -> bool:
    """Whether it killed itself there."""
    return (await ran(place, part, str(piece), *words))[0] == -signal.SIGKILL


async def ran(place: Home, *words: str) -> tuple[int, str]:
    """Exit status and everything a command said."""
    keeper = await asyncio.create_subprocess_exec(
        *(sys.executable, str(KEEPER), *words),
        cwd=place.directory,
        env=place.environment,
        stdout=PIPE,
        stderr=STDOUT,
    )
    said, _ = await keeper.communicate()
    assert keeper.returncode is not None
    return keeper.returncode, said.decode()


async def test_a_place_restored_from_a_backup_made_under_load_has_all_and_works(
    before: Home, after: Home, tmp_path: Path
) -> None:
    sent, backup = Sent(), tmp_path / "b.tar"
    async with process.running(before) as program:
        sending = asyncio.ensure_future(senders.send(sent, before.port))
        while len(sent.tokens) < BEFORE:
            await asyncio.sleep(0.02)
            assert not sending.done(), "the senders gave up"
        acknowledged = dict(sent.tokens)
        code, said = await ran(before, "", "0", "backup", str(backup))
        assert code == 0, said
        assert len(sent.tokens) > len(acknowledged)  # it did not stop them
        program.kill()
        await sending
    await asyncio.to_thread(restore.put_back, settings(after), backup, silent)
    async with process.running(after):
        await works(after, list(acknowledged.values()), held=set(sent.tokens.values()))
    assert await lost(after, acknowledged) == []


async def works(place: Home, tokens: list[str], held: set[str]) -> None:
    """The receipt links from before, sign-in, search, attachments, and a new submission: nobody `held` its link."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{place.port}", cookie_jar=jar) as browser:
        for token in tokens[:: BEFORE // 2]:
            async with browser.get(f"/receipts/{token}") as receipt:
                assert receipt.status == 200
        who = {"email": "dee@example.org", "password": PASSWORD}
        async with browser.post("/staff/login", data=who) as inbox:
            assert (inbox.status, inbox.url.path) == (200, "/staff/inbox")
        async with browser.get("/staff/inbox", params={"q": "zeppelin"}) as found:
            address = re.search(r"/staff/inquiries/[0-9A-Z-]+", await found.text())
            assert address is not None
        async with browser.get(f"{address[0]}/files/1") as file:
            assert (file.status, await file.read()) == (200, PDF)
        form = senders.fields(1_000_000) | {"form_token": "new"}
        async with browser.post("/forms/media", data=form, allow_redirects=False) as answer:
            assert answer.status == 303
            assert answer.headers["Location"].rpartition("/")[2] not in held


async def lost(place: Home, acknowledged: dict[int, str]) -> list[int]:
    """Those whose receipt does not lead to what was sent."""
    async with opened_house(place) as house, house.database.read() as db:
        rows = await db.execute(sa.select(tables.submissions.c.id, tables.submissions.c.answers))
        held = {id: json.loads(answers).get("question") for id, answers in rows}
    return [
        number
        for number, token in acknowledged.items()
        if held.get(house.keys.inquiry(token)) != f"Question {number}"
    ]


@pytest.mark.only("sqlite", "what the other engine's rows are copied into is written in the same way")
@pytest.mark.parametrize(
    ("part", "piece"), [("Copying the database", 1), ("Writing the backup", 2), ("Reading it back", 2)]
)
async def test_a_backup_that_is_killed_leaves_nothing(
    before: Home, tmp_path: Path, part: str, piece: int
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert await killed(before, part, piece, "backup", str(folder / "b.tar"))
    assert list(folder.iterdir()) == []
    assert record.last(before.directory) is None


async def test_a_restore_that_is_killed_is_seen_to_be_and_done_again(
    engine: str, before: Home, after: Home, tmp_path: Path
) -> None:
    backup = tmp_path / "b.tar"
    await asyncio.to_thread(backups.make, settings(before), backup, silent)
    part, piece = ("Putting it in place", 2) if engine == "sqlite" else ("Comparing rows", 3)
    assert await killed(after, part, piece, "restore", str(backup))
    with pytest.raises(Wrong, match="that was broken off"):
        await app.open_house(settings(after))
    await asyncio.to_thread(restore.put_back, settings(after), backup, silent)
    async with opened_house(after) as house, house.database.read() as db:
        assert await db.scalar(sa.select(tables.letters.c.text)) == "A zeppelin."
        stored = await db.scalar(sa.select(tables.attachments.c.stored))
        assert await house.post.files.read(stored) == PDF
