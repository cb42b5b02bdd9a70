"""What holds for every act there is: its form, who may send it, and that doing it twice does it once.

A new act needs a line in ACTS and one here: an inquiry that is ready for it, and what to type.
"""

import html
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import html5lib
import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.staff.acts import ACTS
from inquiries.staff.acts.act import Act
from inquiries.staff.words import rows, sentences
from tests.opened import again
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

CANARY = "Ring the shelter & “ask” for <Dee>"
Ready = Callable[[House, Browser], Awaitable[Inquiry]]


async def going(house: House, ana: Browser) -> Inquiry:
    return await opened(house, "media")


async def closed(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(
        changes.close, found, outcome=Outcome.ANSWERED, reason="", staff_id=ana.who.id, at=NOON
    )
    return await again(house.database, found)


async def held(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    quarantined = tables.inquiries.update().values(status=int(Status.QUARANTINED), suspicion="it smells")
    await house.database.write(lambda tx: tx.execute(quarantined))
    return await again(house.database, found)


async def owned(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.assign, found, to=ana.who.id, staff_id=ana.who.id, at=NOON)
    return await again(house.database, found)


async def waits(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    until = NOON + timedelta(hours=1)
    await house.database.write(
        changes.wait, found, waits_for="time", until=until, staff_id=ana.who.id, at=NOON
    )
    return await again(house.database, found)


async def tagged(house: House, ana: Browser) -> Inquiry:
    found = await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.tag, found, tags=["audit"], staff_id=ana.who.id, at=NOON)
    return await again(house.database, found)


async def asked_twice(house: House, ana: Browser) -> Inquiry:
    """The older of two alike: the one that stays."""
    found = await opened(house, "media")
    await opened(house, "media")
    return found


async def merged(house: House, ana: Browser) -> Inquiry:
    stays, goes = await opened(house, "media"), await opened(house, "media")
    assert ana.who is not None
    await house.database.write(changes.merge, goes, into=stays, staff_id=ana.who.id, at=NOON)
    return await again(house.database, stays)


@dataclass(frozen=True)
class Case:
    """How to do an act that can be done: on what, and with which words. `kept` is the box of free text.

    FIRST is the first choice that the form gives.
    """

    ready: Ready = going
    fields: dict[str, str] = field(default_factory=dict)
    kept: str = ""


FIRST = "*"
CASES = {
    "release": Case(held),
    "bring-back": Case(waits),
    "acknowledge": Case(fields={"text": CANARY, "back_by": "15:00"}, kept="text"),
    "take": Case(),
    "assign": Case(fields={"owner": ""}),
    "decline": Case(fields={"reason": CANARY}, kept="reason"),
    "close": Case(fields={"outcome": "answered", "reason": CANARY}, kept="reason"),
    "reopen": Case(closed),
    "hand-over": Case(owned, {"desk": "media", "owner": "", "text": CANARY}, kept="text"),
    "snooze": Case(fields={"until_day": "tomorrow", "until_date": "", "until_time": "09:00"}),
    "wait": Case(),
    "move-deadline": Case(
        fields={
            "deadline_date": "2026-11-25",
            "deadline_time": "16:00",
            "timezone": "Europe/London",
            "asked_by": CANARY,
        },
        kept="asked_by",
    ),
    "tag": Case(fields={"tags": "Audit, winter"}, kept="tags"),
    "merge": Case(asked_twice, {"other": FIRST}),
    "unmerge": Case(merged, {"part": FIRST}),
    "untag": Case(tagged, {"tag": "audit"}),
    "note": Case(fields={"text": CANARY, "once_key": "k"}, kept="text"),
}
EVERY = [pytest.param(act, CASES[act.name], id=act.name) for act in ACTS]
TYPED = [param for param in EVERY if param.values[1].kept]  # type: ignore[attr-defined]
VERSIONED = [param for param in EVERY if param.values[0].needs_version]  # type: ignore[attr-defined]


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


async def chosen(ana: Browser, inquiry: Inquiry, fields: dict[str, str]) -> dict[str, str]:
    """`fields` with the first choice where one is to be made."""
    page = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    made = {}
    for name, value in fields.items():
        first = re.search(rf'name="{name}".*?<option value="([^"]*)"', page, re.S) if value == FIRST else None
        made[name] = first[1] if first else value
    return made


def test_every_act_has_a_case_and_a_name_of_its_own() -> None:
    assert [act.name for act in ACTS] == list(CASES)


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_its_form_stands_on_the_page_with_token_and_version_and_a_box_for_every_word(
    ana: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    page = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    (drawn,) = forms(page, address(inquiry, act))
    assert (drawn["csrf"], drawn["version"]) == (ana.csrf, str(inquiry.version))
    assert case.fields.keys() - drawn.keys() == set()


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_it_is_done_once_says_so_and_writes_one_line_that_has_its_words(
    ana: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    sent = {"version": str(inquiry.version), **await chosen(ana, inquiry, case.fields)}
    first = await ana.post(address(inquiry, act), sent)
    assert (first.status, first.headers["Location"]) == (
        303,
        f"/staff/inquiries/{inquiry.reference}?done={act.name}",
    )
    once = await again(house.database, inquiry)
    second = await ana.post(address(inquiry, act), sent)
    assert second.status == (409 if act.needs_version else 303)
    assert await again(house.database, inquiry) == once
    (added,) = (await events(house, inquiry))[len(before) :]
    assert added[0] in sentences.KINDS
    assert added[0] in rows.LAST
    said = html.unescape(await (await ana.get(first.headers["Location"])).text())
    assert str(act.done) in said


@pytest.mark.parametrize(("act", "case"), VERSIONED)
async def test_made_for_an_older_state_it_does_nothing_and_keeps_what_was_typed(
    ana: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    answer = await ana.post(address(inquiry, act), {"version": str(inquiry.version - 1), **case.fields})
    page = html.unescape(await answer.text())
    assert answer.status == 409
    assert "Someone was faster." in page
    assert not case.kept or case.fields[case.kept] in page
    assert (await again(house.database, inquiry), await events(house, inquiry)) == (inquiry, before)


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_to_cy_an_inquiry_of_media_does_not_exist(
    ana: Browser, cy: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    answer = await cy.post(address(inquiry, act), {"version": str(inquiry.version), **case.fields})
    assert (answer.status, inquiry.outlet in await answer.text()) == (404, False)
    assert (await again(house.database, inquiry), await events(house, inquiry)) == (inquiry, before)


@pytest.mark.parametrize(("act", "case"), EVERY)
async def test_a_form_of_another_page_does_nothing(ana: Browser, house: House, act: Act, case: Case) -> None:
    inquiry = await case.ready(house, ana)
    before = await events(house, inquiry)
    sent = {"version": str(inquiry.version), **case.fields}
    assert (await ana.post(address(inquiry, act), {**sent, "csrf": "x"})).status == 403
    elsewhere = {"Origin": "https://evil.example"}
    assert (await ana.post(address(inquiry, act), sent, headers=elsewhere)).status == 403
    assert (await again(house.database, inquiry), await events(house, inquiry)) == (inquiry, before)


@pytest.mark.parametrize(("act", "case"), TYPED)
async def test_words_that_no_page_may_hold_are_refused_in_words(
    ana: Browser, house: House, act: Act, case: Case
) -> None:
    inquiry = await case.ready(house, ana)
    sent = {"version": str(inquiry.version), **case.fields, case.kept: "a\x00b"}
    answer = await ana.post(address(inquiry, act), sent)
    assert (answer.status, "a character in it cannot be kept" in await answer.text()) == (422, True)
    assert re.search(rf'id="{act.name}-problem"', await answer.text())
    assert await again(house.database, inquiry) == inquiry
