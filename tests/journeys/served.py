"""The whole service on a real socket of 127.0.0.1, with its worker, for the length of a block."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiohttp import ClientSession, web

from inquiries import app, clock
from inquiries.app import House
from inquiries.database import tables
from inquiries.people import accounts, passwords, sessions
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from inquiries.web.connection import Runner

PASSWORD = "a quiet river at dawn"
BO = {
    "name": "Bo Reyes",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "question": "How many families used your shelters this winter?",
    "deadline_day": "tomorrow",
    "deadline_time": "17:00",
    "timezone": "Europe/London",
}
SAM = {
    "name": "Sam Okafor",
    "email": "sam@mail.example",
    "topic": "start-a-fundraiser",
    "idea": "A bake sale",
}


@dataclass(frozen=True, slots=True)
class Served:
    """One running installation; `url` has no trailing slash."""

    url: str
    house: House

    async def settled(self) -> None:
        """Until every submission is opened and no job is due any more."""
        new = sa.select(tables.submissions.c.id).where(tables.IS_NEW)
        for _ in range(1000):
            due = sa.select(tables.jobs.c.id).where(tables.IS_READY, tables.jobs.c.next_try_at <= clock.now())
            async with self.house.database.read() as db:
                left = [row for query in (new, due) for row in await db.execute(query.limit(1))]
            if not left:
                return
            await asyncio.sleep(0.02)
        raise AssertionError("work is left after 20 seconds")

    async def submits(self, form: str = "media", *, wait: bool = True, **fields: str) -> str:
        """What another program sends by the API; its reference. `fields` go over Bo's. Waits until all is told."""
        given = (BO if form == "media" else SAM) | fields
        async with ClientSession() as client:
            answer = await client.post(f"{self.url}/api/v1/forms/{form}/submissions", json=given)
            said = await answer.json()
            assert answer.status == 201, said
        if wait:
            await self.settled()
        return str(said["reference"])

    async def person(self, name: str, *desks: str, role: accounts.Role = "member", **more: Any) -> Staff:
        """An account `<first name>@charity.example` that signs in with PASSWORD."""
        return await self.house.database.write(
            accounts.add,
            email=f"{name.split()[0].lower()}@charity.example",
            name=name,
            role=role,
            desks=desks,
            now=clock.now(),
            password_hash=await passwords.hash(PASSWORD),
            **more,
        )

    async def session(self, staff: Staff) -> dict[str, str]:
        """A signed-in session as Playwright takes a cookie."""
        token = await self.house.database.write(sessions.open, staff.id, clock.now())
        return {"name": "session", "value": token, "url": self.url}


@asynccontextmanager
async def serving(directory: Path, migrated_file: Path, **settings: Any) -> AsyncIterator[Served]:
    """`settings` are put over those of the example organisation in Ottawa; no limit on submissions."""
    shutil.copyfile(migrated_file, directory / "inquiries.db")
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    house = await app.open_house(
        Settings.model_validate(
            {
                "data_dir": directory,
                "base_url": url,
                "timezone": "America/Toronto",
                "organisation": {"place": "Ottawa"},
                "rate_limit": None,
            }
            | settings
        )
    )
    async with _running(house, listening) as service:
        yield service


@asynccontextmanager
async def restarted(settings: Settings) -> AsyncIterator[Served]:
    """The same installation in another life, at the same address."""
    port = int(settings.base_url.rpartition(":")[2])
    house = await app.open_house(settings)
    async with _running(house, socket.create_server(("127.0.0.1", port))) as service:
        yield service


@asynccontextmanager
async def _running(house: House, listening: socket.socket) -> AsyncIterator[Served]:
    runner = Runner(app.application(house), house.post.pages, shutdown_timeout=1)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield Served(house.settings.base_url, house)
    finally:
        await runner.cleanup()
        await house.close()
