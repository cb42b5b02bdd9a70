"""`backup`, `restore` and `copy-database` as they are typed: what they say, where things go, and how they end."""

import re
import sqlite3
import tarfile
from pathlib import Path

import pytest

from inquiries.safekeeping import record, settings_file

SETTINGS = """\
base_url = "https://contact.charity.example"
smtp_url = "smtp://office:s3cr%40t@mail.charity.example:587?tls=starttls"
imap_url = "imaps://office:s3cr%40t@mail.charity.example/INBOX"
metrics_token = "s3cr-3t-of-the-metrics-page"
"""


@pytest.fixture
def installed(run, here: Path) -> Path:
    """A new installation with somebody who may sign in."""
    added = run(
        "staff", "add", "ana@charity.example", "--name", "Ana", "--password-stdin", piped="a lantern by day\n"
    )
    assert added[0] == 0
    return here


def inside(backup: Path) -> dict[str, str]:
    with tarfile.open(backup) as tar:
        opened = {member.name: tar.extractfile(member) for member in tar if member.name != "inquiries.db"}
        return {name: file.read().decode() for name, file in opened.items()}


def test_a_backup_says_what_is_in_it_and_a_restore_what_came_back(run, installed, monkeypatch):
    code, out, err = run("backup", "monday.tar")
    size = (installed / "monday.tar").stat().st_size / 10**6
    assert (code, out, err) == (
        0,
        f"monday.tar: 0 inquiries, 0 attachments, {size:.1f} MB. Read back, and whole.\n",
        "",
    )
    last = record.last(installed / "data")
    assert last.file == installed / "monday.tar"
    monkeypatch.setenv("INQUIRIES_DATA_DIR", "back")
    said = f"Restored 0 inquiries and 0 attachments, as they were on {last.at:%Y-%m-%d at %H:%M} UTC, into "
    assert run("restore", "monday.tar") == (0, f"{said}{installed / 'back'}.\n", "")
    assert "ana@charity.example" in run("staff", "list")[1]


def test_the_same_file_twice_is_refused(run, installed):
    run("backup", "monday.tar")
    before = (installed / "monday.tar").read_bytes()
    code, out, err = run("backup", "monday.tar")
    assert (code, out) == (1, "")
    assert err == "monday.tar is there already, and a backup overwrites nothing. Name a new file.\n"
    assert (installed / "monday.tar").read_bytes() == before


def test_a_restore_over_what_is_there_is_refused(run, installed):
    run("backup", "monday.tar")
    assert run("restore", "monday.tar") == (
        1,
        "",
        f"{installed}/data/inquiries.db is there already, and a restore writes over nothing. Move it away, or choose "
        "another DATA_DIR.\n",
    )


def test_what_is_no_backup_is_refused(run, here):
    (here / "photo.jpg").write_bytes(b"\xff\xd8" * 1000)
    assert run("restore", "photo.jpg") == (1, "", "photo.jpg is no backup made by this program.\n")
    assert run("restore", "nothing.tar") == (1, "", "No such file or directory: nothing.tar\n")
    assert [path.name for path in here.iterdir()] == ["photo.jpg"]


def test_settings_come_along_without_their_passwords(run, here):
    (here / "inquiries.toml").write_text(SETTINGS)
    run("migrate")
    assert run("backup", "monday.tar")[0] == 0
    assert inside(here / "monday.tar")["inquiries.toml"] == re.sub(
        r"s3cr%40t|s3cr-[^\"]+", "PASSWORD", SETTINGS
    )
    assert "s3cr" not in "".join(inside(here / "monday.tar").values())


@pytest.mark.parametrize(
    "line",
    [
        "metrics_token = 's3cr-3t-of-the-metrics-page'",
        r'smtp_url = "smtp://office:s3cr\u0065t@mail.charity.example"',
        "smtp_url = 3",
        "smtp_url = [",
    ],
)
def test_settings_whose_password_cannot_be_found_stay_out(tmp_path, line):
    (tmp_path / "inquiries.toml").write_text(line)
    found = settings_file.without_passwords(tmp_path / "inquiries.toml")
    assert found is None or b"s3cr" not in found


def test_a_restore_says_what_the_next_start_would_do(run, here, monkeypatch):
    (here / "inquiries.toml").write_text(SETTINGS)
    run("migrate")
    connection = sqlite3.connect(here / "data" / "inquiries.db")
    connection.execute(
        "INSERT INTO jobs (kind, key, payload, next_try_at, created_at) VALUES ('deliver', 'k', '{}', 0, 0)"
    )
    connection.commit()
    connection.close()
    run("backup", "monday.tar")
    monkeypatch.setenv("INQUIRIES_DATA_DIR", "back")
    monkeypatch.setenv("INQUIRIES_BASE_URL", "http://localhost:9000")
    assert run("restore", "monday.tar")[1].splitlines()[1:] == [
        "BASE_URL was https://contact.charity.example and is http://localhost:9000 now: links that people hold begin "
        "with the old one.",
        "1 jobs were waiting then, mails among them: the next start sends them. Only to look at the backup, start it "
        "without SMTP_URL.",
    ]


def test_where_a_restore_was_broken_off_nothing_begins_anew(run, here):
    (here / "data").mkdir()
    (here / "data" / "inquiries.db.restoring").touch()
    for command in (["migrate"], ["staff", "list"], ["backup", "b.tar"]):
        code, out, err = run(*command)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "Run restore again with the same file" in err
    assert [path.name for path in (here / "data").iterdir()] == ["inquiries.db.restoring"]


def test_a_copy_of_the_database_is_made_and_can_be_used(run, installed, monkeypatch):
    code, out, err = run("copy-database", "data/inquiries.db", "sqlite:///copy.db")
    assert (code, err) == (0, "")
    first, *others = out.splitlines()
    assert re.fullmatch(r"Copied and compared \d+ rows of \d+ tables\.", first)
    assert others == [
        "Attachments and the local mailbox are files in DATA_DIR and stay there.",
        "Now set DATABASE_URL to the copy, and start. What stands at FROM is as it was.",
    ]
    monkeypatch.setenv("INQUIRIES_DATABASE_URL", "sqlite:///copy.db")
    assert "ana@charity.example" in run("staff", "list")[1]


@pytest.mark.parametrize(
    "arguments",
    [("backup",), ("restore",), ("copy-database", "a.db"), ("copy-database", "mysql://x/y", "b.db")],
)
def test_wrong_usage_ends_with_two(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
