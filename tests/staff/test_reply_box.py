"""The box that a reply is written in: to whom and as whom it goes, whom it offers, and what stands in it."""

import html
import re

import pytest

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry.model import Inquiry, Status
from tests import lettered
from tests.staff.conftest import NOON, Browser, Moment
from tests.staff.inquiries import opened
from tests.staff.replies import form, opens, page, sends, written

CANARY = "One in six & not <five>."
SUBJECT = "Re: your inquiry, reference "


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def test_the_box_says_to_whom_as_whom_and_under_what_subject_it_goes(
    ana: Browser, inquiry: Inquiry
) -> None:
    shown = await page(ana, inquiry)
    assert 'To <bdi class="reply-to">bo@gazette.example</bdi>' in shown
    assert "as <b>Ana Alves, Example Organisation</b>, from inquiries@localhost" in shown
    fields = await form(shown)
    assert (fields["subject"], fields["cc"], fields["text"], fields["then"]) == (
        SUBJECT + inquiry.reference,
        "",
        "",
        "",
    )
    assert 'href="mailto:bo@gazette.example' in shown


async def test_who_read_along_is_offered_with_one_press_and_never_preset(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    copied = ["Wen@gazette.example", "bo@gazette.example", house.settings.reply_address, "undisclosed"]
    await lettered.wrote(house.database, inquiry, at=NOON, facts={"cc": copied})
    await lettered.wrote(house.database, inquiry, at=NOON, sender="ed@gazette.example")
    shown = await page(ana, inquiry)
    offered = re.findall(r'name="copy" value="([^"]*)"', shown)
    assert (offered, (await form(shown))["cc"]) == (["Wen@gazette.example", "ed@gazette.example"], "")
    fields = {**await form(shown), "text": CANARY, "copy": "Wen@gazette.example", "cc": "x@y.example, "}
    kept = await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", fields)
    assert kept.status == 303
    shown = await page(ana, inquiry)
    assert (await form(shown))["cc"] == "x@y.example, Wen@gazette.example"
    assert re.findall(r'name="copy" value="([^"]*)"', shown) == ["ed@gazette.example"]


async def test_the_subject_is_that_of_their_last_letter(ana: Browser, house: House, inquiry: Inquiry) -> None:
    await lettered.wrote(house.database, inquiry, at=NOON, subject="AW: Lyon Street")
    await lettered.machine_wrote(house.database, inquiry, at=NOON, subject="Away")
    assert (await opens(ana, inquiry))["subject"] == "Re: Lyon Street"


async def test_an_address_that_mail_came_back_from_is_warned_of_before_anything_is_sent(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    for email, for_good in (("bo@gazette.example", True), ("wen@gazette.example", False)):
        row = {"email": email, "at": NOON, "for_good": for_good, "said": "550 no <such> box"}
        await house.database.write(
            lambda tx, row=row: tx.execute(tables.bounced_addresses.insert().values(row))
        )
    shown = await page(ana, inquiry)
    gone = "Mail to bo@gazette.example came back 12:00, and will not arrive there: “550 no <such> box”"
    assert (gone in shown, "wen@gazette.example" in shown) == (True, False)
    fields = {**await form(shown), "text": CANARY, "copy": "Wen@gazette.example"}
    await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", fields)
    assert "Mail to wen@gazette.example came back 12:00 after many tries: “550" in await page(ana, inquiry)


async def test_a_copy_to_an_address_that_mail_came_back_from_is_held_once(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    row = {"email": "wen@gazette.example", "at": NOON, "for_good": True, "said": "550 gone"}
    await house.database.write(lambda tx: tx.execute(tables.bounced_addresses.insert().values(row)))
    mine = await opens(ana, inquiry)
    held = await sends(ana, inquiry, mine, text=CANARY, cc="Wen@gazette.example")
    shown = html.unescape(await held.text())
    assert (held.status, "Mail to wen@gazette.example came back" in shown) == (422, True)
    assert "Change it, or send it all the same" in shown
    assert (await sends(ana, inquiry, await form(shown))).status == 303
    assert len(await written(house, inquiry)) == 1


async def test_without_an_address_there_is_a_sentence_and_only_the_note(ana: Browser, house: House) -> None:
    plain = await opened(house, "media", email="", phone="+44 20 7946 0018")
    shown = await page(ana, plain)
    assert "They left no email address, so no letter can be written to them: ring them." in shown
    assert ('id="reply"' in shown, 'id="note-text"' in shown) == (False, True)
    answer = await ana.post(f"/staff/inquiries/{plain.reference}/reply", {"text": CANARY, "subject": "S"})
    assert (answer.status, CANARY in html.unescape(await answer.text())) == (409, True)
    assert await written(house, plain) == ()


async def test_what_is_held_in_quarantine_is_not_answered_and_says_so(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    held = tables.inquiries.update().values(status=int(Status.QUARANTINED), suspicion="it smells")
    await house.database.write(lambda tx: tx.execute(held))
    shown = await page(ana, inquiry)
    assert "once it is released, it can be answered" in shown
    assert 'id="reply"' not in shown
    answer = await sends(ana, inquiry, mine, text=CANARY)
    assert (answer.status, CANARY in html.unescape(await answer.text())) == (409, True)
    assert await written(house, inquiry) == ()


async def test_a_draft_of_a_reply_follows_its_writer_and_colleagues_see_what_it_is(
    ana: Browser, dee: Browser, inquiry: Inquiry, moment: Moment
) -> None:
    path = f"/staff/inquiries/{inquiry.reference}/draft"
    typed = {"kind": "reply", "text": CANARY, "cc": "wen@", "subject": "S", "then": "wait"}
    stamp = {"typed_at": str(round(NOON.timestamp() * 1000)), "known": ""}
    saved = await ana.post(path, {**typed, **stamp})
    assert (saved.status, (await saved.json())["words"]) == (200, "Saved 12:00")
    mine = await opens(ana, inquiry)
    assert {name: mine[name] for name in typed} == typed
    theirs = await page(dee, inquiry)
    assert re.search(
        r"<b>Reply that Ana Alves is writing</b>, <time [^>]*>12:00</time> – not sent yet", theirs
    )
    assert (CANARY in theirs, (await form(theirs))["text"]) == (True, "")


@pytest.mark.parametrize(("kind", "open"), [("note", "note"), ("reply", "reply")])
async def test_the_box_with_a_draft_in_it_stands_open(
    ana: Browser, inquiry: Inquiry, kind: str, open: str
) -> None:
    await ana.post(f"/staff/inquiries/{inquiry.reference}/draft", {"kind": kind, "text": CANARY})
    shown = await page(ana, inquiry)
    assert re.findall(r'id="write-(\w+)"[^>]* checked', shown) == [open]
