"""Letters as staff read them on the inquiry's page: by time, once, with what hangs on them."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import changes
from inquiries.inquiry.changes import Arrived
from inquiries.inquiry.model import Inquiry, Recipient
from tests import lettered
from tests import opened as made
from tests.opened import HOUR, media
from tests.staff.conftest import NOON, Browser

MINUTE = timedelta(minutes=1)
QUESTION = "How many people did the shelter on Lyon Street take in?"


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    (inquiry,) = await made.opened(house.database, house.keys, media())
    return inquiry


async def page(browser: Browser, inquiry: Inquiry, query: str = "") -> str:
    answer = await browser.get(f"/staff/inquiries/{inquiry.reference}{query}")
    assert answer.status == 200
    return await answer.text()


def entries(page: str) -> list[tuple[str, str]]:
    """(kind, words) of each entry of the conversation, in order."""
    found = re.findall(r'<article class="entry entry-(\w+)"[^>]*>(.*?)</article>', page, re.S)
    return [(kind, " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())) for kind, words in found]


async def kept(
    house: House, name: str, content: bytes, kind: str = "application/pdf", cid: str = ""
) -> Arrived:
    stored = await house.post.files.save(content, used=0)
    return Arrived(name, kind, len(content), stored, cid)


async def test_an_answer_below_what_it_quotes_has_the_quote_folded_above_it(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    text = "On Tuesday Ana wrote:\n> Twelve.\n\nThank you!"
    await lettered.wrote(house.database, inquiry, at=NOON, text=text)
    _, said = entries(await page(ana, inquiry))[-1]
    assert "Show what they quoted On Tuesday Ana wrote: > Twelve. Thank you! As it came" in said
    assert '<p class="entry-text" dir="auto">Thank you!</p>' in await page(ana, inquiry)


async def test_letters_stand_among_what_was_said_by_time(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    me, write = ana.who, house.database.write
    await lettered.sent(house.database, inquiry, me, at=NOON - 30 * MINUTE, text="Twelve.")
    await write(changes.note, inquiry, text="Careful.", staff_id=me.id, once_key="k", at=NOON - 20 * MINUTE)
    rest = "On Tuesday Ana wrote:\n> Twelve."
    await lettered.wrote(house.database, inquiry, at=NOON - 10 * MINUTE, text="Thank you!", rest=rest)
    await lettered.machine_wrote(house.database, inquiry, at=NOON - 5 * MINUTE)
    await lettered.written(house.database, inquiry, me, at=NOON - MINUTE, text="Thirteen.")
    found = entries(await page(ana, inquiry))
    assert [kind for kind, _ in found[:1]] == ["ours"]
    assert found[0][1].startswith("Ana Alves · 11:30")
    assert found[0][1].endswith("Twelve.")
    assert found[1][1] == "Private – never sent · Ana Alves · 11:40 Careful."
    assert found[2][0] == "theirs"
    assert found[2][1].startswith(
        "Bo Baker , The Example Gazette · 11:50 by mail Thank you! Show what they quoted On"
    )
    assert found[3][0] == "automatic"
    assert "Automatic reply · Bo Baker · 11:55 by mail Show what it says I am away" in found[3][1]
    assert found[4][0] == "ours"
    assert "Thirteen." in found[4][1]
    assert found[5] == ("theirs", f"Bo Baker , The Example Gazette · 12:00 {QUESTION}")


async def test_an_inquiry_that_began_with_a_letter_shows_its_words_once(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await lettered.wrote(
        house.database, inquiry, at=NOON, kind="opening", text=QUESTION, subject="A question & more"
    )
    (only,) = entries(await page(ana, inquiry))
    assert only[0] == "theirs"
    assert only[1].count(QUESTION) == 1
    assert "A question & more" in only[1]


async def test_letters_of_a_part_stand_in_the_whole(ana: Browser, house: House, inquiry: Inquiry) -> None:
    assert ana.who is not None
    (part,) = await made.opened(house.database, house.keys, media(answers={"question": "And the budget?"}))
    text = "About the budget"
    id = await lettered.wrote(house.database, part, at=NOON, text=text, html="<p>Budget</p>")
    await house.database.write(changes.merge, part, into=inquiry, staff_id=ana.who.id, at=NOON)
    whole = await page(ana, inquiry)
    assert text in whole
    url = f"/staff/inquiries/{inquiry.reference}/letters/{id}"
    assert [(await ana.get(f"{url}/{way}")).status for way in ("html", "original")] == [200, 200]


async def test_whom_it_went_to_is_said_where_that_is_not_who_asked(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    to = (Recipient("to", "Bo", "b.b@home.example"), Recipient("cc", "", "editor@gazette.example"))
    await lettered.sent(house.database, inquiry, ana.who, at=NOON, recipients=to)
    assert "to b.b@home.example, copy to editor@gazette.example" in html.unescape(await page(ana, inquiry))


async def test_who_else_read_theirs_is_said(ana: Browser, house: House, inquiry: Inquiry) -> None:
    await lettered.wrote(house.database, inquiry, at=NOON, facts={"cc": ["wen@gazette.example", "Cy"]})
    assert "copy to wen@gazette.example, Cy" in await page(ana, inquiry)


async def test_what_was_taken_back_is_folded_and_what_was_read_is_said(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    await lettered.written(house.database, inquiry, ana.who, at=NOON - HOUR, text="Eleven.", scheduled=True)
    id = await lettered.sent(house.database, inquiry, ana.who, at=NOON - HOUR, text="Twelve.")
    await lettered.wrote(house.database, inquiry, at=NOON - MINUTE)
    fetched = tables.letters.update().where(tables.letters.c.id == id).values(fetched_at=NOON)
    await house.database.write(_run, fetched)
    found = entries(await page(ana, inquiry))
    assert any(kind == "unsent" and "Eleven." in words for kind, words in found)
    assert any("read on the receipt page 12:00" in words for kind, words in found if kind == "ours")


async def test_a_mail_that_could_not_be_read_says_why_and_offers_the_original(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    facts = {"unreadable": "It is larger than 25 MB."}
    id = await lettered.wrote(house.database, inquiry, at=NOON, text="", facts=facts)
    shown = await page(ana, inquiry)
    assert "This mail could not be read.</b> It is larger than 25 MB." in shown
    assert f'href="/staff/inquiries/{inquiry.reference}/letters/{id}/original"' in shown


async def test_what_a_stranger_wrote_is_never_markup(ana: Browser, house: House, inquiry: Inquiry) -> None:
    evil = '"><script>alert(1)</script>{{ 7*7 }}'
    words: dict[str, Any] = dict.fromkeys(("text", "rest", "sender_name", "subject"), evil)
    await lettered.wrote(
        house.database, inquiry, at=NOON, kind="opening", files=(Arrived(evil, evil, 1, None),), **words
    )
    shown = await page(ana, inquiry)
    assert "<script>alert" not in shown
    assert "49" not in re.findall(r'class="entry-text"[^>]*>([^<]*)', shown)


async def test_a_note_is_held_for_a_letter_that_came_meanwhile_and_shows_it(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    drawn = re.search(r'name="seen" id="note-seen" value="([^"]+)"', await page(ana, inquiry))
    assert drawn is not None
    await lettered.wrote(house.database, inquiry, at=NOON, text="It is off.")
    fields = {"text": "Call them.", "once_key": "k", "seen": drawn[1]}
    answer = await ana.post(f"/staff/inquiries/{inquiry.reference}/note", fields)
    shown = await answer.text()
    assert answer.status == 409
    newer = shown[shown.index('id="newer"') :]
    assert "It is off." in newer
    assert "Call them." in newer
    ids = re.findall(r' id="([^"]+)"', shown)
    assert sorted(ids) == sorted(set(ids))
    again = re.search(r'name="seen" id="note-seen" value="([^"]+)"', shown)
    assert again is not None
    fields |= {"seen": again[1]}
    assert (await ana.post(f"/staff/inquiries/{inquiry.reference}/note", fields)).status == 303


async def printed(browser: Browser, inquiry: Inquiry, query: str = "") -> str:
    answer = await browser.get(f"/staff/inquiries/{inquiry.reference}/print{query}")
    return await answer.text()


async def test_a_printed_case_has_letters_and_the_one_to_hand_on_those_that_went_and_came(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    me = ana.who
    await lettered.written(house.database, inquiry, me, at=NOON, text="Cancelled words.", scheduled=True)
    await lettered.sent(house.database, inquiry, me, at=NOON, text="Twelve.")
    file = await kept(house, "audit.pdf", b"x")
    await lettered.wrote(house.database, inquiry, at=NOON + HOUR, text="Thank you.", files=(file,))
    await lettered.machine_wrote(house.database, inquiry, at=NOON + HOUR)
    await lettered.written(house.database, inquiry, me, at=NOON + HOUR, text="Not gone yet.")
    inside, outside = await printed(ana, inquiry), await printed(ana, inquiry, "?notes=no")
    said = ("Cancelled words.", "Twelve.", "Thank you.", "I am away until Monday.", "Not gone yet.")
    assert [words in inside for words in said] == [True] * 5
    assert [words in outside for words in said] == [False, True, True, False, False]
    assert "audit.pdf" in outside
    for word in ("<iframe", "/letters/", "/files/", "not kept here"):
        assert word not in inside
        assert word not in outside


async def _run(tx: Tx, statement: sa.Executable) -> None:
    await tx.execute(statement)
