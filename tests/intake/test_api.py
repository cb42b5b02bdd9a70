import asyncio
import json

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from tests.each import each
from tests.intake.posting import EVENTS, MEDIA, count

PATH = "/api/v1/forms/media/submissions"
BO = MEDIA | {"deadline_date": None}


async def test_a_good_post_is_created_with_its_reference_and_receipt(house, client):
    answer = await client.post(PATH, json=BO)
    url = f"https://contact.charity.example/receipts/{house.keys.token(1)}"
    assert (answer.status, answer.headers["Location"], answer.headers["Cache-Control"]) == (
        201,
        url,
        "no-store",
    )
    assert await answer.json() == {"reference": house.keys.reference(1), "receipt_url": url}
    async with house.database.read() as db:
        row = (await db.execute(sa.select(tables.submissions))).one()
    assert (dict(json.loads(row.fields)), json.loads(row.facts)) == (BO, {"door": "api", "language": "en"})


async def test_a_deadline_may_be_one_instant(house, client):
    given = {name: value for name, value in BO.items() if not name.startswith("deadline_")}
    answer = await client.post(PATH, json=given | {"deadline": "2026-11-25T16:30:00+05:30"})
    assert answer.status == 201
    receipt = await (await client.get(f"/receipts/{house.keys.token(1)}")).text()
    assert "11:00 tomorrow in London, 06:00 here in Ottawa" in receipt


async def test_every_field_that_is_wrong_is_named_once_in_page_order(client):
    answer = await client.post(PATH, json={"name": 7, "deadline_day": "never"})
    told = await answer.json()
    assert (answer.status, answer.content_type, told["title"]) == (
        422,
        "application/problem+json",
        "Unprocessable Entity",
    )
    assert told["errors"] == [
        {"field": "name", "message": "Send “Your name” as text"},
        {"field": "outlet", "message": "Enter your outlet, or “freelance”"},
        {"field": "email", "message": "Enter your email address, like name@outlet.example"},
        {"field": "topic", "message": "Choose a topic from the list"},
        {"field": "question", "message": "Write your question"},
        {"field": "deadline_day", "message": "Choose when an answer is still useful"},
    ]


async def test_the_same_key_and_body_is_the_same_reference_whatever_the_order(house, client):
    key = {"Idempotency-Key": "k-1"}
    turned = dict(reversed(BO.items()))
    answers = await asyncio.gather(*(client.post(PATH, json=body, headers=key) for body in (BO, BO, turned)))
    later = await client.post(PATH, json=BO, headers=key)
    bodies = [await answer.json() for answer in (*answers, later)]
    assert ([answer.status for answer in answers], bodies) == ([201] * 3, bodies[:1] * 4)
    assert await count(house) == 1


async def test_the_same_key_with_another_body_is_refused_and_stores_nothing(house, client):
    key = {"Idempotency-Key": "k-1"}
    await client.post(PATH, json=BO, headers=key)
    answer = await client.post(PATH, json=BO | {"name": "Ana"}, headers=key)
    told = await answer.json()
    words = "This Idempotency-Key came with another body before. Use a new key for a new submission."
    assert (answer.status, told["detail"], await count(house)) == (422, words, 1)


async def test_one_key_on_two_forms_is_two_submissions(house, client):
    key = {"Idempotency-Key": "k-1"}
    events = await client.post("/api/v1/forms/events/submissions", json=EVENTS, headers=key)
    media = await client.post(PATH, json=BO, headers=key)
    assert (events.status, media.status, await count(house)) == (201, 201, 2)


async def test_without_a_key_each_post_is_another_submission(house, client):
    first, second = await client.post(PATH, json=BO), await client.post(PATH, json=BO)
    assert (first.status, second.status, await count(house)) == (201, 201, 2)


@each("key", ["", "k" * 201, "two words", "schlüssel", "tab\tbed"])
async def test_a_key_that_is_no_key_is_refused(house, client, key):
    answer = await client.post(PATH, json=BO, headers={"Idempotency-Key": key})
    assert (answer.status, answer.content_type, await count(house)) == (400, "application/problem+json", 0)


@pytest.mark.only("sqlite", "no database is asked")
async def test_two_keys_are_none(house, client):
    answer = await client.post(
        PATH, json=BO, headers=[("Idempotency-Key", "one"), ("Idempotency-Key", "two")]
    )
    assert (answer.status, await count(house)) == (400, 0)


async def test_the_longest_key_is_taken(house, client):
    answer = await client.post(PATH, json=BO, headers={"Idempotency-Key": "~" * 200})
    assert (answer.status, await count(house)) == (201, 1)
