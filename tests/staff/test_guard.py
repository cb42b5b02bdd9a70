import re
from datetime import timedelta

import pytest
import yarl

from inquiries.app import House
from inquiries.people import accounts, permissions
from inquiries.staff import routes
from inquiries.staff.office import OFFICE
from inquiries.web.routes import Route
from tests.each import each
from tests.staff.conftest import NOON, Browser, Moment, SignedIn

LOGIN = "/staff/login"
BEHIND = [route for route in routes.ROUTES if route.permission != "anyone"]
SENT = [route for route in BEHIND if route.method == "POST"]


def address(route: Route) -> str:
    return re.sub(r"\{(\w+)(:[^{}]*(\{[^{}]*\})?[^{}]*)?\}", "1", route.path)


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_every_route_names_a_permission_there_is() -> None:
    assert {route.permission for route in routes.ROUTES} <= set(permissions.Permission)


def test_these_pages_are_open_to_exactly_these() -> None:
    expected = {
        "GET /staff/deliveries": "signed-in",
        "POST /staff/deliveries/test": "administrator",
        "POST /staff/deliveries/{id:[0-9]{1,18}}/retry": "signed-in",
        "GET /staff/login": "anyone",
        "POST /staff/login": "anyone",
        "POST /staff/logout": "signed-in",
        "GET /staff/mailbox": "administrator",
        "GET /staff/mailbox/{id}": "administrator",
        "GET /staff/mailbox/{id}/html": "administrator",
        "GET /staff/setup/{token}": "anyone",
        "POST /staff/setup/{token}": "anyone",
        "GET /staff/sign-in/{token}": "anyone",
        "POST /staff/sign-in/{token}": "anyone",
    }
    open_to_anyone = {named(route) for route in routes.ROUTES if route.permission == "anyone"}
    found = {named(route): route.permission for route in routes.ROUTES}
    assert {name: found[name] for name in expected} == expected
    assert open_to_anyone <= set(expected)


async def test_a_stranger_is_sent_to_sign_in_and_back_to_the_page_asked_for(stranger: Browser) -> None:
    found, expected = {}, {}
    for route in BEHIND:
        path = f"{address(route)}?a=b%26c"
        answer = await stranger.client.request(route.method, path, allow_redirects=False)
        to = yarl.URL(answer.headers["Location"])
        found[named(route)] = (answer.status, to.path, dict(to.query))
        back = {"next": path} if route.method == "GET" and address(route) != "/staff/inbox" else {}
        expected[named(route)] = (303, LOGIN, back)
    assert found == expected


async def test_no_form_acts_without_this_sessions_token_or_from_another_site(
    dee: Browser, ana: Browser
) -> None:
    ours = dee.client.app[OFFICE].settings.base_url  # type: ignore[index]
    found = {}
    for route in SENT:
        path = address(route)
        refused = [
            await dee.post(path, {"csrf": ""}),
            await dee.post(path, {"csrf": ana.csrf}),
            await dee.post(path, {"csrf": "é"}),
            await dee.client.post(path, data={}, allow_redirects=False),
            await dee.post(path, headers={"Origin": "https://evil.example"}),
            await dee.post(path, headers={"Origin": "null"}),
            await dee.post(path, headers={"Sec-Fetch-Site": "cross-site", "Origin": ours}),
            await dee.post(path, headers={"Sec-Fetch-Site": "same-site", "Origin": ours}),
        ]
        found[named(route)] = [answer.status for answer in refused]
    assert found == {named(route): [403] * 8 for route in SENT}


async def test_a_member_may_not_what_only_administrators_may(cy: Browser) -> None:
    only = [route for route in BEHIND if route.permission in ("administrator", "erase")]
    found = {
        named(route): (await (cy.post if route.method == "POST" else cy.get)(address(route))).status
        for route in only
    }
    assert found == {named(route): 403 for route in only}


async def test_another_sites_form_is_refused_where_no_session_is_asked_for_too(stranger: Browser) -> None:
    evil = {"Origin": "https://evil.example"}
    sent = [route for route in routes.ROUTES if route.method == "POST"]
    found = {named(route): (await stranger.post(address(route), headers=evil)).status for route in sent}
    assert found == {named(route): 403 if route.permission == "anyone" else 303 for route in sent}


@pytest.mark.parametrize(("later", "status"), [(11, 200), (13, 303)])
async def test_a_session_ends_after_twelve_idle_hours(
    dee: Browser, moment: Moment, later: int, status: int
) -> None:
    moment.at = NOON + timedelta(hours=later)
    assert (await dee.get("/staff/deliveries")).status == status


async def test_a_session_that_is_used_lasts_but_no_longer_than_a_week(dee: Browser, moment: Moment) -> None:
    statuses = []
    for hours in range(0, 7 * 24 + 12, 11):
        moment.at = NOON + timedelta(hours=hours)
        statuses.append((await dee.get("/staff/deliveries")).status)
    assert statuses == [200] * 16 + [303]


async def test_whoever_is_disabled_is_out_at_once(
    signed_in: SignedIn, house: House, dee: Browser, cy: Browser
) -> None:
    assert cy.who is not None
    await house.database.write(accounts.disable, cy.who.id, NOON)
    assert [(await each.get("/staff/deliveries")).status for each in (cy, dee)] == [303, 200]


@each("cookie", ["", "x", "\u00e9", "x" * 4000, "../../etc"])
async def test_a_cookie_that_is_no_session_is_a_stranger(stranger: Browser, cookie: str) -> None:
    headers = {"Cookie": f"session={cookie}"}
    assert (await stranger.get("/staff/deliveries", headers=headers)).status == 303


@pytest.mark.parametrize("path", ["/staff/deliveries", "/staff/login", "/staff/mailbox"])
async def test_no_cache_keeps_a_page(dee: Browser, stranger: Browser, path: str) -> None:
    browser = stranger if path == "/staff/login" else dee
    answer = await browser.get(path)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
