from datetime import timedelta
from typing import Any

import pytest

from inquiries import app
from inquiries.app import House
from inquiries.people import accounts
from tests.each import each
from tests.staff.answers import cookie, went
from tests.staff.conftest import NOON, PASSWORD, Browser, Moment, account

LOGIN, PAGE = "/staff/login", "/staff/deliveries"
ANA = {"email": "ana@example.org", "password": PASSWORD}


@pytest.fixture
async def ana_there(house: House) -> None:
    """Ana has an account and is not signed in."""
    await account(house, "Ana Alves", desks=("media",))


@pytest.mark.usefixtures("ana_there")
async def test_email_and_password_alone_sign_in(stranger: Browser) -> None:
    answer = await stranger.post(LOGIN, {**ANA, "email": " Ana@Example.org "})
    kept = cookie(answer)
    shown = {name: kept[name] for name in ("name", "httponly", "samesite", "path", "secure", "max-age")}
    assert went(answer) == (303, "/staff/inbox")
    assert shown == {
        "name": "session",
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "secure": "",
        "max-age": str(7 * 24 * 3600),
    }
    assert len(kept["value"]) >= 43
    assert (await stranger.get(PAGE)).status == 200


@pytest.mark.usefixtures("ana_there")
async def test_over_https_the_cookie_is_bound_to_this_very_host(
    aiohttp_client: Any, settings: Any, house: House
) -> None:
    secure = settings.model_copy(update={"base_url": "https://press.charity.example"})
    served = await app.open_house(secure)
    client = await aiohttp_client(app.application(served, with_worker=False))
    kept = cookie(await client.post(LOGIN, data=ANA, allow_redirects=False))
    await served.close()
    assert (kept["name"], kept["secure"], kept["path"], kept["domain"]) == ("__Host-session", True, "/", "")


@pytest.mark.usefixtures("ana_there")
async def test_a_wrong_password_an_unknown_and_a_disabled_account_are_one_answer(
    stranger: Browser, house: House
) -> None:
    cy = await account(house, "Cy Cole")
    await house.database.write(accounts.disable, cy.id, NOON)
    given = [("ana@example.org", "x" * 20), ("nobody@example.org", PASSWORD), ("cy@example.org", PASSWORD)]
    answers = [await stranger.post(LOGIN, {"email": email, "password": word}) for email, word in given]
    pages = [
        (await answer.text()).replace(email, "…") for answer, (email, _) in zip(answers, given, strict=True)
    ]
    assert [answer.status for answer in answers] == [422] * 3
    assert pages[0] == pages[1] == pages[2]
    assert "That email and password do not go together." in pages[0]
    assert "<title>Error: Sign in" in pages[0]
    assert [cookie(answer) for answer in answers] == [{}] * 3


@pytest.mark.usefixtures("ana_there")
async def test_what_was_typed_stands_there_again_but_the_password(stranger: Browser) -> None:
    typed = {"email": '"><b>é@x', "password": "hunter-of-words", "next": PAGE}
    page = await (await stranger.post(LOGIN, typed)).text()
    assert 'value="&#34;&gt;&lt;b&gt;é@x"' in page
    assert f'name="next" value="{PAGE}"' in page
    assert "hunter-of-words" not in page


@pytest.mark.parametrize("missing", ["email", "password"])
@pytest.mark.usefixtures("ana_there")
async def test_an_empty_box_is_said_and_costs_no_try(stranger: Browser, missing: str) -> None:
    answers = [await stranger.post(LOGIN, {**ANA, missing: ""}) for _ in range(12)]
    assert {answer.status for answer in answers} == {422}
    assert "Enter your email address and your password." in await answers[0].text()
    assert (await stranger.post(LOGIN, ANA)).status == 303


@pytest.mark.parametrize("bad", ["\udcff@example.org", "a\0@example.org", "@" * 5000, "é" * 300])
async def test_no_email_breaks_it(stranger: Browser, bad: str) -> None:
    body = b"password=x&email=" + bad.encode("utf-8", "surrogateescape")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await stranger.client.post(LOGIN, data=body, headers=headers, allow_redirects=False)
    assert answer.status == 422


@pytest.mark.usefixtures("ana_there")
async def test_after_ten_wrong_tries_the_right_password_must_wait_too(
    stranger: Browser, moment: Moment
) -> None:
    for _ in range(10):
        moment.at += timedelta(seconds=65)
        assert (await stranger.post(LOGIN, {**ANA, "password": "wrong"})).status == 422
    answer = await stranger.post(LOGIN, ANA)
    seconds = 15 * 60 - 9 * 65
    assert (answer.status, answer.headers["Retry-After"], cookie(answer)) == (429, str(seconds), {})
    assert "Too many tries went wrong. Try again in 6 min." in await answer.text()
    moment.at += timedelta(seconds=seconds)
    assert (await stranger.post(LOGIN, ANA)).status == 303


