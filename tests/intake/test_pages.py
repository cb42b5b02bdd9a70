import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from aiohttp import FormData

from inquiries import app as apps
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import pace, suspicions
from inquiries.settings import Rate
from tests.each import each
from tests.intake.posting import EVENTS, GOOD, MEDIA, boxes, count, title, words
from tests.spam.mail_bag import PEOPLE, SELLERS

PUBLIC = ["/", "/forms/media", "/forms/events", "/guides/tips", "/receipts/none", "/forms/none", "/nothing"]


def multipart(fields: dict[str, str]) -> FormData:
    form = FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    return form


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("encode", [dict, multipart], ids=["urlencoded", "multipart"])
async def test_a_good_post_ends_at_its_receipt_before_anything_is_opened(house, client, name, encode):
    page = await (await client.get(f"/forms/{name}")).text()
    token = boxes(page)["form_token"]
    answer = await client.post(
        f"/forms/{name}", data=encode(GOOD[name] | {"form_token": token}), allow_redirects=False
    )
    assert answer.status == 303
    assert answer.headers["Location"] == f"/receipts/{house.keys.token(1)}"
    receipt = await client.get(answer.headers["Location"])
    assert (receipt.status, await count(house)) == (200, 1)
    assert house.keys.reference(1) in await receipt.text()


@each("path", PUBLIC)
async def test_every_public_page_is_guarded_sets_no_cookie_and_loads_nothing_foreign(client, path):
    answer = await client.get(path)
    headers = answer.headers
    assert "Set-Cookie" not in headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "max-age" in headers["Strict-Transport-Security"]
    if answer.content_type == "text/html":
        loaded = re.findall(r'(?:src|action|href)="([^"]*)"', await answer.text())
        assert [url for url in loaded if not re.match(r"[/#?](?!/)|tel:|mailto:", url)] == []


async def test_links_that_leave_the_page_follow_base_url_and_not_the_host_asked(house, client):
    told = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = await client.post("/forms/media", data=MEDIA, headers=told, allow_redirects=False)
    copy = await (await client.get(f"{answer.headers['Location']}?copy=1", headers=told)).text()
    page = await (await client.get("/forms/media", headers=told)).text()
    assert f"https://contact.charity.example{answer.headers['Location']}" in copy
    assert "evil.example" not in answer.headers["Location"] + copy + page


@pytest.mark.parametrize(("asked", "chosen"), [("invite-a-speaker", "invite-a-speaker"), ("nonsense", None)])
async def test_a_topic_in_the_address_is_chosen_already(client, asked, chosen):
    page = await (await client.get(f"/forms/events?topic={asked}")).text()
    assert boxes(page).get("topic") == chosen


async def test_check_your_answers_keeps_everything_there_and_back(house, client):
    first = boxes(await (await client.get("/forms/events")).text())
    given = first | EVENTS
    check = await (await client.post("/forms/events", data=given | {"step": "check"})).text()
    kept = boxes(check)
    assert title(check).startswith("Check your answers")
    assert {name: kept[name].replace("\r\n", "\n") for name in given} == {
        name: value.replace("\r\n", "\n") for name, value in given.items()
    }
    for said in ("Sunday 30 May 2027", "A school", "Start a fundraiser", "Nothing is sent yet."):
        assert said in words(check)
    unticked = given | {"updates_consent": "", "step": "check"}
    assert "\nNo\n" in words(await (await client.post("/forms/events", data=unticked)).text())
    back = boxes(await (await client.post("/forms/events", data=kept | {"step": "change"})).text())
    assert {name: back[name].replace("\r\n", "\n") for name in given} == {
        name: value.replace("\r\n", "\n") for name, value in given.items()
    }
    assert await count(house) == 0
    sent = await client.post("/forms/events", data=back | {"step": "send"}, allow_redirects=False)
    again = await client.post("/forms/events", data=given | {"step": "send"}, allow_redirects=False)
    assert (sent.status, sent.headers["Location"]) == (303, again.headers["Location"])
    assert await count(house) == 1


async def test_who_checks_a_media_inquiry_reads_the_deadline_and_whom_to_ring_when_nobody_is_there(
    house, client
):
    given = MEDIA | {"deadline_time": "12:00", "email": "bo@gmial.com"}
    check = await (await client.post("/forms/media", data=given | {"step": "check"})).text()
    said = words(check)
    for line in (
        "You need an answer by 12:00 tomorrow in London. That is 07:00 here in Ottawa, 16 h 40 min from now.",
        "The desk is closed then. Before that it is open until 17:00 in Ottawa.",
        "Duty officer, out of hours: 613-555-0178",
        "Did you mean bo@gmail.com?",
    ):
        assert line in said
    sent = await client.post("/forms/media", data=boxes(check) | {"step": "send"}, allow_redirects=False)
    assert (sent.status, await count(house)) == (303, 1)


async def test_without_scripts_too_the_form_says_that_nobody_is_there_now(client, watch):
    aside = "<noscript>"
    assert aside not in await (await client.get("/forms/media")).text()
    watch.forward(timedelta(hours=5))
    page = await (await client.get("/forms/media")).text()
    told = words(page.partition(aside)[2].partition("</noscript>")[0])
    assert told.splitlines() == [
        "The desk is closed now. Opens 09:00 tomorrow.",
        "Duty officer, out of hours: 613-555-0178",
    ]


async def test_the_step_to_check_shows_mistakes_first(house, client):
    answer = await client.post("/forms/events", data=EVENTS | {"email": "sam", "step": "check"})
    page = await answer.text()
    assert (answer.status, title(page)[:7], boxes(page)["email"]) == (422, "Error: ", "sam")


