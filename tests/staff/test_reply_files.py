"""Files of a reply: added, taken away, kept with the draft, sent with the letter; none is lost by an error."""

import html
import io
import re

import pytest

from inquiries.app import House
from inquiries.inquiry.files import Files
from inquiries.inquiry.model import Inquiry
from inquiries.staff.acts import uploads
from tests.staff.conftest import Browser
from tests.staff.inquiries import opened
from tests.staff.replies import brings, draft, enclosed, form, opens, page, written

AUDIT, TABLE = ("audit.pdf", b"%PDF-1.7 audit"), ("table.csv", b"a,b\n1,2\n")
WORDS = "One in six & not <five>."


@pytest.fixture
async def inquiry(house: House) -> Inquiry:
    return await opened(house, "media")


def on_disk(house: House) -> int:
    return sum(place.is_file() for place in (house.settings.data_dir / "attachments").rglob("*"))


async def test_added_they_stand_with_the_draft_and_the_words_typed_beside_them(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    mine = await opens(ana, inquiry)
    answer = await brings(ana, inquiry, "reply/files", mine, AUDIT, TABLE, text=WORDS)
    there = f"/staff/inquiries/{inquiry.reference}"
    assert (answer.status, answer.headers["Location"]) == (303, f"{there}#reply")
    shown = await page(ana, inquiry)
    listed = re.findall(rf'<a href="{there}/files/\d+"><bdi>(.*?)</bdi></a>', shown)
    assert (listed, (await form(shown))["text"]) == (["audit.pdf", "table.csv"], WORDS)
    assert "audit.pdf" not in await page(dee, inquiry)
    saved = await ana.get(re.findall(rf'<a href="({there}/files/\d+)"', shown)[0])
    assert await saved.read() == AUDIT[1]


async def test_sent_the_letter_has_those_added_and_those_chosen_and_the_draft_none(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await brings(ana, inquiry, "draft", await opens(ana, inquiry), AUDIT, text=WORDS)
    mine = await opens(ana, inquiry)
    for _ in range(2):  # the second time brings nothing to anywhere
        assert (await brings(ana, inquiry, "reply", mine, TABLE)).status == 303
    (letter,) = await written(house, inquiry)
    assert [(one.name, one.content_type, one.size) for one in letter.files] == [
        ("audit.pdf", "application/pdf", len(AUDIT[1])),
        ("table.csv", "text/csv", len(TABLE[1])),
    ]
    assert (await enclosed(house, inquiry, ana), on_disk(house)) == ([], 2)


async def test_one_taken_away_is_gone_from_the_disk_too_and_what_was_chosen_meanwhile_is_added(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await brings(ana, inquiry, "reply/files", await opens(ana, inquiry), AUDIT)
    shown = await page(ana, inquiry)
    to = re.findall(r'formaction="/staff/inquiries/[^/]+/(reply/files/\d+/remove)"', shown)[0]
    await brings(ana, inquiry, to, await form(shown), TABLE, text=WORDS)
    assert (await enclosed(house, inquiry, ana), on_disk(house)) == (["table.csv"], 1)
    assert (await draft(house, inquiry, ana))["text"] == WORDS


async def test_nobody_takes_away_the_files_of_somebody_else_or_of_a_letter(
    ana: Browser, dee: Browser, house: House, inquiry: Inquiry
) -> None:
    await brings(ana, inquiry, "reply/files", await opens(ana, inquiry), AUDIT)
    to = re.findall(r"(reply/files/\d+/remove)", await page(ana, inquiry))[0]
    await brings(dee, inquiry, to, await opens(dee, inquiry))
    assert await enclosed(house, inquiry, ana) == ["audit.pdf"]
    await brings(ana, inquiry, "reply", await opens(ana, inquiry), text=WORDS)
    await brings(ana, inquiry, to, await opens(ana, inquiry))
    assert [one.name for one in (await written(house, inquiry))[0].files] == ["audit.pdf"]


async def test_undone_the_files_stand_with_the_draft_again(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    await brings(ana, inquiry, "reply", await opens(ana, inquiry), AUDIT, text=WORDS)
    (letter,) = await written(house, inquiry)
    await ana.post(f"/staff/inquiries/{inquiry.reference}/letters/{letter.id}/undo")
    assert await enclosed(house, inquiry, ana) == ["audit.pdf"]


@pytest.mark.parametrize("to", ["reply", "draft", "reply/files"])
async def test_more_than_mail_servers_take_is_refused_in_words_and_nothing_typed_or_added_is_lost(
    ana: Browser, house: House, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    monkeypatch.setattr(uploads, "ROOM", 1_000_000)
    await brings(ana, inquiry, "reply/files", await opens(ana, inquiry), AUDIT)
    mine = await opens(ana, inquiry)
    film = ("film.mov", b"0" * (uploads.ROOM - len(AUDIT[1]) + 1))
    answer = await brings(ana, inquiry, to, mine, film, text=WORDS)
    shown = html.unescape(await answer.text())
    words = "Nothing was added: with one letter mail servers take about 1 MB of files"
    assert (answer.status, words in shown, (await form(shown))["text"]) == (422, True, WORDS)
    assert (await enclosed(house, inquiry, ana), await written(house, inquiry)) == (["audit.pdf"], ())
    kept = await draft(house, inquiry, ana)
    assert (kept["text"], kept["subject"]) == (WORDS, mine["subject"])


async def test_more_than_is_read_at_once_is_refused_in_the_same_words(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    film = io.BytesIO(b"0" * (uploads.ROOM + 1))
    answer = await brings(ana, inquiry, "reply", await opens(ana, inquiry), ("film.mov", film), text=WORDS)
    shown = html.unescape(await answer.text())
    assert (answer.status, "mail servers take about 18 MB" in shown) == (422, True)
    assert ((await form(shown))["text"], (await draft(house, inquiry, ana))["text"]) == (WORDS, WORDS)


NO_ROOM = [
    ({"quota": 20, "floor": 0}, "an administrator can raise attachments_quota"),
    ({"quota": 10**9, "floor": 2**60}, "the disk of this service is nearly full"),
]


@pytest.mark.parametrize(("limits", "words"), NO_ROOM)
async def test_without_room_none_is_added_and_the_reason_is_said(
    ana: Browser,
    house: House,
    inquiry: Inquiry,
    monkeypatch: pytest.MonkeyPatch,
    limits: dict[str, int],
    words: str,
) -> None:
    full = Files(house.settings.data_dir, **limits)
    monkeypatch.setattr(house.post.files, "save", full.save)
    mine = await opens(ana, inquiry)
    answer = await brings(ana, inquiry, "reply", mine, AUDIT, TABLE, text=WORDS)
    shown = html.unescape(await answer.text())
    assert (answer.status, words in shown, (await form(shown))["text"]) == (422, True, WORDS)
    assert (await enclosed(house, inquiry, ana), on_disk(house)) == ([], 0)


async def test_by_script_the_answer_is_the_list_alone_and_leaves_the_words_alone(
    ana: Browser, house: House, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_script = {"by_script": "1"}
    added = await brings(ana, inquiry, "reply/files", by_script, AUDIT)
    listed = await added.text()
    ids = re.findall(r'name="files" value="([\d-]*)"', listed)
    assert (added.status, "<html" in listed, "audit.pdf" in listed) == (200, False, True)
    monkeypatch.setattr(uploads, "ROOM", 100)
    refused = await brings(ana, inquiry, "reply/files", by_script, ("film.mov", b"0" * 100))
    assert (refused.status, "audit.pdf" in await refused.text()) == (422, True)
    assert await draft(house, inquiry, ana) == {}
    gone = await brings(ana, inquiry, f"reply/files/{ids[0]}/remove", by_script)
    assert (gone.status, "audit.pdf" in await gone.text()) == (200, False)


async def test_files_that_the_page_did_not_show_hold_the_letter_and_so_does_one_that_is_gone(
    ana: Browser, house: House, inquiry: Inquiry
) -> None:
    early = await opens(ana, inquiry)
    await brings(ana, inquiry, "reply/files", {"by_script": "1"}, AUDIT)
    held = await brings(ana, inquiry, "reply", early, text=WORDS)
    shown = html.unescape(await held.text())
    assert (held.status, "There are files that this page did not show." in shown) == (422, True)
    late = await form(shown)
    await brings(ana, inquiry, f"reply/files/{late['files']}/remove", {"by_script": "1"})
    gone = await brings(ana, inquiry, "reply", late)
    assert (gone.status, "One of its files was removed elsewhere." in await gone.text()) == (422, True)
    assert await written(house, inquiry) == ()


@pytest.mark.parametrize("to", ["reply", "draft", "reply/files", "reply/files/1/remove"])
async def test_to_cy_there_is_nothing_and_nothing_is_kept(
    cy: Browser, ana: Browser, house: House, inquiry: Inquiry, to: str
) -> None:
    assert (await brings(cy, inquiry, to, {"text": WORDS}, AUDIT)).status == 404
    assert (await brings(ana, inquiry, to, {"text": WORDS, "csrf": "x"}, AUDIT)).status == 403
    assert on_disk(house) == 0
