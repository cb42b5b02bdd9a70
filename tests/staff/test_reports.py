"""The report's page and its CSV: what they say, of which days, and to whom."""

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest

from inquiries.app import House
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome
from tests import opened as made
from tests.each import each
from tests.opened import HOUR, again, clocks, events, media
from tests.staff.conftest import NOON, Browser

PAGE, LINES = "/staff/reports", "/staff/reports.csv"
TODAY = "from=2026-11-24&to=2026-11-24"
WEEK = timedelta(weeks=1)


@pytest.fixture
async def past(house: House, ana: Browser) -> list[Inquiry]:
    """Of last week: two answered in time, one declined, one late, one of the Events desk without a deadline."""
    at = NOON - WEEK
    week = media(received_at=at, clocks=clocks(at))
    outlets = ({}, {}, {"outlet": "=1+1"}, {"outlet": "<b>Post</b>"})
    calm = events(received_at=at, clocks=clocks(at, deadline=None))
    found = await made.opened(
        house.database, house.keys, *(_with(week, answers) for answers in outlets), calm
    )
    assert ana.who is not None
    ends = (
        (Outcome.ANSWERED, HOUR, ""),
        (Outcome.ANSWERED, 2 * HOUR, ""),
        (Outcome.DECLINED, HOUR, "A person’s safety"),
        (Outcome.ANSWERED, 9 * HOUR, ""),
    )
    who = ana.who.id
    for inquiry, (outcome, after, reason) in zip(found, ends, strict=False):
        had = at + timedelta(minutes=7)
        await house.database.write(
            changes.acknowledge, inquiry, staff_id=who, text="Mine", back_by=None, at=had
        )
        now = await again(house.database, inquiry)
        how: dict[str, Any] = {"outcome": outcome, "reason": reason}
        await house.database.write(changes.close, now, **how, staff_id=who, at=at + after)
    return found


def _with(week: Any, answers: dict[str, str]) -> Any:
    return media(received_at=week.received_at, clocks=week.clocks, answers=answers)


async def words(browser: Browser, query: str = "") -> str:
    """What a reader of the page reads, in one line."""
    answer = await browser.get(f"{PAGE}?{query}")
    assert answer.status == 200
    text = re.sub(r"<(?:title|desc)[^>]*>.*?</(?:title|desc)>", " ", await answer.text())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.split("<main")[1])).split())


async def lines(browser: Browser, query: str = "") -> list[list[str]]:
    answer = await browser.get(f"{LINES}?{query}")
    assert answer.status == 200
    text = (await answer.read()).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


async def test_the_headline_and_its_sections(ana: Browser, past: list[Inquiry]) -> None:
    said = await words(ana)
    for expected in (
        "Media desk, 26 October to 22 November, four weeks",
        "75% answered or honestly declined before the asker’s own deadline.",
        "2 answered in time 1 declined with a reason 1 late 0 did not respond",
        "3 of 4 inquiries that had a deadline. The four weeks before: no deadline.",
        "Answered late 1",
        "In the week from 16 Nov, 3 of 4.",
        "Half within 7 min, nine of ten within 7 min.",
        "Half within 2 h, nine of ten within 9 h.",
        "The hour from 12:00 is the busiest.",
        "Most came on a Tuesday.",
        "The Example Gazette 2",
        "Why one was declined",
        "A person’s safety 1",
        "Nothing is open.",
    ):
        assert expected in said


async def test_every_chart_says_the_whole_of_it_to_who_cannot_see_it(
    ana: Browser, past: list[Inquiry]
) -> None:
    page = await (await ana.get(PAGE)).text()
    charts = re.findall(r'<svg class="chart .*?</svg>', page, re.DOTALL)
    assert charts
    for chart in charts:
        named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', chart)
        assert named is not None
        assert re.search(rf'<title id="{named[1]}">[^<]+</title>', chart)
        assert re.search(rf'<desc id="{named[2]}">[^<]+</desc>', chart)
    assert "28 Sep –, 5 Oct –, 12 Oct –, 19 Oct –, 26 Oct –, 2 Nov –, 9 Nov –, 16 Nov 75%" in page
    assert "style=" not in page


async def test_nothing_a_stranger_wrote_is_markup_here(ana: Browser, past: list[Inquiry]) -> None:
    page = await (await ana.get(PAGE)).text()
    assert "<b>Post</b>" not in page
    assert "&lt;b&gt;Post&lt;/b&gt;" in page


async def test_nothing_at_all_is_said_in_words(ana: Browser) -> None:
    said = await words(ana)
    assert "– answered or honestly declined" in said
    assert "No deadline fell in these days." in said
    assert "None in these days." in said


