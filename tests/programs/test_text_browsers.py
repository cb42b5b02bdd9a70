"""Lynx at both ends: a page that draws nothing and runs nothing has to be enough."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.journeys import served
from tests.journeys.served import Served
from tests.programs import lynx
from tests.programs.lynx import RETURN, Keys

# A page says these by script alone, and a text browser shows all that stands in it.
ALWAYS_FALSE = ("You are signed out", "Not up to date since")

pytestmark = pytest.mark.only("sqlite", "the pages are the same")


@pytest_asyncio.fixture
async def service(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Served]:
    if shutil.which(lynx.PROGRAM) is None:
        reason = "pages as text need Debian's Lynx: apt-get install lynx"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    data = tmp_path / "data"
    data.mkdir()
    async with served.serving(data, migrated_file) as running:
        yield running


async def test_a_journalist_is_told_what_is_missing_and_reads_the_receipt(
    service: Served, home: Path
) -> None:
    keys = Keys(home)
    keys.finds("Your name").types("Bo Reyes").past(1).types("The Example Gazette")
    keys.past(3).chooses(1).past(2).types("How many families?")
    keys.past(2).press(RETURN).past(4).types("17:00").past(1)
    keys.finds("Send your media inquiry").press(RETURN).saves()
    keys.finds("Enter your email address").press(RETURN).types("bo@gazette.example").past(2)
    keys.finds("Send your media inquiry").press(RETURN).saves()
    wrong, receipt = await asyncio.to_thread(keys.read, f"{service.url}/forms/media")
    kept = (
        "Bo Reyes__",
        "The Example Gazette_",
        "[Our programs___",
        "How many families?__",
        "(*) Tomorrow",
        "17:00__",
    )
    missing = "There is a problem * Enter your email address, like name@outlet.example"
    assert [words for words in (missing, *kept) if words not in wrong] == []
    sent = "Your name Bo Reyes Outlet The Example Gazette Email bo@gazette.example Topic Our programs"
    steps = ("1. Received: done", "2. A person has it: still ahead", "3. Answered: still ahead")
    said = ("We have your inquiry", "Your reference", *steps, f"What you sent {sent} Your question How many")
    assert [words for words in said if words not in receipt] == []


async def test_staff_sign_in_acknowledge_and_answer(service: Served, home: Path) -> None:
    await service.person("Ana Silva", "media")
    await service.submits()
    keys = Keys(home)
    # Between Email and Password is the button that shows it; lynx shows what is hidden.
    keys.types("ana@charity.example").past(2).types(served.PASSWORD).past(1).press(RETURN)
    keys.finds("The Example Gazette").press(RETURN)
    keys.finds("Acknowledge").press(RETURN).saves()
    keys.finds("Your reply to Bo Reyes").past(1).types("1,284 families.")
    keys.past(14).press(RETURN).saves()
    acknowledged, answered = await asyncio.to_thread(keys.read, f"{service.url}/staff/login")
    assert [words for words in ALWAYS_FALSE if words in acknowledged + answered] == []
    assert "Acknowledged. The sender sees it now." in acknowledged
    assert "Ana Silva acknowledged it Print the case" in acknowledged
    assert "It is on its way. Until it goes it can be taken back." in answered
    assert re.search(r"goes in \d+ seconds 1,284 families\. \(BUTTON\) Undo", answered)
