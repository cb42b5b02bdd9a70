"""One inquiry's page: its words, its clocks, its conversation and its history, for those who may see it."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import changes
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Event, Inquiry, Outcome
from inquiries.outbox import deliveries
from inquiries.outcome import Refused
from inquiries.queue import jobs
from inquiries.staff.office import OFFICE, Visitor
from inquiries.staff.words import rows, sentences, strip
from inquiries.wording import Text, pack
from tests import opened as made
from tests.each import each
from tests.opened import HOUR, again, clocks, events, media
from tests.staff.conftest import NOON, Browser, Moment

STRANGE = "<script>alert(1)</script> & “Bo”"


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def page(browser: Browser, inquiry: Inquiry) -> str:
    answer = await browser.get(f"/staff/inquiries/{inquiry.reference}")
    assert answer.status == 200
    return await answer.text()


def event(kind: str, who: str | None = "Dee Dunn", **facts: object) -> Event:
    return Event(NOON, kind, who, facts)


@each(
    ("happened", "sentence"),
    [
        (event("received", None, form="media", door="page"), "Arrived by the form “Media inquiry”"),
        (
            event("received", None, form="media", door="api"),
            "Arrived by the API, as the form “Media inquiry”",
        ),
        (event("received", None, form="gone", door="site"), "Arrived by the form “gone” on another site"),
        (
            event(
                "routed",
                None,
                desk="media",
                reasons=[
                    pack(Text("the topic is %(topic)s", {"topic": Text("Our programs")})),
                    pack(Text("it is in French")),
                ],
            ),
            "Routed to Media because the topic is Our programs and it is in French",
        ),
        (
            event("quarantined", None, suspicion="a box that only robots see was filled in"),
            "Held in quarantine because a box that only robots see was filled in",
        ),
        (event("released"), "Dee Dunn released it from quarantine"),
        (event("acknowledged"), "Dee Dunn acknowledged it"),
        (event("taken"), "Dee Dunn took it"),
        (event("put back"), "Dee Dunn gave it back; nobody has it"),
        (event("assigned", to="Ana 100% Alves"), "Dee Dunn assigned it to Ana 100% Alves"),
        (event("noted"), "Dee Dunn added a private note"),
        (event("closed", outcome="answered", reason=""), "Dee Dunn closed it: Answered"),
        (
            event("closed", outcome="declined", reason="50% is not ours"),
            "Dee Dunn closed it: Declined – 50% is not ours",
        ),
        (event("closed", None, outcome="story-dropped"), "They closed it on the receipt page: Story dropped"),
        (event("reopened"), "Dee Dunn opened it again"),
        (
            event("not mailed", None, why=pack(Text("the address had an automatic mail within a day"))),
            "No receipt was mailed, it stands on their page: the address had an automatic mail within a day",
        ),
        (
            event("address confirmed", None, address="bo@gazette.example"),
            "They confirmed that bo@gazette.example is theirs, by the link we mailed there",
        ),
        (
            event("disowned", None, address="bo@gazette.example"),
            "Whoever reads bo@gazette.example says that they did not send this",
        ),
        (event("100% unknown"), "100% unknown"),
    ],
)
def test_the_history_is_whole_sentences(settings: Any, happened: Event, sentence: str) -> None:
    assert sentences.sentence(happened, Reader(settings, "en", NOON)) == sentence


def test_every_kind_in_the_history_has_a_word_for_the_row_and_a_sentence() -> None:
    assert set(rows.LAST) == set(sentences._SENTENCES)


async def test_what_was_done_stands_on_the_page_in_order(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    url = f"/staff/inquiries/{inquiry.reference}"
    await ana.post(f"{url}/take", {"version": "1"})
    drawn = re.search(r'name="seen" id="note-seen" value="([^"]+)"', await page(dee, inquiry))
    assert drawn is not None
    await dee.post(f"{url}/note", {"text": "Use our own number.", "once_key": "k", "seen": drawn[1]})
    await dee.post(f"{url}/close", {"version": "2", "outcome": "declined", "reason": "Not ours."})
    words = html.unescape(await page(ana, inquiry))
    told = [
        "Arrived by the form “Media inquiry”",
        "Routed to Media because the topic is Programs",
        "Ana Alves took it",
        "Dee Dunn added a private note",
        "Dee Dunn closed it: Declined – Not ours.",
    ]
    places = [words.rindex(sentence) for sentence in told]
    assert places == sorted(places)
    assert "Use our own number." in words
    assert "Private" in words
    assert "Declined 12:00 by Dee Dunn: Not ours." in words


async def test_nothing_a_stranger_wrote_is_markup(ana: Browser, house: House) -> None:
    answers = dict.fromkeys(("name", "outlet", "phone", "topic", "request_type", "question"), STRANGE)
    (inquiry,) = await made.opened(house.database, house.keys, media(answers=answers))
    words = await page(ana, inquiry)
    assert "<script>alert" not in words
    assert html.escape(STRANGE, quote=False).split("“")[0] in words


@each("reference", ["nonsense", "000-0000", "%00", "%FF", "x" * 500])
async def test_what_does_not_exist_and_what_is_not_theirs_look_the_same(
    cy: Browser, inquiry: Inquiry, reference: str
) -> None:
    theirs = await cy.get(f"/staff/inquiries/{inquiry.reference}")
    none = await cy.get(f"/staff/inquiries/{reference}")
    assert (theirs.status, none.status) == (404, 404)
    assert await theirs.text() == await none.text()


async def test_the_reference_is_read_as_people_type_it(ana: Browser, inquiry: Inquiry) -> None:
    typed = inquiry.reference.lower().replace("-", "")
    answer = await ana.get(f"/staff/inquiries/{typed}")
    assert (answer.status, inquiry.reference in await answer.text()) == (200, True)


async def test_reading_goes_on_while_nothing_can_be_written(
    ana: Browser, house: House, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_args: object, **_values: object) -> None:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(type(house.database), "write", full)
    assert "Lyon Street" in await page(ana, inquiry)
    url = f"/staff/inquiries/{inquiry.reference}/take"
    assert (await ana.post(url, {"version": "1"})).status == 503


async def test_looking_is_remembered(ana: Browser, house: House, inquiry: Inquiry) -> None:
    await page(ana, inquiry)
    async with house.database.read() as db:
        found = [tuple(row) for row in await db.execute(sa.select(tables.seen))]
    assert found == [(ana.who and ana.who.id, inquiry.id, NOON)]


async def test_a_mail_that_could_not_be_delivered_is_said_on_the_inquiry(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    about: dict[str, Any] = {"kind": "receipt", "recipient": "bo@gazette.example", "recipient_name": ""}
    more: dict[str, Any] = {"inquiry_id": inquiry.id, "domain": "x.example", "key": "k", "at": NOON}
    await house.database.write(deliveries.add, **about, **more)
    claimed = await house.database.write(jobs.claim, lease="l", now=NOON, until=NOON + HOUR, limit=9)
    for job in claimed:
        await house.database.write(jobs.finish, job, Refused("550 no"), now=NOON)
    words = await page(ana, inquiry)
    assert "A mail to bo@gazette.example could not be delivered." in words
    assert "mail not delivered" in words


@pytest.mark.parametrize(
    ("opening", "passed", "expected"),
    [
        (
            media(clocks=clocks(publishes=9 * HOUR)),
            timedelta(0),
            [
                ("Say if we will", "13:00", "18:00 in London", False),
                ("Start by", "14:00", "then 2 h to prepare and clear", True),
                ("Answer by", "16:00", "21:00 in London", False),
                ("Publishes", "21:00", "02:00 on Wed 25 Nov in London", False),
            ],
        ),
        (
            media(),
            5 * HOUR,
            [
                ("Say if we will", "13:00", "18:00 in London", False),
                ("Start by", "14:00", "then 2 h to prepare and clear", False),
                ("Answer by", "16:00", "21:00 in London", True),
            ],
        ),
        (events(), timedelta(0), [("Say if we will", "13:00", "", False)]),
    ],
)
async def test_the_strip_marks_the_one_clock_to_look_at(
    ana: Browser, house: House, moment: Moment, opening: Any, passed: timedelta, expected: list[Any]
) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, opening)
    assert ana.who is not None
    visitor = Visitor(ana.who, ana.token, frozenset({"media"}), NOON + passed, "en", "America/Toronto")
    shown = strip.clocks(inquiry, visitor, ana.client.server.app[OFFICE])
    assert [(one["label"], one["time"], one["note"], one["main"]) for one in shown] == expected


async def test_an_acknowledged_inquiry_says_by_whom(ana: Browser, house: House, inquiry: Inquiry) -> None:
    assert ana.who is not None
    await house.database.write(
        changes.acknowledge, inquiry, staff_id=ana.who.id, text="Mine", back_by=None, at=NOON
    )
    words = await page(ana, inquiry)
    for expected in ("Acknowledged 12:00", "12:00 done", "Ana Alves told them", "sending"):
        assert expected in words
    found = await again(house.database, inquiry)
    await house.database.write(
        changes.close, found, outcome=Outcome.ANSWERED, reason="", staff_id=ana.who.id, at=NOON
    )
    assert "Answered 12:00 by Ana Alves" in await page(ana, inquiry)
