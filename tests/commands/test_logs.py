"""A whole submission with words that stand nowhere else, and much that goes wrong with it: no log line has any."""

import asyncio
import email
import email.policy
import io
import json
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp import web

from inquiries import app
from inquiries.commands import logs
from inquiries.database.tables import IS_DEAD, jobs, submissions
from inquiries.intake import planner
from inquiries.settings import Settings
from inquiries.web.connection import Runner
from tests.mail import server
from tests.mail.server import MailServer, Say

WORDS = ("zebulon", "quill", "quagga", "okapi", "416 555", "4165550199", "axolotl")
FORM = {
    "name": "Zebulon Quill",
    "outlet": "Quagga Weekly",
    "email": "zebulon@quagga.example",
    "phone": "+1 416 555 0199",
    "topic": "programs",
    "question": "Is the okapi counted?",
    "deadline_day": "none",
}
# Every field that takes words, and two that no form has.
FORMS = {
    "media": FORM | {"publishes_at": "2027-01-04T06:00", "okapi": "axolotl"},
    "events": {
        "name": "Zebulon Quill",
        "phone": "+1 416 555 0199",
        "topic": "start-a-fundraiser",
        "idea": "An okapi",
        "place": "Axolotl Hall",
        "question": "Does Quagga come?",
        "okapi": "axolotl",
    },
}


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    async with server.running() as running:
        refusal = Say("550 5.1.1 <zebulon@quagga.example>: Zebulon Quill is unknown here")
        running.fail("RCPT", refusal, to=FORM["email"])
        yield running


@pytest.fixture(params=["text", "json"])
def settings(settings: Settings, mail_server: MailServer, request: pytest.FixtureRequest) -> Settings:
    given = {"log_format": request.param, "smtp_url": f"smtp://127.0.0.1:{mail_server.port}?tls=none"}
    return settings.model_copy(update=given)


