"""A letter from the inbox to a mailbox: written, files put to it, sent, undone, sent again, and gone with all of it."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from inquiries.correspondence import sending
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = "One in six, by our own count.\n\nThe table has the months."


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits twenty seconds here; what they are is a unit test's."""
    monkeypatch.setattr(sending, "UNDO", sending.UNDO / 5)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = [tmp_path / "audit 2026.pdf", tmp_path / "Übersicht.csv"]
    for place in found:
        place.write_bytes(place.name.encode() * 40)
    return found


@pytest.mark.parametrize("scripts", [True, False])
async def test_written_with_files_sent_undone_and_sent_again_it_arrives_whole(
    service: Served, open_page: OpenPage, files: list[Path], scripts: bool
) -> None:
    there = f"/staff/inquiries/{await service.submits()}"
    ana = await service.session(await service.person("Ana Alves", "media", title="Press officer"))
    page = await open_page(service, ana, scripts=scripts, width=1440 if scripts else 375)
    await page.goto(there)
    await (writes_with_scripts if scripts else writes_without)(page, files)
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator("#reply-text")).to_have_value(WORDS)
    await expect(page.locator(".reply-files .file")).to_have_count(2)
    await expect(page.get_by_role("textbox", name="Subject")).to_have_value("The count")
    await page.get_by_role("button", name="Send", exact=True).click()
    if scripts:
        await expect(page.locator("[data-goes]")).to_contain_text("goes in ")
        await expect(page.locator(".letter-state[data-state=sent]")).to_be_visible(timeout=15_000)
    letter = await arrives(service)
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (str(letter["Subject"]), str(letter["To"])) == ("The count", "Bo Reyes <bo@gazette.example>")
    assert "Ana Alves, Example Organisation" in str(letter["From"])
    assert text.get_content().replace("\r\n", "\n").startswith(WORDS)
    assert "One in six, by our own count.</p>" in html.get_content()
    enclosed = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert {
        name: bytes(found, "utf-8") if isinstance(found, str) else found for name, found in enclosed.items()
    } == {place.name: place.read_bytes() for place in files}


async def writes_with_scripts(page: Page, files: list[Path]) -> None:
    """With a key, a file taken away again, and all of it still there after the page is loaded anew."""
    await page.keyboard.press("r")
    await page.keyboard.insert_text(WORDS)
    await page.get_by_role("textbox", name="Subject").fill("The count")
    await page.locator("#reply-file").set_input_files([*files, files[0]])
    await expect(page.locator(".reply-files .file")).to_have_count(3)
    await page.get_by_role("button", name="Remove audit 2026.pdf").last.click()
    await expect(page.locator(".reply-files .file")).to_have_count(2)
    await expect(page.locator("#reply-told")).to_contain_text("Saved ")
    await page.reload()
    await expect(page.locator("#reply-text")).to_have_value(WORDS)


async def writes_without(page: Page, files: list[Path]) -> None:
    """The first file by its own button, the second chosen when the draft is kept."""
    await page.locator("#reply-text").fill(WORDS)
    await page.get_by_role("textbox", name="Subject").fill("The count")
    await page.get_by_role("textbox", name="Subject").press("Enter")  # sends nothing
    await page.locator("#reply-file").set_input_files(files[0])
    await page.get_by_role("button", name="Add them").click()
    await expect(page.locator("#reply-text")).to_have_value(WORDS)
    await page.locator("#reply-file").set_input_files(files[1])
    await page.locator("#reply").get_by_role("button", name="Keep as draft").click()
    await expect(page.locator(".strip-notice")).to_contain_text("Kept as a draft")


async def arrives(service: Served) -> EmailMessage:
    """The only letter to Bo that a person wrote, from the local mailbox."""
    for _ in range(300):
        kept = service.house.settings.data_dir.rglob("*.eml")
        found = [message_from_bytes(place.read_bytes(), policy=policy.default) for place in kept]
        letters = [one for one in found if one["To"] and "bo@" in one["To"] and not one["Auto-Submitted"]]
        if letters:
            (letter,) = letters
            assert isinstance(letter, EmailMessage)
            return letter
        await asyncio.sleep(0.1)
    raise AssertionError("no letter came within 30 seconds")


async def test_reply_and_note_are_two_boxes_and_a_colleague_sees_which_is_being_written(
    service: Served, open_page: OpenPage
) -> None:
    there = f"/staff/inquiries/{await service.submits()}"
    ana, dee = [
        await open_page(service, await service.session(await service.person(name, "media")))
        for name in ("Ana Alves", "Dee Dunn")
    ]
    await ana.goto(there)
    await ana.keyboard.press("n")
    await expect(ana.locator("#note-text")).to_be_focused()
    await expect(ana.locator("#reply")).to_be_hidden()
    await ana.get_by_role("radio", name="Reply to Bo Reyes").check()
    await expect(ana.locator("#note-text")).to_be_hidden()
    await ana.locator("#reply-text").press_sequentially("One in s")
    await expect(ana.locator("#reply-told")).to_contain_text("Saved ")
    await dee.goto(there)
    await expect(dee.locator("#drafts")).to_contain_text("Reply that Ana Alves is writing")
    await expect(dee.locator("#presence")).to_contain_text("Ana Alves is writing a reply")
    await dee.get_by_role("button", name="Take it").click()
    await expect(ana.locator("#news")).to_contain_text("Dee Dunn took it", timeout=15_000)
    await expect(ana.locator("#reply").get_by_role("button", name="Keep as draft")).to_be_hidden()
    await expect(ana.get_by_role("button", name="Add them")).to_be_hidden()
    await ana.get_by_role("textbox", name="Copy to").press("Enter")
    await expect(ana.locator("#reply-text")).to_have_value("One in s")
