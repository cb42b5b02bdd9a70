"""Whatever arrives, at both doors: a clear 4xx, the page again with every word typed, and nothing stored."""

import io
import json
from urllib.parse import quote_from_bytes

import pytest

from inquiries.forms import catalogue
from inquiries.forms.form import Form
from inquiries.settings import Settings
from tests.each import each
from tests.intake.posting import GOOD, boxes, count, title

FORMS: dict[str, Form] = catalogue.forms(Settings())
UNSENT = {name: {**good, "form_token": "", "website": ""} for name, good in GOOD.items()}
LONG, RIGHT_TO_LEFT, EMOJI = "W" * 8000, "مراسل \u202eصحيفة\u202c", "👩🏽‍💻 Zoë 🎉"
DOORS = ["urlencoded", "multipart", "api"]
UNKEEPABLE = ["NUL", "lone surrogate"]  # of the two engines each takes another half of these
REFUSED = ["too long", "8,000", "missing"]
on_one_engine = pytest.mark.only("sqlite", "it is refused before any database is asked")
WRONG_TYPES = [7, 1.5, True, [], ["words"], {}, {"a": "b"}]
# Understood only together with others, or by nobody who types.
FREE = {
    name: [field for field in form.fields if field.name not in ("deadline_day", "deadline_date")]
    for name, form in FORMS.items()
}


def spoilt(kind: str, field) -> str:
    return {
        "too long": "a" * (field.limit + 1),
        "NUL": "Bo\0Reyes",
        "lone surrogate": "Bo\udcffReyes",
        "8,000": LONG,
        "missing": "",
    }[kind]


def expected(kind: str, field) -> bool:
    """Whether this must be refused."""
    if kind == "missing":
        return not field.optional
    return not (kind == "8,000" and field.kind == "textarea")


async def post(client, door: str, form: str, given: dict[str, str]):
    """Bytes as a hostile program would make them: surrogates are bytes that are not UTF-8, escapes in JSON."""
    if door == "api":
        return await client.post(
            f"/api/v1/forms/{form}/submissions",
            data=json.dumps(given),
            headers={"Content-Type": "application/json"},
        )
    pairs = [(name.encode(), value.encode("utf-8", "surrogateescape")) for name, value in given.items()]
    if door == "urlencoded":
        body = "&".join(
            f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs
        ).encode()
        kind = "application/x-www-form-urlencoded"
    else:
        head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        body = b"".join(head % pair for pair in pairs) + b"--b--\r\n"
        kind = "multipart/form-data; boundary=b"
    return await client.post(
        f"/forms/{form}", data=body, headers={"Content-Type": kind}, allow_redirects=False
    )


def shown(value: str) -> str:
    return value.replace("\0", "").replace("\udcff", "?").replace("\r\n", "\n")


@each("form", FORMS)
@each("door", DOORS)
@each("kind", UNKEEPABLE)
async def test_a_letter_no_database_keeps_is_named_and_nothing_is_lost_or_stored(
    house, client, form, door, kind
):
    await named_and_nothing_lost_or_stored(house, client, form, door, kind)


@on_one_engine
@each("form", FORMS)
@each("door", DOORS)
@each("kind", REFUSED)
async def test_a_field_that_is_wrong_is_named_and_nothing_is_lost_or_stored(house, client, form, door, kind):
    await named_and_nothing_lost_or_stored(house, client, form, door, kind)


async def named_and_nothing_lost_or_stored(house, client, form, door, kind):
    for field in FREE[form]:
        if not expected(kind, field):
            continue
        given = UNSENT[form] | {field.name: spoilt(kind, field)}
        answer = await post(client, door, form, given)
        assert answer.status == 422, (field.name, answer.status)
        if door == "api":
            told = await answer.json()
            assert (answer.content_type, [one["field"] for one in told["errors"]]) == (
                "application/problem+json",
                [field.name],
            )
            continue
        page = await answer.text()
        kept = {name: value.replace("\r\n", "\n") for name, value in boxes(page).items()}
        typed = {name: shown(value) for name, value in given.items() if value and name != "form_token"}
        if field.kind in ("radio", "checkbox") or (field.name == "topic" and form == "events"):
            typed.pop(field.name, None)  # no hand can type into it
            kept.pop(field.name, None)
        assert title(page).startswith("Error: ")
        assert f'href="#{field.name}"' in page
        assert typed.items() <= kept.items() | {("updates_consent", "yes")}, field.name
    assert await count(house) == 0


