import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from inquiries.web import csrf

BASE = "https://contact.example"


def request(method: str = "POST", **headers: str) -> web.Request:
    return make_mocked_request(method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_a_token_is_the_sessions_own_and_hides_its_secret() -> None:
    assert csrf.token("ana") == csrf.token("ana") != csrf.token("cy")
    assert "ana" not in csrf.token("ana")


@pytest.mark.parametrize("given", [None, "", 7, csrf.token("cy"), csrf.token("ana")[:-1], "é\ud800"])
def test_a_wrong_token_does_not_act(given: object) -> None:
    assert not csrf.check(request(), "ana", given, base_url=BASE)


def test_the_right_token_acts_unless_another_site_sent_it() -> None:
    token = csrf.token("ana")
    assert csrf.check(request(), "ana", token, base_url=BASE)
    assert not csrf.check(request(Origin="https://evil.example"), "ana", token, base_url=BASE)


def test_reading_needs_no_token() -> None:
    assert all(csrf.check(request(method), "ana", None, base_url=BASE) for method in ("GET", "HEAD"))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"Origin": "https://contact.example"}, True),
        ({"Origin": "https://contact.example:443"}, True),
        ({"Origin": "HTTPS://CONTACT.example"}, True),
        ({"Origin": "http://contact.example"}, False),
        ({"Origin": "https://contact.example:8443"}, False),
        ({"Origin": "https://contact.example.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "https://[broken"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://contact.example"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, True),
    ],
)
def test_only_our_own_pages_are_the_same_origin(headers: dict[str, str], expected: bool) -> None:
    assert csrf.same_origin(request(**headers), BASE) is expected
