"""Scripts of other sites: those of the form's own list may send and read, and no others."""

import pytest

from inquiries.settings import Settings
from tests.each import each
from tests.intake.posting import MEDIA

PATH = "/api/v1/forms/media/submissions"
SITE = "https://charity.example"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump()
    given["forms"]["media"]["sites"] = [SITE, "http://127.0.0.1:9000"]
    return Settings.model_validate(given)


def told(answer) -> dict[str, str]:
    return {
        name.removeprefix("Access-Control-"): value
        for name, value in answer.headers.items()
        if name.startswith("Access-Control-") or name == "Vary"
    }


READ = {"Vary": "Origin", "Allow-Origin": SITE, "Expose-Headers": "Location, Retry-After"}
MAY = {"Allow-Methods": "POST", "Allow-Headers": "Content-Type, Idempotency-Key", "Max-Age": "600"}
OTHERS = [
    "https://charity.example.evil.example",
    "http://charity.example",
    "https://charity.example:8443",
    "null",
]


async def test_script_of_a_listed_site_may_send_and_read_whatever_comes_back(client):
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    before = await client.options(PATH, headers=asked)
    answers = [
        await client.post(PATH, headers={"Origin": SITE}, **sent)
        for sent in ({"json": MEDIA}, {"json": {}}, {"data": "x"}, {"json": [], "params": {"lang": "fr"}})
    ]
    described = await client.get("/api/v1/openapi.json", headers={"Origin": SITE})
    assert (before.status, told(before)) == (204, READ | MAY)
    assert [(one.status, told(one)) for one in answers] == [
        (201, READ),
        (422, READ),
        (415, READ),
        (422, READ),
    ]
    assert (described.status, told(described)) == (200, READ)


@each("origin", OTHERS)
async def test_script_of_another_site_may_not(client, origin):
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    before = await client.options(PATH, headers=asked)
    sent = await client.post(PATH, json=MEDIA, headers={"Origin": origin})
    other = await client.options("/api/v1/forms/events/submissions", headers={"Origin": SITE})
    assert [told(one) for one in (before, sent, other)] == [{"Vary": "Origin"}, {"Vary": "Origin"}, {}]
