"""A call is logged from anywhere: about an inquiry there is, or as one of its own."""

import html
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import records
from inquiries.inquiry.model import Inquiry, Status
from tests.each import each
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

SAID = "They go to print an hour earlier & want “two sentences”."
RANG = {"direction": "in", "text": SAID, "once_key": "one"}
NEW = RANG | {"inquiry": "", "name": "Bo Baker", "topic": "media/programs"}


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def calls(house: House, id: int) -> list[tuple[str, dict[str, str]]]:
    async with house.database.read() as db:
        return [(entry.text, dict(entry.facts)) for entry in await records.said(db, id, kind="call")]


async def newest(house: House) -> Inquiry:
    async with house.database.read() as db:
        id = await db.scalar(sa.select(sa.func.max(tables.inquiries.c.id)))
        found = await records.by_id(db, id or 0)
    assert found is not None
    return found


async def test_from_an_inquiry_that_one_is_chosen_and_what_was_said_is_enough(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    page = await (await ana.get(f"/staff/calls?inquiry={inquiry.reference}")).text()
    assert f'<option value="{inquiry.reference}" selected>' in page
    answer = await ana.post("/staff/calls", RANG | {"inquiry": inquiry.reference})
    assert (answer.status, answer.headers["Location"]) == (
        303,
        f"/staff/inquiries/{inquiry.reference}?done=call",
    )
    kept = {"direction": "in", "person": inquiry.name, "number": ""}
    assert await calls(house, inquiry.id) == [(SAID, kept)]
    shown = html.unescape(await (await ana.get(answer.headers["Location"])).text())
    assert SAID in shown
    assert (
        shown.count(f"{inquiry.name} rang; Ana Alves took the call") == 3
    )  # in the conversation and in the history


async def test_a_caller_nobody_knows_becomes_an_inquiry_of_whoever_took_the_call(
    ana: Browser, house: House
) -> None:
    await ana.post("/staff/calls", NEW | {"deadline_time": "4 pm", "outlet": "Radio Nord"})
    found = await newest(house)
    assert (found.desk, found.form, found.topic, found.status) == ("media", "media", "programs", Status.OPEN)
    assert (found.name, found.outlet, found.email, found.question) == ("Bo Baker", "Radio Nord", "", SAID)
    assert found.deadline_at == NOON + timedelta(hours=4)
    assert found.owner == found.acknowledged_by
    assert found.owner is not None
    assert found.owner.name == "Ana Alves"
    page = html.unescape(await (await ana.get(f"/staff/inquiries/{found.reference}")).text())
    assert "Arrived by phone" in page
    assert "Routed to Media because Ana Alves took the call" in page


async def test_a_double_click_is_one_inquiry(ana: Browser, house: House) -> None:
    places = [(await ana.post("/staff/calls", NEW)).headers["Location"] for _ in range(2)]
    async with house.database.read() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries)) == 1
    assert places[0] == places[1]


@each(
    ("changed", "problem"),
    [
        ({"text": "  "}, "Write what was said"),
        ({"name": ""}, "Enter who rang"),
        ({"direction": "sideways"}, "Choose who rang"),
        ({"topic": "events/start-a-fundraiser"}, "Choose what it is about from the list"),
        ({"inquiry": "AAA-AAAA"}, "Choose an inquiry from the list, or a new one"),
        ({"email": "nobody"}, "Enter an email address with an @, like name@outlet.example"),
        ({"deadline_time": "soonish"}, "Enter the time"),
        ({"deadline_time": "16:00", "deadline_day": "date"}, "Enter the date of your deadline"),
    ],
)
async def test_what_cannot_be_kept_is_said_and_all_that_was_typed_stays(
    ana: Browser, house: House, changed: dict[str, str], problem: str
) -> None:
    answer = await ana.post("/staff/calls", NEW | changed)
    page = html.unescape(await answer.text())
    assert answer.status == 422
    assert problem in page
    assert (NEW | changed)["text"] in page
    async with house.database.read() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.inquiries)) == 0


async def test_cy_can_neither_choose_nor_reach_an_inquiry_of_media(
    cy: Browser, house: House, inquiry: Inquiry
) -> None:
    page = await (await cy.get(f"/staff/calls?inquiry={inquiry.reference}")).text()
    assert inquiry.reference not in page
    assert 'value="media/programs' not in page
    answer = await cy.post("/staff/calls", RANG | {"inquiry": inquiry.reference})
    assert answer.status == 422
    assert await calls(house, inquiry.id) == []
    assert await again(house.database, inquiry) == inquiry
