from datetime import timedelta

import pytest

from inquiries.app import House
from inquiries.people import links, setup
from tests.staff.answers import cookie, went
from tests.staff.conftest import NOON, Browser, Moment, account

PAGE = "/staff/deliveries"


@pytest.fixture
async def link(house: House) -> str:
    dee = await account(house, "Dee Dunn", "administrator")
    return "/staff/sign-in/" + await house.database.write(links.make, "sign-in", dee.id, now=NOON)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}])
async def test_opened_by_hand_it_signs_in_once(stranger: Browser, link: str, headers: dict[str, str]) -> None:
    first = await stranger.get(link, headers=headers)
    assert went(first) == (303, "/staff/inbox")
    assert cookie(first)["httponly"] is True
    assert (await stranger.get(PAGE)).status == 200
    assert went(await stranger.get(link)) == (303, "/staff/inbox")  # a second look, the same browser
    stranger.client.session.cookie_jar.clear()
    gone = await stranger.get(link)
    assert (gone.status, cookie(gone)) == (410, {})
    assert "This link is used up" in await gone.text()


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Site": "none"}),
        ("GET", {"Purpose": "prefetch"}),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}),
        ("GET", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}),
    ],
)
async def test_whatever_else_looks_at_it_uses_nothing_up_and_finds_a_button(
    stranger: Browser, link: str, method: str, headers: dict[str, str]
) -> None:
    looked = await stranger.client.request(method, link, headers=headers, allow_redirects=False)
    assert (looked.status, cookie(looked)) == (200, {})
    if method == "GET":
        assert f'<form method="post" action="{link}">' in await looked.text()
    assert went(await stranger.post(link)) == (303, "/staff/inbox")
    assert (await stranger.get(PAGE)).status == 200


async def test_another_site_cannot_press_the_button(stranger: Browser, link: str) -> None:
    refused = await stranger.post(link, headers={"Sec-Fetch-Site": "cross-site"})
    assert (refused.status, cookie(refused)) == (403, {})


async def test_one_that_has_run_out_or_never_was_is_gone_for_every_method(
    stranger: Browser, house: House, link: str, moment: Moment
) -> None:
    other = "/staff/sign-in/" + await house.database.write(setup.link, NOON)
    moment.at = NOON + timedelta(hours=25)
    answers = [
        await stranger.client.request(method, path, data={}, allow_redirects=False)
        for path in (link, "/staff/sign-in/x", other)
        for method in ("GET", "HEAD", "POST")
    ]
    assert [answer.status for answer in answers] == [410] * 9
