"""What holds for every act there is: its form, who may send it, and that doing it twice does it once.

A new act needs a line in ACTS and one in acts_done.py: an inquiry that is ready for it, and what to type.
"""

import html
import re

import html5lib
import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts import ACTS
from inquiries.staff.acts.act import Act
from inquiries.staff.words import rows, sentences
from tests.opened import again
from tests.staff.acts_done import CASES, FIRST, Case
from tests.staff.conftest import Browser

EVERY = [pytest.param(act, CASES[act.name], id=act.name) for act in ACTS]


def address(inquiry: Inquiry, act: Act) -> str:
    return f"/staff/inquiries/{inquiry.reference}/{act.name}"


async def events(house: House, inquiry: Inquiry) -> list[tuple[str, str]]:
    """(kind, facts) of its history."""
    of_it = tables.history.c.inquiry_id == inquiry.id
    columns = (tables.history.c.kind, tables.history.c.facts)
    async with house.database.read() as db:
        found = await db.execute(sa.select(*columns).where(of_it).order_by(tables.history.c.id))
        return [tuple(row) for row in found]


def forms(page: str, url: str) -> list[dict[str, str]]:
    """What each form that posts to `url` sends by itself."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return [
        {box.get("name"): box.get("value", "") for box in form.iter() if box.get("name")}
        for form in document.iter("form")
        if form.get("action") == url and form.get("method") == "post"
    ]


def chosen(page: str, fields: dict[str, str]) -> dict[str, str]:
    """`fields` with the first choice where one is to be made."""
    made = {}
    for name, value in fields.items():
        first = re.search(rf'name="{name}".*?<option value="([^"]*)"', page, re.S) if value == FIRST else None
        made[name] = first[1] if first else value
    return made


def test_every_act_has_a_case_and_a_name_of_its_own() -> None:
    assert [act.name for act in ACTS] == list(CASES)


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_its_form_does_it_once_says_so_and_writes_one_line_that_has_its_words(
    ana: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    there = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    (drawn,) = forms(there, address(inquiry, act))
    assert (drawn["csrf"], drawn["version"]) == (ana.csrf, str(inquiry.version))
    assert case.fields.keys() - drawn.keys() == set()
    sent = {"version": str(inquiry.version), **chosen(there, case.fields)}
    first = await ana.post(address(inquiry, act), sent)
    page, _, place = first.headers["Location"].partition("#")
    assert (first.status, page) == (303, f"/staff/inquiries/{inquiry.reference}?done={act.name}")
    once = await again(house.database, inquiry)
    second = await ana.post(address(inquiry, act), sent)
    assert second.status == (409 if act.needs_version else 303)
    assert await again(house.database, inquiry) == once
    (added,) = (await events(house, inquiry))[len(before) :]
    assert added[0] in sentences.KINDS
    assert added[0] in rows.LAST
    said = html.unescape(await (await ana.get(page)).text())
    assert str(act.done) in said
    assert not place or f'id="{place}"' in said


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_sent_by_who_may_not_or_as_it_may_not_be_it_does_nothing_and_keeps_what_was_typed(
    ana: Browser, cy: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    url, sent = address(inquiry, act), {"version": str(inquiry.version), **case.fields}

    # To Cy, an inquiry of Media does not exist.
    answer = await cy.post(url, sent)
    assert (answer.status, inquiry.outlet in await answer.text()) == (404, False)

    # A form of another page.
    assert (await ana.post(url, {**sent, "csrf": "x"})).status == 403
    assert (await ana.post(url, sent, headers={"Origin": "https://evil.example"})).status == 403

    if act.needs_version:  # made for an older state
        answer = await ana.post(url, {**sent, "version": str(inquiry.version - 1)})
        page = html.unescape(await answer.text())
        assert (answer.status, "Someone was faster." in page) == (409, True)
        assert not case.kept or case.fields[case.kept] in page

    if case.kept:  # words that no page may hold
        answer = await ana.post(url, {**sent, case.kept: "a\x00b"})
        page = await answer.text()
        assert (answer.status, "a character in it cannot be kept" in page) == (422, True)
        assert re.search(rf'id="{act.name}-problem"', page)

    assert (await again(house.database, inquiry), await events(house, inquiry)) == (inquiry, before)