@on_one_engine
@pytest.mark.parametrize("form", FORMS)
async def test_a_wrong_type_is_named_and_nothing_is_stored(house, client, form):
    for field in FREE[form]:
        for value in WRONG_TYPES:
            if field.kind == "checkbox" and value is True:
                continue
            answer = await client.post(
                f"/api/v1/forms/{form}/submissions", json=GOOD[form] | {field.name: value}
            )
            told = await answer.json()
            assert (answer.status, [one["field"] for one in told["errors"]]) == (422, [field.name]), value
    assert await count(house) == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("words", [RIGHT_TO_LEFT, EMOJI, "x" * 200], ids=["right-to-left", "emoji", "200"])
async def test_unusual_words_are_kept_as_they_are(house, client, form, door, words):
    free = {field.name: words for field in FREE[form] if field.kind in ("text", "textarea")}
    free.pop("deadline_time", None)
    answer = await post(client, door, form, UNSENT[form] | free)
    assert answer.status == (201 if door == "api" else 303)
    receipt = await (await client.get(f"/receipts/{house.keys.token(1)}")).text()
    assert receipt.count(words) >= len(free)


@pytest.mark.parametrize("form", FORMS)
async def test_a_question_of_one_word_with_8000_letters_is_kept_whole(house, client, form):
    assert (await post(client, "multipart", form, UNSENT[form] | {"question": LONG})).status == 303
    assert LONG in await (await client.get(f"/receipts/{house.keys.token(1)}")).text()


BODIES = [
    pytest.param(b"name=Bo", "text/plain", 415, id="text"),
    pytest.param(b"<x/>", "application/xml", 415, id="xml"),
    pytest.param(b"name=Bo", "application/x-www-form-urlencoded; charset=klingon", 415, id="charset"),
    pytest.param(
        b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nBo',
        "multipart/form-data; boundary=b",
        400,
        id="truncated",
    ),
    pytest.param(b"name=Bo", "multipart/form-data", 400, id="no boundary"),
    pytest.param(b"question=" + b"a" * 2_000_000, "application/x-www-form-urlencoded", 413, id="2 MB"),
    pytest.param(b"a=1&" * 300, "application/x-www-form-urlencoded", 413, id="300 fields"),
]


@on_one_engine
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (
            b'--b\r\nContent-Disposition: form-data; name="outlet"\r\n\r\nThe Gazette\r\n'
            b'--b\r\nContent-Disposition: form-data; name="question"\r\n\r\nDoes it mat',
            "multipart/form-data; boundary=b",
            400,
        ),
        (
            b"outlet=The+Gazette&question=Does+it+mat" + b"c" * 2_000_000,
            "application/x-www-form-urlencoded",
            413,
        ),
    ],
    ids=["truncated", "2 MB"],
)
async def test_what_arrived_of_a_body_that_cannot_be_taken_stands_in_the_page(
    house, client, body, kind, status
):
    answer = await client.post("/forms/media", data=io.BytesIO(body), headers={"Content-Type": kind})
    kept = boxes(await answer.text())
    assert (answer.status, kept["outlet"], kept["question"][:11]) == (status, "The Gazette", "Does it mat")
    assert len(kept["question"]) == (11 if status == 400 else 2_000_011)
    assert await count(house) == 0


@on_one_engine
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("body", "kind", "status"), BODIES)
async def test_a_body_that_cannot_be_read_gets_the_form_and_words(house, client, form, body, kind, status):
    answer = await client.post(f"/forms/{form}", data=io.BytesIO(body), headers={"Content-Type": kind})
    page = await answer.text()
    assert (answer.status, title(page)[:7], "form_token" in boxes(page)) == (status, "Error: ", True)
    assert await count(house) == 0


@on_one_engine
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"name": "\xff"}', "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"words"', "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 400),
        (b"name=Bo", "application/x-www-form-urlencoded", 415),
        (b"name=Bo", "text/plain", 415),
        (b'{"a": "' + b"a" * 2_000_000 + b'"}', "application/json", 413),
    ],
)
async def test_the_api_answers_what_it_cannot_read_with_a_problem(house, client, body, kind, status):
    answer = await client.post(
        "/api/v1/forms/media/submissions", data=io.BytesIO(body), headers={"Content-Type": kind}
    )
    told = await answer.json()
    assert (answer.status, answer.content_type, told["status"]) == (
        status,
        "application/problem+json",
        status,
    )
    assert told["detail"]
    assert ("one JSON object, with Content-Type: application/json" in told["detail"]) == (status == 415)
    assert await count(house) == 0


@on_one_engine
async def test_no_form_of_that_name_is_a_404_at_both_doors(client):
    page, api = await client.post("/forms/none", data={}), await client.post("/api/v1/forms/none/submissions")
    assert (page.status, api.status, api.content_type) == (404, 404, "application/problem+json")
