"""Search, filters and saved views as staff meet them: by plain forms, marked, kept in every link, and nobody else's."""

import html
import re

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database.engine import Tx
from inquiries.database.tables import saved_views
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome
from tests import opened as made
from tests.each import each
from tests.opened import events, media
from tests.staff.answers import went
from tests.staff.conftest import NOON, Browser


@pytest.fixture
async def shelf(house: House, ana: Browser) -> list[Inquiry]:
    """On Media: one asked by Élodie O’Brien, one that only a note has the lantern of, one closed; one on Events."""
    assert ana.who is not None
    found = await made.opened(
        house.database,
        house.keys,
        media(answers={"name": "Élodie O’Brien", "question": "Is <b>the lantern</b> lit?"}),
        media(answers={"outlet": "Radio Nord", "topic": "partnerships", "question": "x " * 300 + "shelter"}),
        media(answers={"question": "Old lantern"}),
        events(answers={"question": "A lantern walk"}),
    )
    by = {"staff_id": ana.who.id, "at": NOON}
    words = "She rang about the LANTERN & more"
    await house.database.write(changes.note, found[1], text=words, once_key="n", **by)
    await house.database.write(changes.close, found[2], outcome=Outcome.ANSWERED, reason="", **by)
    return found


async def page(browser: Browser, url: str) -> str:
    answer = await browser.get(url)
    assert answer.status == 200
    return await answer.text()


def references(page: str) -> list[str]:
    return re.findall(r'class="row-link" href="/staff/inquiries/([^"?]+)', page)


async def test_a_search_finds_closed_ones_too_and_marks_what_it_found(
    ana: Browser, shelf: list[Inquiry]
) -> None:
    found = await page(ana, "/staff/inbox?q=elod+LANT")
    assert references(found) == [shelf[0].reference]
    assert "<mark>Élodie</mark> O’Brien" in found
    assert "Is &lt;b&gt;the <mark>lantern</mark>&lt;/b&gt; lit?" in found
    found = await page(ana, "/staff/inbox?q=lantern")
    assert references(found) == [shelf[number].reference for number in (2, 1, 0)]
    assert '<b class="row-where">Note</b> She rang about the <mark>LANTERN</mark> &amp; more' in found
    assert "… x x x" in (found := await page(ana, "/staff/inbox?q=shelter"))
    assert "<mark>shelter</mark>" in found


async def test_a_filter_is_a_plain_form_whose_words_stand_above_the_list_and_in_every_link(
    ana: Browser, shelf: list[Inquiry]
) -> None:
    query = "view=open&topic=partnerships&outlet=radio&from=2026-11-01"
    found = html.unescape(await page(ana, f"/staff/inbox?{query}"))
    assert references(found) == [shelf[1].reference]
    assert re.findall(r'class="chip">([^<]+)', found) == [
        "Topic Partnerships",
        "Outlet radio",
        "Arrived from 1 Nov",
    ]
    assert f'href="/staff/inquiries/{shelf[1].reference}?{query}"' in found
    beside = html.unescape(await page(ana, f"/staff/inquiries/{shelf[1].reference}?{query}"))
    assert references(beside) == [shelf[1].reference]
    assert "1 of 1" in beside


@each(
    "query",
    [
        "topic=../x&owner=me&outcome=won&from=soon&to=9999-12-31",
        "owner=" + "9" * 30,
        "q=%00",
        "from=0001-01-01",
        "desk=events&view=nothing",
        "order=best",
        "tag=%ff&outlet=%ed%a0%80",
    ],
)
async def test_what_makes_no_sense_narrows_nothing(ana: Browser, shelf: list[Inquiry], query: str) -> None:
    assert len(references(await page(ana, f"/staff/inbox?{query}"))) in (0, 2)


@each("q", ['"', "*", "NEAR(", "x:y", "'", "a" * 7_000, "\u202b؟", "%25", "<script>"])
async def test_whatever_is_typed_is_answered_and_escaped(ana: Browser, shelf: list[Inquiry], q: str) -> None:
    answer = await ana.get("/staff/inbox", params={"q": q})
    assert answer.status == 200
    assert "<script>" not in await answer.text()


async def test_nothing_found_says_where_to_look_further(ana: Browser, shelf: list[Inquiry]) -> None:
    found = html.unescape(await page(ana, "/staff/inbox?q=old+lantern&view=open&desk=media&topic=programs"))
    assert "Nothing found for “old lantern”." in found
    links = re.findall(r'<p><a href="(/staff/inbox[^"]+)">Look', found)
    assert len(links) == 3
    assert [references(await page(ana, link)) == [shelf[2].reference] for link in links] == [
        False,
        True,
        False,
    ]


async def test_a_reference_in_any_case_finds_its_inquiry(ana: Browser, shelf: list[Inquiry]) -> None:
    typed = shelf[1].reference.lower().replace("-", "")
    assert references(await page(ana, f"/staff/inbox?q={typed}")) == [shelf[1].reference]


