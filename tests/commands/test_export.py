"""The export: every submission there is, one JSON object a line, in bounded memory."""

import asyncio
import itertools
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from inquiries.app import House
from inquiries.database.engine import Database, Tx
from inquiries.database.tables import submissions
from inquiries.inquiry import beginning, changes, exported, records
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.model import Outcome
from inquiries.inquiry.opening import Opening
from inquiries.people import accounts
from inquiries.wording import Text

NOW = datetime(2026, 11, 24, 19, 20, tzinfo=UTC)
ANSWERS = {
    "name": "Bo Reyes \u2028 بو",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "topic": "programs",
    "question": "How many?\nAnd why?",
    "deadline": "2026-11-24T22:00:00+00:00",
}


_numbers = itertools.count()


async def received(tx: Tx, *, state: int = 0, failure: str | None = None, answers=ANSWERS) -> int:
    row = {
        "once_key": f"key {next(_numbers)}",
        "form": "media",
        "received_at": NOW,
        "fields": "[]",
        "answers": json.dumps(answers),
        "facts": '{"door":"page","language":"en"}',
        "state": state,
        "failure": failure,
    }
    return (await tx.execute(submissions.insert().values(row).returning(submissions.c.id))).scalar_one()


async def opened(tx: Tx, house: House, *, suspicion: str = "") -> int:
    id = await received(tx)
    deadline = datetime.fromisoformat(ANSWERS["deadline"])
    one = Opening(
        id=id,
        reference=house.keys.reference(id),
        form="media",
        door="page",
        answers=ANSWERS,
        received_at=NOW,
        zone="Europe/London",
        desk="media",
        owner_id=None,
        clocks=Clocks(NOW, deadline, deadline, None),
        reasons=[Text("the topic is %(topic)s", {"topic": "Our programs"})],
        suspicion=suspicion,
    )
    await beginning.open_all(tx, [one], at=NOW + timedelta(seconds=1))
    return id


async def lines(house: House) -> list[dict[str, object]]:
    return [json.loads(line) async for line in exported.lines(house.database, house.keys)]


async def closed_by_ana(tx: Tx, house: House) -> int:
    ana = await accounts.add(
        tx, email="ana@example.org", name="Ana Alves", role="member", desks=["media"], now=NOW
    )
    id, at = await opened(tx, house), NOW + timedelta(minutes=5)
    for verb, facts in (
        (changes.assign, {"to": ana.id}),
        (changes.close, {"outcome": Outcome.DECLINED, "reason": "Nobody is free."}),
    ):
        inquiry = await records.by_id(tx, id)
        await verb(tx, inquiry, staff_id=ana.id, at=at, **facts)
    return id


async def test_closed_inquiry_is_told_whole(house):
    id = await house.database.write(closed_by_ana, house)
    assert await lines(house) == [
        {
            "reference": house.keys.reference(id),
            "form": "media",
            "desk": "media",
            "topic": "programs",
            "status": "closed",
            "outcome": "declined",
            "owner": "ana@example.org",
            "received_at": "2026-11-24T19:20:00Z",
            "deadline": "2026-11-24T22:00:00Z",
            "answers": ANSWERS,
            "history": [
                {
                    "at": "2026-11-24T19:20:00Z",
                    "kind": "received",
                    "who": None,
                    "form": "media",
                    "door": "page",
                },
                {
                    "at": "2026-11-24T19:20:01Z",
                    "kind": "routed",
                    "who": None,
                    "desk": "media",
                    "reasons": ["the topic is Our programs"],
                },
                {"at": "2026-11-24T19:25:00Z", "kind": "taken", "who": "ana@example.org"},
                {
                    "at": "2026-11-24T19:25:00Z",
                    "kind": "closed",
                    "who": "ana@example.org",
                    "outcome": "declined",
                    "reason": "Nobody is free.",
                },
            ],
        }
    ]


async def test_quarantined_inquiry_says_so(house):
    await house.database.write(opened, house, suspicion="a box that only robots see was filled in")
    (told,) = await lines(house)
    assert (told["status"], told["outcome"], told["owner"]) == ("quarantined", None, None)
    assert told["history"][-1] == {
        "at": "2026-11-24T19:20:01Z",
        "kind": "quarantined",
        "who": None,
        "suspicion": "a box that only robots see was filled in",
    }


@pytest.mark.parametrize(
    ("state", "failure", "more"),
    [(0, None, {}), (2, "KeyError: 'door'", {"failure": "KeyError: 'door'"})],
)
async def test_submission_without_an_inquiry_is_there_as_received(house, state, failure, more):
    id = await house.database.write(received, state=state, failure=failure)
    arrival = {"at": "2026-11-24T19:20:00Z", "kind": "received", "who": None, "form": "media", "door": "page"}
    assert await lines(house) == [
        {
            "reference": house.keys.reference(id),
            "form": "media",
            "desk": None,
            "topic": "programs",
            "status": "received",
            "outcome": None,
            "owner": None,
            "received_at": "2026-11-24T19:20:00Z",
            "deadline": "2026-11-24T22:00:00Z",
            "answers": ANSWERS,
            "history": [arrival | more],
        }
    ]


async def test_every_batch_is_told_once_and_in_order(house, monkeypatch):
    monkeypatch.setattr(exported, "BATCH", 3)
    ids = [await house.database.write(received) for _ in range(7)]
    assert [line["reference"] for line in await lines(house)] == [house.keys.reference(id) for id in ids]


async def test_each_line_is_one_line_of_ascii(house):
    await house.database.write(received)
    (line,) = [line async for line in exported.lines(house.database, house.keys)]
    assert line.isascii()
    assert len(line.decode().splitlines()) == 1


def test_command_writes_lines_and_nothing_else(run):
    run("migrate")
    assert run("export") == run("export", "--format", "jsonl") == (0, "", "")


def test_reader_who_leaves_early_hears_nothing(run, here, monkeypatch):
    run("migrate")
    fill(f"sqlite:///{here / 'data' / 'inquiries.db'}")
    command = f"{sys.executable} -m inquiries.commands export | head -1"
    monkeypatch.setenv("PYTHONPATH", str(exported.__file__).rpartition("/inquiries/")[0])
    done = subprocess.run(["bash", "-c", command], cwd=here, capture_output=True, text=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def fill(url: str) -> None:
    """More than a pipe holds."""

    async def several() -> None:
        database = Database(url)
        for _ in range(30):
            await database.write(received, answers=ANSWERS | {"question": "why " * 2000})
        await database.dispose()

    asyncio.run(several())