@pytest.mark.usefixtures("ana_there")
async def test_a_short_wait_is_said_in_seconds(stranger: Browser, moment: Moment) -> None:
    for _ in range(3):
        await stranger.post(LOGIN, {**ANA, "password": "wrong"})
    first = await stranger.post(LOGIN, ANA)
    moment.at += timedelta(seconds=2)
    await stranger.post(LOGIN, {**ANA, "password": "wrong"})
    second = await stranger.post(LOGIN, ANA)
    assert [answer.headers["Retry-After"] for answer in (first, second)] == ["1", "2"]
    assert "Try again in 1 second." in await first.text()
    assert "Try again in 2 seconds." in await second.text()


@pytest.mark.usefixtures("ana_there")
async def test_a_session_from_before_is_neither_adopted_nor_left_alive(
    stranger: Browser, cy: Browser
) -> None:
    planted = await stranger.post(LOGIN, ANA, headers={"Cookie": "session=planted-by-somebody"})
    assert cookie(planted)["value"] != "planted-by-somebody"
    over = await cy.post(LOGIN, ANA)
    assert went(over) == (303, "/staff/inbox")
    stranger.client.session.cookie_jar.clear()
    assert (await stranger.get(PAGE, headers={"Cookie": f"session={cy.token}"})).status == 303
    assert (await cy.get(PAGE)).status == 200  # as Ana now


@pytest.mark.usefixtures("ana_there")
async def test_each_sign_in_is_a_session_of_its_own(stranger: Browser) -> None:
    answers = [await stranger.client.post(LOGIN, data=ANA, allow_redirects=False) for _ in range(2)]
    tokens = [cookie(answer)["value"] for answer in answers]
    assert tokens[0] != tokens[1]


@each(
    ("asked", "to"),
    [
        ("/staff/deliveries", "/staff/deliveries"),
        ("/staff/inbox?view=open&desk=media", "/staff/inbox?view=open&desk=media"),
        ("/staff/inquiries/M7K-4QX2", "/staff/inquiries/M7K-4QX2"),
        ("/staff/inbox?back=//x", "/staff/inbox?back=//x"),
        ("", "/staff/inbox"),
        ("/", "/staff/inbox"),
        ("/staff", "/staff/inbox"),
        ("/staffing/x", "/staff/inbox"),
        ("//evil.example", "/staff/inbox"),
        ("//evil.example/staff/", "/staff/inbox"),
        ("/staff//evil.example", "/staff/inbox"),
        ("/staff/..//evil.example", "/staff/inbox"),
        ("/\\evil.example", "/staff/inbox"),
        ("/staff/\\evil.example", "/staff/inbox"),
        ("https://evil.example/staff/", "/staff/inbox"),
        ("javascript:alert(1)", "/staff/inbox"),
        ("/staff/\r\nSet-Cookie: a=b", "/staff/inbox"),
        ("/staff/\tx", "/staff/inbox"),
        ("/staff/deliveries\n", "/staff/inbox"),
        (" /staff/x", "/staff/inbox"),
        ("/staff/é", "/staff/inbox"),
    ],
)
@pytest.mark.usefixtures("ana_there")
async def test_after_sign_in_only_a_staff_page_of_ours_follows(
    stranger: Browser, asked: str, to: str
) -> None:
    stranger.client.session.cookie_jar.clear()
    first = went(await stranger.post(LOGIN, {**ANA, "next": asked}))
    again = went(await stranger.get(LOGIN, params={"next": asked}))  # signed in already
    assert (first, again) == ((303, to), (303, to))


async def test_signing_out_ends_the_session_itself(dee: Browser, stranger: Browser) -> None:
    answer = await dee.post("/staff/logout")
    kept = cookie(answer)
    assert went(answer) == (303, "/staff/login?signed_out=1")
    assert (kept["name"], kept["value"], kept["max-age"]) == ("session", "", "0")
    assert (await stranger.get(PAGE, headers={"Cookie": f"session={dee.token}"})).status == 303
    assert "You are signed out." in await (await dee.get(answer.headers["Location"])).text()


async def test_before_there_is_an_administrator_the_page_says_where_the_link_stands(
    stranger: Browser, house: House
) -> None:
    first = await (await stranger.get(LOGIN)).text()
    await account(house, "Dee Dunn", "administrator")
    later = await (await stranger.get(LOGIN)).text()
    where = "The link to make the first account stands in the terminal"
    assert (where in first, where in later) == (True, False)
    assert ("Forgot your password?" in first, "Ask Dee Dunn, who looks" in later) == (False, True)