async def test_who_may_be_in_danger_reads_whom_to_ring_before_anything_is_sent(client):
    plea = EVENTS | {"question": "They took my passport and I can't leave. Please help me."}
    for changed in ({"name": ""}, {"step": "check"}):
        pages = [
            await (await client.post("/forms/events", data=one | changed)).text() for one in (plea, EVENTS)
        ]
        shown = [("If you are in danger, call" in page, "data-exit" in page) for page in pages]
        assert shown == [(True, True), (False, False)]
        assert [title(page).startswith("Error: ") for page in pages] == ["name" in changed] * 2


async def test_a_consent_that_was_refused_is_not_ticked_when_the_page_comes_back(client):
    for refused in ("no", "off", "False", "0"):
        page = await (
            await client.post("/forms/events", data=EVENTS | {"name": "", "updates_consent": refused})
        ).text()
        assert "updates_consent" not in boxes(page)


async def test_a_deadline_given_as_one_instant_gets_a_box_of_its_own(house, client):
    given = MEDIA | {"deadline": "tonight", "deadline_day": ""}
    answer = await client.post("/forms/media", data=given)
    page = await answer.text()
    assert (answer.status, boxes(page)["deadline"], 'id="deadline"' in page) == (422, "tonight", True)
    better = boxes(page) | {"deadline": "2026-11-25T16:30+05:30"}
    receipt = words(await (await client.post("/forms/media", data=better)).text())
    assert "Deadline 11:00 tomorrow in London, 06:00 here in Ottawa" in receipt


async def test_too_many_from_one_network_are_told_when_and_keep_their_words(house, watch, aiohttp_client):
    few = house.settings.model_copy(update={"rate_limit": Rate(count=1, seconds=600)})
    object.__setattr__(house, "settings", few)
    client = await aiohttp_client(apps.application(house, with_worker=False))
    assert (await client.post("/forms/media", data=MEDIA, allow_redirects=False)).status == 303
    refused = await client.post("/forms/media", data=MEDIA)
    page = await refused.text()
    assert (refused.status, refused.headers["Retry-After"], title(page)[:7]) == (429, "600", "Error: ")
    assert MEDIA.items() <= boxes(page).items()
    told = await client.post("/api/v1/forms/media/submissions", json={**MEDIA, "deadline_date": None})
    assert (told.status, told.headers["Retry-After"], await count(house)) == (429, "600", 1)


@pytest.mark.parametrize("address", ["/guides/tips", "/guides/tips.pdf"])
async def test_a_guide_comes_as_a_pdf_under_its_name(client, address):
    answer = await client.get(address)
    assert (answer.status, answer.content_type, await answer.read()) == (
        200,
        "application/pdf",
        b"%PDF-1.4 tips",
    )
    assert answer.headers["Content-Disposition"] == 'inline; filename="tips.pdf"'


@pytest.mark.parametrize("address", ["/guides/none", "/guides/..%2f..%2fetc%2fpasswd", "/guides/%00"])
async def test_no_other_file_comes(client, address):
    assert (await client.get(address)).status == 404


async def test_the_desks_record_says_how_soon_it_usually_answers_and_is_read_once_in_a_while(
    client, monkeypatch, watch
):
    asked = []

    async def usual(_db, desk, now):
        asked.append(desk)
        return timedelta(hours=3)

    monkeypatch.setattr(pace, "usual", usual)
    pages = [await (await client.get(path)).text() for path in ("/forms/media", "/", "/forms/media")]
    watch.forward(timedelta(minutes=15))
    pages.append(await (await client.get("/forms/media")).text())
    assert ["We usually answer within 3 h." in page for page in pages] == [True] * 4
    assert asked == ["media", "media"]


async def test_the_front_page_names_all_four_ways(client):
    said = words(await (await client.get("/")).text())
    for part in (
        "Media contact",
        "Dee Oduya",
        "613-555-0142",
        "214",
        "Start a fundraiser",
        "25 Tips",
        "Need help?",
    ):
        assert part in said


async def test_a_honeypot_filled_in_looks_accepted_and_is_held(house: House, client, open_new):
    answer = await client.post("/forms/media", data=MEDIA | {"website": "http://spam.example"})
    await open_new()
    async with house.database.read() as db:
        row = (await db.execute(tables.inquiries.select())).one()
        jobs = (await db.execute(tables.jobs.select())).all()
    assert (answer.status, row.status, jobs) == (200, tables.QUARANTINED, [])
    assert row.suspicion == "a box that only robots see was filled in"
    held = words(await (await client.get(answer.url.path)).text())
    assert held == words(await answer.text())


async def test_what_reads_like_an_offer_is_held_with_every_reason_and_four_links_of_a_reporter_are_not(
    house: House, client, open_new
):
    """Both by a program that fills the page in at once, as checks and password managers do."""
    token = boxes(await (await client.get("/forms/media")).text())["form_token"]
    for bag in (SELLERS["SEO"], PEOPLE["four links"]):
        answer = await client.post("/forms/media", data=MEDIA | bag | {"form_token": token})
        assert answer.status == 200
    await open_new()
    async with house.database.read() as db:
        seller, reporter = (await db.execute(tables.inquiries.select().order_by("id"))).all()
        jobs = list(await db.scalars(sa.select(tables.jobs.c.key).order_by("id")))
    assert [str(reason) for reason in suspicions.told(seller.suspicion)] == [
        "it offers something for sale: “backlink”, “first page of google”",
    ]
    assert (seller.alarm_at, reporter.status, jobs) == (None, tables.OPEN, ["receipt:2", "announce:2"])
