import re
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse

from inquiries.app import House
from inquiries.people import accounts, setup
from inquiries.people.accounts import Staff
from tests.staff.conftest import NOON, PASSWORD, Browser, Moment, account

DEE = {"name": "Dee Dunn", "email": "dee@example.org", "password": PASSWORD}


@pytest.fixture
async def link(house: House) -> str:
    return "/staff/setup/" + await house.database.write(setup.link, NOON)


async def everybody(house: House) -> tuple[Staff, ...]:
    async with house.database.read() as db:
        return await accounts.all(db)


async def problems(answer: ClientResponse) -> list[tuple[str, str]]:
    """(field, words) of the summary; each must stand at its field too."""
    page = await answer.text()
    found = re.findall(r'<li><a href="#(\w+)">([^<]+)</a></li>', page)
    inline = re.findall(r'class="plain-problem-inline" id="(\w+)-problem">([^<]+)</p>', page)
    assert (found, "<title>Error: Set up" in page) == (inline, bool(found))
    return found


async def test_the_link_makes_the_administrator_of_every_desk_and_signs_them_in(
    stranger: Browser, house: House, link: str
) -> None:
    looked = [await stranger.get(link), await stranger.client.head(link)]
    assert [answer.status for answer in looked] == [200, 200]
    answer = await stranger.post(link, {**DEE, "name": "  Dee Dunn ", "email": "Dee@Example.org"})
    assert (answer.status, answer.headers["Location"]) == (303, "/staff/inbox")
    (dee,) = await everybody(house)
    assert dee == Staff(
        dee.id,
        "dee@example.org",
        "Dee Dunn",
        "",
        "",
        "administrator",
        frozenset({"media", "events"}),
        disabled=False,
    )
    page = await (await stranger.get("/staff/deliveries")).text()
    assert "Account of Dee Dunn" in page
    stranger.client.session.cookie_jar.clear()
    signed_in = await stranger.post("/staff/login", {"email": "dee@example.org", "password": PASSWORD})
    assert signed_in.status == 303


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"name": "", "email": "", "password": ""},
            [
                ("name", "Enter your name"),
                ("email", "Enter your email address, like name@charity.example"),
                ("password", "Enter a password"),
            ],
        ),
        ({"email": "dee"}, [("email", "Enter an email address with an @, like name@charity.example")]),
        ({"password": "short"}, [("password", "Enter a password of at least 12 characters")]),
        ({"password": "password1234"}, [("password", "Enter a password that is harder to guess")]),
        (
            {"password": "Example Organisation"},
            [
                (
                    "password",
                    "Enter a password that is not your name, your email address or the organisation’s name",
                )
            ],
        ),
        ({"name": "a\0b"}, [("name", "Type “Your name” again: a character in it cannot be kept")]),
    ],
)
async def test_problems_are_said_with_everything_typed_but_the_password_kept(
    stranger: Browser, house: House, link: str, changed: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    typed = {**DEE, **changed}
    answer = await stranger.post(link, typed)
    page = await answer.text()
    assert (answer.status, await problems(answer)) == (422, expected)
    kept = re.findall(r'name="(?:name|email)"[^>]* value="([^"]*)"', page)
    assert kept == [typed["name"], typed["email"]]
    assert not typed["password"] or f'value="{typed["password"]}"' not in page
    assert (await everybody(house), "Set-Cookie" in answer.headers) == ((), False)
    assert (await stranger.post(link, DEE)).status == 303  # the link is still good


async def test_an_address_somebody_has_is_said_and_the_link_stays_good(
    stranger: Browser, house: House, link: str
) -> None:
    await account(house, "Ana Alves", desks=("media",))
    answer = await stranger.post(link, {**DEE, "email": "ana@example.org"})
    expected = [("email", "Enter another email address: somebody has this one already")]
    assert (answer.status, await problems(answer)) == (422, expected)
    assert (await stranger.post(link, DEE)).status == 303


async def test_a_link_that_was_used_is_gone(stranger: Browser, house: House, link: str) -> None:
    await stranger.post(link, DEE)
    stranger.client.session.cookie_jar.clear()
    await assert_gone(stranger, link)
    assert [person.name for person in await everybody(house)] == ["Dee Dunn"]


async def test_a_link_that_has_run_out_or_never_was_is_gone(
    stranger: Browser, house: House, link: str, moment: Moment
) -> None:
    await assert_gone(stranger, "/staff/setup/x")
    moment.at = NOON + timedelta(hours=25)
    await assert_gone(stranger, link)
    assert await everybody(house) == ()


async def test_where_somebody_is_administrator_already_the_link_opens_nothing(
    stranger: Browser, house: House, link: str
) -> None:
    await account(house, "Ana Alves", "administrator")
    await assert_gone(stranger, link)
    assert [person.name for person in await everybody(house)] == ["Ana Alves"]


async def test_another_site_cannot_make_the_account(stranger: Browser, house: House, link: str) -> None:
    answer = await stranger.post(link, DEE, headers={"Origin": "https://evil.example"})
    assert (answer.status, await everybody(house)) == (403, ())


async def assert_gone(browser: Browser, link: str) -> None:
    answers: list[Any] = [await browser.get(link), await browser.post(link, {**DEE, "name": "Bo"})]
    pages = [(answer.status, "This link is used up" in await answer.text()) for answer in answers]
    assert pages == [(410, True), (410, True)]
