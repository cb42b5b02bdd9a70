"""A form of another site, and where its sender ends: at the receipt, or at a page of that site that is on the list."""

from urllib.parse import parse_qs, urlsplit

import pytest

from inquiries.settings import Settings
from tests.intake.posting import EVENTS, MEDIA, boxes, count

THANKS = "https://charity.example/thanks"
SEARCHED = "https://charity.example:8443/done?form=media"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/staff/inbox",
    THANKS + "/",
    THANKS + "?next=https://evil.example",
    THANKS + "#x",
    THANKS.upper(),
    f" {THANKS}",
    "javascript:alert(1)",
    f"{THANKS}\r\nSet-Cookie: a=b",
    "",
]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump()
    for form in ("media", "events"):
        given["forms"][form]["return_to"] = [THANKS, SEARCHED]
    return Settings.model_validate(given)


async def post(client, **fields):
    return await client.post("/forms/media", data=MEDIA | fields, allow_redirects=False)


@pytest.mark.parametrize(
    ("to", "before"), [(THANKS, f"{THANKS}?"), (SEARCHED, "https://charity.example:8443/done?form=media&")]
)
async def test_sender_is_sent_on_with_the_reference_for_all_and_the_receipt_for_their_browser_alone(
    house, client, to, before
):
    answer = await client.post("/forms/media?lang=fr", data=MEDIA | {"return_to": to}, allow_redirects=False)
    location = answer.headers["Location"]
    open_to_all, _, behind = location.partition("#")
    url = f"https://contact.charity.example/receipts/{house.keys.token(1)}?lang=fr"
    assert (answer.status, open_to_all) == (303, f"{before}reference={house.keys.reference(1)}")
    assert parse_qs(behind) == {"receipt": [url]}


@pytest.mark.parametrize("to", ELSEWHERE)
async def test_address_that_is_not_on_the_list_is_forgotten(house, client, to):
    answer = await post(client, return_to=to)
    assert (answer.status, answer.headers["Location"]) == (303, f"/receipts/{house.keys.token(1)}")
    again = await post(client, return_to=to, name="")
    policy = again.headers["Content-Security-Policy"]
    assert ("return_to" in boxes(await again.text()), "form-action 'self';" in policy) == (False, True)


async def test_address_stays_through_mistakes_and_the_page_of_answers_and_browsers_let_it_end_there(
    house, client
):
    wrong = await client.post("/forms/events", data=EVENTS | {"email": "", "return_to": SEARCHED})
    mended = boxes(await wrong.text()) | EVENTS | {"step": "check"}
    check = await client.post("/forms/events", data=mended)
    sent = boxes(await check.text()) | {"step": "send"}
    last = await client.post("/forms/events", data=sent, allow_redirects=False)
    ends = [answer.headers["Content-Security-Policy"].split("; ")[8] for answer in (wrong, check)]
    assert [wrong.status, check.status, last.status, await count(house)] == [422, 200, 303, 1]
    assert ends == ["form-action 'self' https://charity.example:8443"] * 2
    assert urlsplit(last.headers["Location"]).netloc == "charity.example:8443"
