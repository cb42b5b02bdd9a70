"""Mail by a pipe: kept when the command says so, and otherwise the mail server is asked to keep it."""

import sqlite3
import subprocess
import sys
import time

import pytest

from inquiries.mail import lmtp_body
from tests.commands.conftest import ROOT

MAIL = b"Return-Path: <bo@gazette.example>\nTo: office@charity.example\nSubject: hello\n\nHello \xff\n"
TOML = 'base_url = "https://charity.example"\nmail_from = "office@charity.example"\n'
LATER = "The mail is not kept, hand it over again later."


@pytest.fixture
def receive(here):
    """The command as a mail server runs it: exit status, and what it printed."""

    def hand_over(raw, *arguments):
        process = subprocess.run(
            [sys.executable, "-m", "inquiries.commands", "receive", *arguments],
            cwd=here,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            input=raw,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return process.returncode, process.stdout.decode(), process.stderr.decode()

    (here / "inquiries.toml").write_text(TOML, "utf-8")
    return hand_over


def kept(here, columns="door, sender, recipient, raw"):
    connection = sqlite3.connect(here / "data" / "inquiries.db")
    try:
        return connection.execute(f"SELECT {columns} FROM mails ORDER BY id").fetchall()
    finally:
        connection.close()


def test_a_mail_is_kept_once_as_it_came_before_the_command_ends(receive, here):
    for _ in range(2):
        assert receive(MAIL) == (0, "", "")
        assert kept(here) == [("receive", "bo@gazette.example", "office@charity.example", MAIL)]


def test_the_envelope_may_be_told(receive, here):
    assert receive(MAIL, "--recipient", "reply+x@charity.example", "--sender", "")[0] == 0
    assert kept(here) == [("receive", "", "reply+x@charity.example", MAIL)]


def test_no_mail_is_wrong_usage(receive, here):
    assert receive(b" \n") == (2, "", "No mail came on standard input: receive < message\n")
    assert not (here / "data").exists()


def test_too_large_a_mail_is_sent_back(receive, here):
    assert receive(b"x" * (lmtp_body.LIMIT + 1)) == (
        1,
        "",
        "The mail is larger than 25 MB and was not taken.\n",
    )
    assert not (here / "data").exists()


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('smtp = "x"', "inquiries.toml, line 1: unknown setting"),
        ('database_url = "sqlite:////proc/nowhere/x.db"', ""),
        ("what", "inquiries.toml, line 1: not readable"),
    ],
)
def test_what_cannot_be_kept_is_left_to_the_mail_server_in_one_line(receive, here, toml, why):
    (here / "inquiries.toml").write_text(toml, "utf-8")
    code, out, err = receive(MAIL)
    assert (code, out) == (75, "")
    assert err.startswith(f"{LATER} {why}")
    assert err.count("\n") == 1


def test_a_locked_database_leaves_it_to_the_mail_server(receive, here):
    receive(MAIL)
    other = sqlite3.connect(here / "data" / "inquiries.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        code, _, err = receive(MAIL + b"more")
    finally:
        other.close()
    assert code == 75
    assert err.startswith(f"{LATER} The database does not answer")
    assert receive(MAIL + b"more")[0] == 0
    assert len(kept(here)) == 2


def test_a_running_service_reads_it_at_once(receive, here, start):
    start("serve").said("/staff/setup/")
    assert receive(MAIL)[0] == 0
    end = time.monotonic() + 20
    while kept(here, "state = 0") != [(0,)]:
        assert time.monotonic() < end, "nobody reads it"
        time.sleep(0.05)