async def test_cy_sees_nothing_of_media(cy: Browser, past: list[Inquiry]) -> None:
    for query in ("", "desk=media", "desk=media&period=year"):
        said = await words(cy, query)
        assert "Events desk" in said
        assert "No deadline fell in these days." in said
        assert "Gazette" not in said
        assert "safety" not in said
        found = await lines(cy, query)
        assert [line[1] for line in found[1:]] == ["Events"]


async def test_a_desk_can_be_chosen_among_ones_own(dee: Browser, past: list[Inquiry]) -> None:
    assert "Media and Events, 26 October" in await words(dee)
    assert [line[1] for line in await lines(dee)] == ["Desk", *["Media"] * 4, "Events"]
    assert "Events desk, 26 October" in await words(dee, "desk=events")
    assert [line[1] for line in await lines(dee, "desk=events")] == ["Desk", "Events"]


@each(
    ("query", "days"),
    [
        ("period=quarter", "24 August to 22 November, 13 weeks"),
        ("period=year", "24 November 2025 to 22 November, 52 weeks"),
        ("period=nonsense", "26 October to 22 November, four weeks"),
        ("from=2026-11-17&to=2026-11-18", "17 November to 18 November, 2 days"),
        (TODAY, "Media desk, 24 November Change dates"),
        ("from=2026-10-26&to=2026-11-22&desk=", "26 October to 22 November, four weeks"),
    ],
)
async def test_the_days_are_those_asked_for(ana: Browser, query: str, days: str) -> None:
    said = await words(ana, query)
    assert days in said


@each(
    ("query", "problem"),
    [
        ("from=yesterday&to=2026-11-22", "“yesterday” is not a day we know; write it like 2026-10-26."),
        ("from=2026-02-30&to=2026-11-22", "“2026-02-30” is not a day we know"),
        ("from=2026-W01-1&to=2026-11-22", "“2026-W01-1” is not a day we know"),
        ("from=0001-01-01&to=9999-12-31", "“0001-01-01” is not a day we know"),
        ("from=2026-11-22&to=", "Enter both the first day and the last."),
        ("to=2026-11-22", "Enter both the first day and the last."),
        ("from=2026-11-22&to=2026-11-21", "The first day comes after the last; swap them."),
        ("from=1990-01-01&to=2026-11-21", "Choose ten years or less."),
        ("from=%FF%00&to=%3Cscript%3E", "is not a day we know"),
    ],
)
async def test_days_that_make_no_sense_are_answered_with_words_and_the_usual_ones(
    ana: Browser, past: list[Inquiry], query: str, problem: str
) -> None:
    said = await words(ana, query)
    assert problem in said
    assert "These are the last four weeks instead." in said
    assert "26 October to 22 November, four weeks" in said
    assert len(await lines(ana, query)) == 5


async def test_lines_are_whole_without_anybodys_name(ana: Browser, past: list[Inquiry]) -> None:
    found = await lines(ana)
    assert found[0] == [
        "Reference",
        "Desk",
        "Topic",
        "Request type",
        "Outlet",
        "Received",
        "Deadline",
        "Acknowledged",
        "Closed",
        "Outcome",
        "In time",
        "Minutes to acknowledge",
        "Minutes to answer",
    ]
    time = "2026-11-17T{}-05:00"
    start = [past[0].reference, "Media", "Our programs", "comment", "The Example Gazette"]
    assert found[1] == [
        *start,
        *(time.format(at) for at in ("12:00:00", "16:00:00", "12:07:00", "13:00:00")),
        *("Answered", "yes", "7", "60"),
    ]
    assert [line[4] for line in found[1:]] == ["The Example Gazette"] * 2 + ["'=1+1", "<b>Post</b>"]
    assert [line[9:] for line in found[3:]] == [["Declined", "yes", "7", ""], ["Answered", "no", "7", "540"]]


async def test_lines_carry_no_question_no_name_and_no_address(ana: Browser, past: list[Inquiry]) -> None:
    answer = await ana.get(LINES)
    text = (await answer.read()).decode()
    assert text.startswith('\ufeff"Reference"')
    assert text.endswith("\r\n")
    assert [word for word in ("Bo Baker", "bo@", "Lyon", "safety") if word in text] == []
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    name = "inquiries-2026-10-26-to-2026-11-22.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_head_of_the_lines_can_be_asked_for(ana: Browser) -> None:
    answer = await ana.client.head(LINES)
    assert (answer.status, await answer.read()) == (200, b"")


async def test_more_than_a_hundred_are_one_bar_in_proportion(ana: Browser, house: House) -> None:
    at = NOON - WEEK
    week = media(received_at=at, clocks=clocks(at))
    await made.opened(house.database, house.keys, *[week] * 101)
    page = await (await ana.get(PAGE)).text()
    assert 'class="proportion"' in page
    assert 'class="units"' not in page
    assert '<rect class="unit-late" x="0.0%" y="2" width="100.0%" height="40"/>' in page
