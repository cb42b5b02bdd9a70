"""A reply from the inbox: what it does, what holds it, and that nothing typed into it is ever lost."""

import html
import re
from datetime import timedelta

import pytest

from inquiries.app import House
from inquiries.database.engine import StorageUnavailable
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry, Outcome, Recipient
from tests import lettered
from tests.opened import again
from tests.staff import letters as made
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened
from tests.staff.replies import draft, form, opens, sends, written

CANARY = "One in six & not <five>."
SUBJECT = "Re: your inquiry, reference "


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


async def test_sent_it_waits_twenty_seconds_under_the_writers_name_and_can_be_undone(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    answer = await sends(ana, inquiry, await opens(ana, inquiry), text=CANARY, then="answered")
    (letter,) = await written(house, inquiry)
    there = f"/staff/inquiries/{inquiry.reference}"
    assert answer.headers["Location"] == f"{there}?done=reply#letter-{letter.id}"
    assert (letter.text, letter.subject) == (CANARY, SUBJECT + inquiry.reference)
    assert (letter.recipients, letter.send_at, letter.scheduled, letter.then) == (
        (Recipient("to", "Bo Reyes", "bo@gazette.example"),),
        NOON + timedelta(seconds=20),
        False,
        "answered",
    )
    shown = html.unescape(await (await ana.get(answer.headers["Location"])).text())
    assert "It is on its way. Until it goes it can be taken back." in shown
    assert "goes in 20 seconds" in shown
    assert f'action="{there}/letters/{letter.id}/undo"' in shown
    assert (await form(shown))["text"] == ""


async def test_undone_all_of_it_stands_in_the_box_again(ana: Browser, house: House, inquiry: Inquiry) -> None:
    typed = {"text": CANARY, "cc": "wen@gazette.example", "subject": "The count", "then": "wait"}
    await sends(ana, inquiry, await opens(ana, inquiry), **typed)
    (letter,) = await written(house, inquiry)
    await ana.post(f"/staff/inquiries/{inquiry.reference}/letters/{letter.id}/undo")
    again = await opens(ana, inquiry)
    assert {name: again[name] for name in typed} == typed


async def test_the_same_form_twice_is_one_letter(ana: Browser, house: House, inquiry: Inquiry) -> None:
    mine = await opens(ana, inquiry)
    places = {(await sends(ana, inquiry, mine, text=CANARY)).headers["Location"] for _ in range(2)}
    assert (len(places), len(await written(house, inquiry))) == (1, 1)


async def test_a_form_sent_again_after_its_letter_was_taken_back_says_so_and_goes_the_next_time(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await sends(ana, inquiry, mine, text=CANARY)
    (letter,) = await written(house, inquiry)
    await ana.post(f"/staff/inquiries/{inquiry.reference}/letters/{letter.id}/undo")
    back = await sends(ana, inquiry, mine, text=CANARY)
    assert (back.status, "It was taken back before it went." in await back.text()) == (422, True)
    assert (await sends(ana, inquiry, await form(back))).status == 303
    assert len(await written(house, inquiry)) == 2


WRONG = [
    ({"text": " "}, "text", "Write your reply"),
    ({"text": "x" * 20_001}, "text", "This has 20001 characters. Shorten it to 20000"),
    ({"subject": ""}, "subject", "Write a subject"),
    ({"subject": "x" * 201}, "subject", "This has 201 characters. Shorten it to 200"),
    ({"cc": "wen@gazette"}, "cc", "“wen@gazette” is not a whole email address"),
    ({"cc": "wen@gazette.example, Dee"}, "cc", "“Dee” is not a whole email address"),
    ({"cc": ", ".join(f"w{n}@gazette.example" for n in range(11))}, "cc", "These are 11 copies"),
]


@pytest.mark.parametrize(("wrong", "box", "words"), WRONG)
async def test_what_cannot_go_comes_back_with_the_cure_at_its_box_and_all_that_was_typed(
    ana: Browser, house: House, inquiry: Inquiry, wrong: dict[str, str], box: str, words: str
) -> None:
    typed = {"text": CANARY, "cc": "a@b.example", "subject": "S", "then": "wait"} | wrong
    answer = await sends(ana, inquiry, await opens(ana, inquiry), **typed)
    shown = html.unescape(await answer.text())
    again = await form(shown)
    assert (answer.status, words in shown) == (422, True)
    assert {name: again[name] for name in typed} == {**typed, "text": typed["text"]}
    at = re.search(r'id="reply-(\w+)"[^>]*aria-describedby="[^"]*reply-problem"', shown)
    assert at is not None
    assert at[1] == box
    assert await written(house, inquiry) == ()
    assert await draft(house, inquiry, ana) == ({} if len(typed["text"]) > 20_000 else _kept(typed))


def _kept(typed: dict[str, str]) -> dict[str, str]:
    facts = {name: value for name, value in typed.items() if name != "text" and value}
    return {"text": typed["text"].strip(), **facts}


async def test_an_address_that_answers_come_in_by_gets_no_copy(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    ours = house.settings.reply_address
    answer = await sends(ana, inquiry, await opens(ana, inquiry), text="x", cc=ours.replace("@", "+tag@"))
    assert "is where answers come in: take it out" in await answer.text()
    assert (answer.status, await written(house, inquiry)) == (422, ())


async def test_copies_go_to_each_once_by_name_and_never_to_who_it_goes_to(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    cc = '"Ito, Wen" <wen@gazette.example>; WEN@gazette.example,\tBO@gazette.example , desk@wire.example.'
    assert (await sends(ana, inquiry, await opens(ana, inquiry), text="x", cc=cc)).status == 303
    (letter,) = await written(house, inquiry)
    assert letter.recipients[1:] == (
        Recipient("cc", "Ito, Wen", "wen@gazette.example"),
        Recipient("cc", "", "desk@wire.example"),
    )


async def test_what_they_wrote_meanwhile_holds_it_and_one_press_more_sends_it(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await lettered.wrote(house.database, inquiry, at=NOON, text="Never mind, I have it.")
    held = await sends(ana, inquiry, mine, text=CANARY, then="wait")
    shown = html.unescape(await held.text())
    newer = shown[shown.index('id="newer"') : shown.index('id="reply"')]
    assert (held.status, "Your reply is not sent yet." in newer, "Never mind" in newer) == (409, True, True)
    assert ("Send it all the same" in shown, "Someone was faster" in shown) == (True, False)
    assert await draft(house, inquiry, ana) == _kept(
        {"text": CANARY, "subject": mine["subject"], "then": "wait"}
    )
    again = await form(shown)
    assert (again["text"], again["then"], again["once_key"]) == (CANARY, "wait", mine["once_key"])
    assert (await sends(ana, inquiry, again)).status == 303
    assert [letter.text for letter in await written(house, inquiry)] == ["Never mind, I have it.", CANARY]


async def test_of_two_who_answer_at_once_the_second_is_shown_the_first(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    await sends(dee, inquiry, await opens(dee, inquiry), text="Hers, already.")
    held = await sends(ana, inquiry, mine, text=CANARY)
    shown = html.unescape(await held.text())
    newer = shown[shown.index('id="newer"') : shown.index('id="reply"')]
    assert (held.status, "Hers, already." in newer, len(await written(house, inquiry))) == (409, True, 1)


async def test_while_nothing_can_be_written_the_page_comes_back_with_every_word(
    ana: Browser, house: House, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await opens(ana, inquiry)

    async def full(*_: object, **__: object) -> None:
        raise StorageUnavailable("disk full")

    monkeypatch.setattr(house.database, "write", full)
    answer = await sends(ana, inquiry, mine, text=CANARY)
    shown = html.unescape(await answer.text())
    assert (answer.status, "All you typed still stands here" in shown) == (503, True)
    assert (await form(shown))["text"] == CANARY


async def test_a_closed_inquiry_is_answered_and_stays_closed(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    assert ana.who is not None
    end = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": ana.who.id, "at": NOON}
    await house.database.write(changes.close, inquiry, **end)
    mine = await opens(ana, inquiry)
    assert "then" not in mine
    assert (await sends(ana, inquiry, mine, text=CANARY)).status == 303
    await made.set_out(house, (await written(house, inquiry))[0].id)
    assert (await again(house.database, inquiry)).outcome is Outcome.ANSWERED


async def test_sent_and_answered_it_closes_and_counts_as_acknowledged(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await sends(ana, inquiry, await opens(ana, inquiry), text=CANARY, then="answered")
    await made.set_out(house, (await written(house, inquiry))[0].id)
    now = await again(house.database, inquiry)
    assert (now.outcome, now.acknowledged_at) == (Outcome.ANSWERED, NOON)
