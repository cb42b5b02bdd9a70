"""What may stand in a frame of another site: a form that lists it and the form's receipt, whatever becomes of them."""

import re
from datetime import date

import pytest

from inquiries import app as apps
from inquiries.intake import frames
from inquiries.intake.known import Erased
from inquiries.settings import Settings
from inquiries.web import headers
from tests.intake.posting import EVENTS, MEDIA, boxes

SITES = ("https://charity.example", "https://www.charity.example:8443")
THANKS = "https://charity.example/thanks"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = settings.model_dump()
    given["forms"]["media"] |= {"sites": SITES, "return_to": [THANKS]}
    return Settings.model_validate(given)


def told(answer) -> dict[str, str | None]:
    names = ("X-Frame-Options", "Cross-Origin-Resource-Policy", "Set-Cookie")
    ancestors = re.search(r"frame-ancestors ([^;]*)$", answer.headers["Content-Security-Policy"])
    return {"ancestors": ancestors[1], **{name: answer.headers.get(name) for name in names}}


OPEN = {
    "ancestors": " ".join(SITES),
    "X-Frame-Options": None,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Set-Cookie": None,
}
SHUT = {
    "ancestors": "'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Set-Cookie": None,
}


async def test_form_its_mistakes_and_its_receipt_stand_in_frames_of_the_listed_sites_alone(house, client):
    asked = await client.get("/forms/media/frame?lang=fr")
    wrong = await client.post("/forms/media/frame", data={"name": "Bo"})
    broken = await client.post("/forms/media/frame", data=b"x", headers={"Content-Type": "text/plain"})
    sent = await client.post("/forms/media/frame?lang=fr", data=MEDIA, allow_redirects=False)
    receipt = await client.get(sent.headers["Location"])
    answers = (asked, wrong, broken, receipt)
    assert [(one.status, told(one)) for one in answers] == [(n, OPEN) for n in (200, 422, 415, 200)]
    assert sent.headers["Location"] == f"/receipts/{house.keys.token(1)}/frame?lang=fr"
    page = await receipt.text()
    links = re.findall(r'<a [^>]*href="(/[^"]*)"([^>]*)>', page)
    assert links == [(f"/receipts/{house.keys.token(1)}?lang=fr", ' target="_blank" rel="noopener"')]


async def test_every_other_page_stays_out_of_frames(house, client):
    await client.post("/api/v1/forms/media/submissions", json=MEDIA | {"deadline_date": None})
    await client.post("/api/v1/forms/events/submissions", json=EVENTS)
    token, other = house.keys.token(1), house.keys.token(2)
    paths = ["/", "/forms/media", f"/receipts/{token}", "/staff/login", "/nowhere", "/forms/nothing/frame"]
    paths += ["/forms/events/frame", f"/receipts/{other}/frame", "/receipts/nothing/frame"]
    answers = [await client.get(path) for path in paths]
    assert [told(one) for one in answers] == [SHUT] * len(paths)
    assert [one.status for one in answers] == [200] * 4 + [404] * 5


async def test_in_a_frame_nothing_is_returned_to(client):
    sent = MEDIA | {"return_to": THANKS}
    wrong = await client.post("/forms/media/frame", data=sent | {"name": ""})
    good = await client.post("/forms/media/frame", data=sent, allow_redirects=False)
    assert ("return_to" in boxes(await wrong.text()), good.headers["Location"][:10]) == (False, "/receipts/")
    assert "form-action 'self';" in wrong.headers["Content-Security-Policy"]


async def test_what_breaks_in_a_frame_says_so_there_and_leads_back_to_the_frame(
    house, monkeypatch, aiohttp_client
):
    async def broken(request):
        raise RuntimeError

    monkeypatch.setattr(frames.pages, "form_page", broken)
    client = await aiohttp_client(apps.application(house, with_worker=False))
    answer = await client.get("/forms/media/frame")
    page = await answer.text()
    assert (answer.status, told(answer)) == (500, OPEN)
    assert '<a href="/forms/media/frame">Start again</a>' in page


async def test_receipt_of_what_was_erased_says_so_in_its_frame(client, monkeypatch):
    async def find(request):
        return Erased(1, "media", date(2026, 11, 24), "sender")

    monkeypatch.setattr(frames.receipts, "find", find)
    answer = await client.get("/receipts/any/frame")
    page = await answer.text()
    assert (answer.status, told(answer), "This inquiry was erased" in page) == (410, OPEN, True)
    assert re.findall(r'<a [^>]*href="/[^"]*"([^>]*)>', page) == [' target="_top"']


async def test_nothing_but_the_script_for_other_sites_may_be_loaded_by_them(client):
    loaded = {name: await client.get(f"/static/{name}") for name in ("js/embed.js", "js/form.js")}
    policies = {name: one.headers["Cross-Origin-Resource-Policy"] for name, one in loaded.items()}
    assert policies == {"js/embed.js": "cross-origin", "js/form.js": "same-origin"}
    assert loaded["js/embed.js"].headers["Cache-Control"] == "public, no-cache"
    assert headers.PAGE.endswith("frame-ancestors 'none'")