async def test_cy_finds_nothing_of_media_by_words_filters_or_views(
    ana: Browser, cy: Browser, shelf: list[Inquiry]
) -> None:
    mine = shelf[3].reference
    for query in (
        "q=lantern",
        "q=obrien",
        f"q={shelf[0].reference}",
        "view=all&outlet=radio",
        "view=closed&owner=1",
    ):
        for more in ("", "&desk=media", "&order=best", "&view=closed&desk=media"):
            found = await page(cy, f"/staff/inbox?{query}{more}")
            assert set(references(found)) <= {mine}
            assert [
                word for word in ("O’Brien", "Nord", ">Partnerships<", "Ana Alves") if word in found
            ] == []
    await ana.post("/staff/views", {"name": "Brien watch", "query": "view=all&q=obrien", "desk": "media"})
    assert "Brien watch" not in await page(cy, "/staff/inbox")
    assert "Brien watch" not in await page(cy, "/staff/views")


async def test_a_view_is_saved_opened_renamed_and_deleted(
    ana: Browser, cy: Browser, shelf: list[Inquiry]
) -> None:
    saved = await ana.post(
        "/staff/views", {"name": "Lanterns", "query": "view=all&q=lantern&junk=1", "desk": ""}
    )
    assert went(saved) == (303, "/staff/inbox?view=all&q=lantern")
    nav = await page(ana, "/staff/inbox?view=all&q=lantern")
    assert re.search(
        r'href="/staff/inbox\?view=all&amp;q=lantern" aria-current="page">\s*<span>Lanterns<', nav
    )
    (id,) = set(re.findall(r"/staff/views/(\d+)/rename", await page(ana, "/staff/views")))
    assert (await cy.post(f"/staff/views/{id}/rename", {"name": "Mine now"})).status == 404
    assert (await cy.post(f"/staff/views/{id}/delete")).status == 404
    assert went(await ana.post(f"/staff/views/{id}/rename", {"name": "Lights"})) == (303, "/staff/views")
    assert "Lights" in await page(ana, "/staff/inbox")
    assert went(await ana.post(f"/staff/views/{id}/delete")) == (303, "/staff/views")
    assert "Lights" not in await page(ana, "/staff/inbox")


async def test_a_desks_view_is_everybodys_on_it_and_only_theirs_to_make(
    ana: Browser, cy: Browser, dee: Browser, shelf: list[Inquiry]
) -> None:
    fields = {"name": "Waiting for us", "query": "view=nobody&desk=media", "desk": "media"}
    assert (await cy.post("/staff/views", fields)).status == 403
    assert (await ana.post("/staff/views", fields)).status == 303
    assert "Waiting for us" in await page(dee, "/staff/inbox")
    (id,) = set(re.findall(r"/staff/views/(\d+)/delete", await page(dee, "/staff/views")))
    assert (await dee.post(f"/staff/views/{id}/delete")).status == 303


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "\x00"])
async def test_a_view_needs_a_name(ana: Browser, name: str) -> None:
    answer = await ana.post("/staff/views", {"name": name, "query": "view=mine", "desk": ""})
    assert answer.status == 422
    assert "Give the view a name" in await answer.text()


async def test_forms_of_views_are_proved(ana: Browser, house: House) -> None:
    fields = {"name": "x", "query": "", "desk": "", "csrf": "no"}
    for path in ("/staff/views", "/staff/views/1/rename", "/staff/views/1/delete"):
        assert (await ana.post(path, fields)).status == 403


OUTDATED = "view=gone&desk=closed-down&topic=&owner=x&after=1"


async def test_a_saved_address_of_another_time_opens_safely(
    ana: Browser, house: House, shelf: list[Inquiry]
) -> None:
    async def keep(tx: Tx) -> None:
        row = {"name": "Old", "query": OUTDATED, "desk": "", "staff_id": ana.who and ana.who.id}
        await tx.execute(saved_views.insert().values(row))

    await house.database.write(keep)
    assert "Old" in await page(ana, "/staff/inbox")
    assert len(references(await page(ana, f"/staff/inbox?{OUTDATED}"))) == 2


async def test_a_search_takes_as_many_queries_for_fifty_as_for_three(ana: Browser, house: House) -> None:
    heard: list[str] = []
    for engine in house.database.reading:
        sa.event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    numbers = []
    for more in (3, 47):
        await made.opened(house.database, house.keys, *(media() for _ in range(more)))
        for query in ("q=shelter", "q=shelter&order=best", "topic=programs"):
            heard.clear()
            await page(ana, f"/staff/inbox?{query}")
            numbers.append(sum(words.startswith("SELECT") for words in heard))
    assert numbers[:3] == numbers[3:] != [0, 0, 0]
