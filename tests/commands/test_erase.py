"""`erase`: beside a service that runs; counts without words, and ends well only when the words are gone."""

import json
import time
import urllib.request
from pathlib import Path

import pytest

from tests.commands.conftest import CommandLine

WORD = "zwquorvix"
ASKED = {
    "name": f"Bo {WORD}",
    "email": f"{WORD}@gazette.example",
    "topic": "other",
    "question": f"Is it {WORD}?",
    "outlet": "Gazette",
    "deadline_day": "none",
}


def holders(folder: Path) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and WORD.encode() in path.read_bytes().lower()
    ]


def test_an_address_is_gone_from_the_disk_when_it_ends_though_a_service_runs(start, run: CommandLine) -> None:
    service = start("serve")
    service.said("listening on")
    url, kept = f"{service.url}/api/v1/forms/media/submissions", run.directory / "data"
    asked = urllib.request.Request(url, json.dumps(ASKED).encode(), {"Content-Type": "application/json"})
    assert urllib.request.urlopen(asked).status == 201
    until = time.monotonic() + 20
    while not list((kept / "mailbox").glob("*.eml")):
        assert time.monotonic() < until
        time.sleep(0.05)
    spelled = f"{WORD.upper()}+desk@Gazette.example"
    would = run("erase", "--email", spelled, "--dry-run")
    assert (would[0], would[1].startswith("Would erase: 1 inquiry, "), WORD in would[1]) == (0, True, False)
    assert "inquiries.db-wal" in holders(kept)
    status, said, _ = run("erase", "--email", spelled)
    assert (status, said) == (0, would[1].replace("Would erase", "Erased"))
    assert holders(kept) == []
    assert run("erase", "--email", spelled) == (0, "Nothing of this address was here.\n", "")
    assert run("export")[1] == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Say what to erase: --email ADDRESS, or --due.\n"),
        (("--email", "bo@gazette.example", "--due"), "Say what to erase: --email ADDRESS, or --due.\n"),
        (("--email", "bo"), "Invalid value for --email: that cannot be an e-mail address.\n"),
    ],
)
def test_what_is_not_clear_erases_nothing(run: CommandLine, options: tuple[str, ...], said: str) -> None:
    assert run("erase", *options) == (2, "", said)
    assert not (run.directory / "data").exists()


def test_nothing_is_due_where_no_form_says_how_long_it_keeps(run: CommandLine) -> None:
    assert run("erase", "--due", "--dry-run") == (0, "Nothing is due.\n", "")
