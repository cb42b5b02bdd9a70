"""Every address: written once, with a permission there is; staff ones shut to strangers and to other sites' forms."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app, clock
from inquiries.app import House
from inquiries.intake import routes as intake_routes
from inquiries.people import accounts, sessions
from inquiries.people.permissions import Permission
from inquiries.staff import guard
from inquiries.staff import routes as staff_routes
from inquiries.web import csrf
from inquiries.web.routes import Route

PUBLIC = intake_routes.ROUTES
STAFF = staff_routes.ROUTES
SHUT = [route for route in STAFF if route.permission != Permission.ANYONE]
POSTS = [route for route in SHUT if route.method == "POST"]
NAMES = {"form": "media", "name": "css/public.css"}


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def address(route: Route) -> str:
    """A path of this route, with something in each of its gaps."""
    return re.sub(
        r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}", lambda gap: NAMES.get(gap.group(1), "1"), route.path
    )


@dataclass(frozen=True)
class SignedIn:
    """A browser with a session; `token` is for its forms."""

    client: TestClient
    token: str

    async def post(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> int:
        answer = await self.client.post(path, data=fields, headers=headers, allow_redirects=False)
        return answer.status


@pytest.fixture
async def stranger(aiohttp_client: AiohttpClient, house: House) -> TestClient:
    return await aiohttp_client(app.application(house, with_worker=False))


@pytest.fixture
async def dee(aiohttp_client: AiohttpClient, house: House) -> SignedIn:
    """Dee is the director and may do everything."""
    now = clock.now()
    person = await house.database.write(
        accounts.add,
        email="dee@example.org",
        name="Dee Dunn",
        role="administrator",
        desks=["media"],
        now=now,
    )
    token = await house.database.write(sessions.open, person.id, now)
    cookies = {guard.cookie_name(house.settings): token}
    client = await aiohttp_client(app.application(house, with_worker=False), cookies=cookies)
    return SignedIn(client, csrf.token(token))


def test_every_address_is_written_once(house: House) -> None:
    every = [*app.own_routes(house), *PUBLIC, *STAFF]
    assert [name for name, times in Counter(map(named, every)).items() if times > 1] == []


def test_every_staff_address_names_a_permission_and_stands_below_staff() -> None:
    assert {route.permission for route in STAFF} <= set(Permission)
    assert [route.path for route in STAFF if not route.path.startswith("/staff/")] == []


def test_every_public_address_is_open_to_anyone_and_none_of_it_below_staff() -> None:
    assert {route.permission for route in PUBLIC} == {Permission.ANYONE}
    assert [route.path for route in PUBLIC if route.path.startswith("/staff")] == []


def test_what_strangers_may_post_behind_staff_is_signing_in_and_setting_up() -> None:
    open_posts = {route.path for route in STAFF if route not in SHUT and route.method == "POST"}
    assert open_posts == {"/staff/login", "/staff/setup/{token}", "/staff/sign-in/{token}"}


async def test_every_public_page_answers(stranger: TestClient, house: House) -> None:
    gets = [route for route in (*app.own_routes(house), *PUBLIC) if route.method == "GET"]
    answers = {route.path: (await stranger.get(address(route))).status for route in gets}
    named_by_what_is_kept, for_listed_sites = ("/receipts/", "/guides/"), "/frame"
    missing = {
        route.path
        for route in gets
        if route.path.startswith(named_by_what_is_kept) or route.path.endswith(for_listed_sites)
    }
    assert answers == {route.path: 404 if route.path in missing else 200 for route in gets}


async def test_strangers_are_sent_to_sign_in_from_every_staff_address(stranger: TestClient) -> None:
    answers = {}
    for route in SHUT:
        answer = await stranger.request(route.method, address(route), allow_redirects=False)
        answers[named(route)] = answer.status, answer.headers.get("Location", "").partition("?")[0]
    assert answers == {named(route): (303, "/staff/login") for route in SHUT}


@pytest.mark.parametrize("fields", [{}, {"csrf": ""}, {"csrf": "0" * 64}], ids=["none", "empty", "wrong"])
async def test_every_post_without_the_session_token_is_refused(dee: SignedIn, fields: dict[str, str]) -> None:
    answers = {named(route): await dee.post(address(route), fields) for route in POSTS}
    assert answers == {named(route): 403 for route in POSTS}


@pytest.mark.parametrize(
    "header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
async def test_every_post_from_another_site_is_refused_even_with_the_token(
    dee: SignedIn, header: dict[str, str]
) -> None:
    answers = {named(route): await dee.post(address(route), {"csrf": dee.token}, header) for route in POSTS}
    assert answers == {named(route): 403 for route in POSTS}


async def test_token_of_the_session_opens_what_the_refusals_above_shut(dee: SignedIn) -> None:
    """So that a 403 is for the token and not for something else."""
    assert await dee.post("/staff/inquiries/1/note", {"csrf": dee.token, "text": "x"}) == 404


async def test_staff_pages_answer_who_may_open_them(dee: SignedIn) -> None:
    gets = [route for route in SHUT if route.method == "GET" and "{" not in route.path]
    answers = {}
    for route in gets:
        async with dee.client.get(route.path) as answer:
            answers[route.path] = answer.status
    assert answers == {route.path: 200 for route in gets}
