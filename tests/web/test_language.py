"""Which language a page is read in, and how a choice is kept."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from inquiries.web import language as languages

OFFERED = ("en", "fr", "de")


def asked(path: str = "/forms/media", accepted: str = "", cookie: str = "") -> web.Request:
    headers = {"Accept-Language": accepted} | ({"Cookie": f"language={cookie}"} if cookie else {})
    return make_mocked_request("GET", path, headers=headers)


@pytest.mark.parametrize(
    ("request_", "spoken"),
    [
        (asked(), "en"),
        (asked(accepted="de, en;q=0.5"), "de"),
        (asked(accepted="de", cookie="fr"), "fr"),
        (asked("/forms/media?lang=en", "de", "fr"), "en"),
        (asked("/forms/media?lang=xx", "de", "yy"), "de"),
        (asked("/staff/inbox", "de"), "en"),
        (asked("/staff/inbox", "de, fr;q=0.5"), "fr"),
        (asked("/staff/inbox?lang=de", "en", "de"), "en"),
        (asked("/staff/inbox", "en", "fr"), "fr"),
    ],
)
def test_a_choice_wins_over_the_browser_and_staff_pages_speak_whole_languages(
    request_: web.Request, spoken: str
) -> None:
    assert languages.language(request_, OFFERED) == spoken


def test_staff_pages_of_a_house_that_offers_no_whole_language_speak_english() -> None:
    assert languages.language(asked("/staff/inbox", "de"), ("de",)) == "en"
    assert languages.language(asked("/", "fr"), ("de",)) == "de"


@pytest.mark.parametrize(
    ("request_", "kept", "cookie"),
    [
        (asked(accepted="fr"), "", None),
        (asked("/forms/media?lang=fr"), "?lang=fr", "fr"),
        (asked("/forms/media?lang=fr", cookie="fr"), "?lang=fr", None),
        (asked("/forms/media?lang=xx%0d%0a"), "", None),
        (asked("/staff/inbox?lang=de"), "?lang=de", None),
    ],
)
def test_nothing_is_kept_before_a_choice_and_a_choice_is_kept_twice(
    request_: web.Request, kept: str, cookie: str | None
) -> None:
    response = web.Response()
    languages.remember(request_, response, OFFERED, secure=True)
    morsel = response.cookies.get("language")
    assert (languages.kept(request_, OFFERED), morsel and morsel.value) == (kept, cookie)
    if morsel:
        assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == (True, True, "Lax")
