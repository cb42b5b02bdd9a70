"""The office as a browser meets it: a client, the cast as accounts, a session for each, mails in every state."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from inquiries import app, clock
from inquiries.app import House
from inquiries.people import accounts, passwords, sessions
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from inquiries.staff import guard
from inquiries.web import csrf

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # in Ottawa
PASSWORD = "lanterns along the quiet canal"


@dataclass
class Moment:
    """What the house's clock shows; a test may move it."""

    at: datetime = NOON


@dataclass
class Browser:
    """A client, signed in or not: `csrf` is the token of its session's forms."""

    client: TestClient[Any, Any]
    who: Staff | None = None
    token: str = ""

    @property
    def csrf(self) -> str:
        return csrf.token(self.token)

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.client.get(path, allow_redirects=False, **more)

    async def post(self, path: str | URL, data: dict[str, str] | None = None, **more: Any) -> ClientResponse:
        """A form of our own page: with the session's token unless `data` gives another."""
        fields = ({"csrf": self.csrf} if self.token else {}) | (data or {})
        return await self.client.post(path, data=fields, allow_redirects=False, **more)


Come = Callable[..., Awaitable[TestClient[Any, Any]]]
SignedIn = Callable[..., Awaitable[Browser]]


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    moment = Moment()
    monkeypatch.setattr(clock, "now", lambda: moment.at)
    return moment


@pytest.fixture
async def come(house: House) -> AsyncIterator[Come]:
    """Another client of the house's one server. All of them leave before it stops."""
    server, clients = TestServer(app.application(house, with_worker=False)), []

    async def come(**how: Any) -> TestClient[Any, Any]:
        clients.append(TestClient(server, **how))
        await clients[-1].start_server()
        return clients[-1]

    yield come
    for client in clients:
        await client.session.close()
    await server.close()


@pytest.fixture
async def client(come: Come) -> TestClient[Any, Any]:
    return await come()


@pytest.fixture
def stranger(client: TestClient[Any, Any]) -> Browser:
    return Browser(client)


@pytest.fixture
def signed_in(come: Come, house: House, settings: Settings) -> SignedIn:
    """A browser of its own for a new account of this name."""

    async def enter(name: str, role: str = "member", desks: tuple[str, ...] = ()) -> Browser:
        who = await account(house, name, role, desks)
        token = await house.database.write(sessions.open, who.id, clock.now())
        cookies = {guard.cookie_name(settings): token}
        return Browser(await come(cookies=cookies), who, token)

    return enter


@pytest.fixture
async def ana(signed_in: SignedIn) -> Browser:
    """Ana triages Media."""
    return await signed_in("Ana Alves", desks=("media",))


@pytest.fixture
async def cy(signed_in: SignedIn) -> Browser:
    """Cy works the Events desk and must see nothing of Media."""
    return await signed_in("Cy Cole", desks=("events",))


@pytest.fixture
async def dee(signed_in: SignedIn) -> Browser:
    """Dee is the director."""
    return await signed_in("Dee Dunn", "administrator", ("media", "events"))


async def account(house: House, name: str, role: str = "member", desks: tuple[str, ...] = ()) -> Staff:
    """ "Ana Alves" is ana@example.org; everybody's password is PASSWORD."""
    hashed = await passwords.hash(PASSWORD)
    return await house.database.write(
        accounts.add,
        email=f"{name.split()[0].lower()}@example.org",
        name=name,
        role=role,  # type: ignore[arg-type]
        desks=desks,
        now=clock.now(),
        password_hash=hashed,
    )