@pytest.fixture
def logged(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Standard error, with the log set up as every command sets it up."""
    root, handlers, stream = logging.getLogger(), logging.getLogger().handlers, io.StringIO()
    root.handlers = []  # a command would close those of pytest
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (logging, "raiseExceptions")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(sys, "stderr", stream)
    logs.set_up(settings)
    ours = root.handlers[0]
    root.handlers = [*handlers, ours]
    yield stream
    root.removeHandler(ours)
    logging.getLogger("inquiries").setLevel(logging.NOTSET)


@pytest.fixture
async def url(house: app.House) -> AsyncIterator[str]:
    """The application as `serve` runs it, its worker included."""
    runner = Runner(app.application(house), house.post.pages)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    await runner.cleanup()


async def test_no_line_holds_a_person(
    logged: io.StringIO, url: str, house: app.House, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with aiohttp.ClientSession(url) as sender:
        await _send(sender)
        await _until(house, sa.select(sa.func.count()).select_from(jobs).where(IS_DEAD), 1)
        monkeypatch.setattr(planner, "decided", _broken)
        await sender.post("/forms/media", data=FORM | {"question": "An axolotl, too?"})
        await _until(
            house, sa.select(sa.func.count()).select_from(submissions).where(submissions.c.state == 2), 1
        )
    lines = logged.getvalue().splitlines()
    assert [line for line in lines if any(word in line.lower() for word in WORDS)] == []
    said = "\n".join(lines)
    assert "POST /forms/{form} 303" in said
    assert "GET /receipts/{token} 200" in said
    assert "cannot be opened and is shown to administrators as received" in said
    assert "ValueError" in said
    if settings.log_format == "json":
        parsed = [json.loads(line) for line in lines]
        assert all({"time", "level", "logger", "message"} <= line.keys() for line in parsed)
        answers = [line for line in parsed if line["logger"] == "inquiries.access" and line["route"] != "-"]
        assert all({"request", "method", "route", "status", "ms"} <= line.keys() for line in answers)
        assert len({line["request"] for line in answers}) == len(answers)


async def test_no_word_of_either_form_leaves_by_log_metrics_or_mail_to_an_unverified_address(
    logged: io.StringIO, url: str, mail_server: MailServer
) -> None:
    senders = {f"{form}.{door}@zebulon.example" for form in FORMS for door in ("page", "api")}
    async with aiohttp.ClientSession(url) as sender:
        for form, fields in FORMS.items():
            page = aiohttp.FormData(fields | {"email": f"{form}.page@zebulon.example"})
            page.add_field("okapi", b"%PDF-axolotl", filename="okapi.pdf", content_type="application/pdf")
            given = fields | {"email": f"{form}.api@zebulon.example"}
            sent = await sender.post(f"/forms/{form}", data=page, allow_redirects=False)
            told = await sender.post(f"/api/v1/forms/{form}/submissions", json=given)
            assert (sent.status, told.status) == (303, 201)
        for _ in range(400):
            receipts = {mail.to[0]: mail.content for mail in mail_server.mails if mail.to[0] in senders}
            if receipts.keys() == senders:
                break
            await asyncio.sleep(0.05)
        metrics = await (await sender.get("/metrics")).text()
    assert receipts.keys() == senders
    mails = [email.message_from_bytes(content, policy=email.policy.default) for content in receipts.values()]
    for mail in mails:
        del mail["To"]
    bodies = [part.get_content() for mail in mails for part in mail.walk() if not part.is_multipart()]
    written = "\n".join((*(str(mail.items()) for mail in mails), *bodies, metrics, logged.getvalue())).lower()
    assert "inquiries_queue_jobs" in written
    assert "post /forms/{form} 303" in written
    assert [word for word in WORDS if word in written] == []


async def _send(sender: aiohttp.ClientSession) -> None:
    """What arrives, what does not, and what is no request at all."""
    answer = await sender.post("/forms/media", data=FORM)
    assert answer.url.path.startswith("/receipts/")
    await sender.post("/forms/media", data=FORM | {"email": "zebulon at quagga"})
    await sender.post("/forms/media", data=b"\xff\xfezebulon", headers={"Content-Type": "text/quagga"})
    await sender.post(
        "/api/v1/forms/media/submissions",
        data='{"name": "Zebulon',
        headers={"Content-Type": "application/json"},
    )
    await sender.post("/staff/login", data={"email": FORM["email"], "password": "okapi"})
    await sender.get("/nowhere/zebulon@quagga.example", params={"name": "Zebulon"})
    reader, writer = await asyncio.open_connection(sender._base_url.host, sender._base_url.port)  # type: ignore[union-attr]
    writer.write(b"zebulon@quagga.example okapi\r\n\r\n")
    await reader.read()
    writer.close()


async def _until(house: app.House, count: "sa.Select[Any]", least: int) -> None:
    for _ in range(400):
        async with house.database.read() as db:
            if (await db.scalar(count) or 0) >= least:
                return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen")


def _broken(_settings: object, _form: object, answers: object, *_: object) -> None:
    raise ValueError(f"cannot plan {answers}")


def test_what_ends_the_program_or_a_thread_is_told_without_its_words(
    logged: io.StringIO, settings: Settings
) -> None:
    error = ValueError("Zebulon Quill")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=int, args=("okapi",))
    thread.start()
    thread.join()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    lines = logged.getvalue().splitlines()
    said = "\n".join(lines)
    assert ("This ends the program" in said, "A thread met something unexpected and ended" in said) == (
        True,
        True,
    )
    assert [word for word in WORDS if word in said.lower()] == []


def test_log_that_cannot_be_written_repeats_no_words_elsewhere(
    logged: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logged.close()
    try:
        int("okapi")
    except ValueError:
        logging.getLogger("inquiries").exception("It broke")
    assert capsys.readouterr() == ("", "")


def test_what_serve_says_first_is_a_line_of_the_log_where_a_program_reads_it(
    settings: Settings, logged: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.say(settings, "100% here")
    out = capsys.readouterr().out
    assert logged.getvalue() == ""
    assert (json.loads(out)["message"] if settings.log_format == "json" else out.strip()) == "100% here"
