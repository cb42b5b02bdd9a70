"""Every command that cannot do its work says why in one line, and ends with 1, or with 2 for wrong usage."""

import os
import sqlite3

import pytest


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["bogus"], 2, "No such command 'bogus'.\n"),
        (["staff", "add", "ana@example.org"], 2, "Missing option '--name'.\n"),
        (["serve", "--workers", "x"], 2, None),
        (["export", "--format", "csv"], 2, None),
    ],
)
def test_wrong_usage_is_one_line_and_2(run, arguments, code, line):
    told = run(*arguments)
    assert told[:2] == (code, "")
    assert told[2].count("\n") == 1
    assert line is None or told[2] == line


def test_unknown_setting_is_one_line_and_1(run, here, monkeypatch):
    monkeypatch.setenv("INQUIRIES_PROT", "1")
    line = "unknown setting INQUIRIES_PROT in the environment. Did you mean INQUIRIES_PORT?\n"
    for command in ("serve", "worker", "migrate", "export"):
        assert run(command) == (1, "", line)
    assert list(here.iterdir()) == []


def test_no_command_is_serve(run, here):
    (here / "inquiries.toml").write_text("prot = 1\n")
    line = 'inquiries.toml, line 1: unknown setting "prot". Did you mean "port"?\n'
    assert run() == run("serve") == (1, "", line)


def test_file_that_is_no_database_is_one_line_and_1(run, here):
    (here / "data").mkdir()
    (here / "data" / "inquiries.db").write_text("These are not the rows you are looking for. " * 40)
    assert run("staff", "list") == (1, "", "The database refuses: file is not a database\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_is_one_line_and_1(run, here):
    here.chmod(0o500)
    try:
        assert run("migrate") == (1, "", f"Permission denied: {here / 'data'}\n")
    finally:
        here.chmod(0o700)


def test_folder_that_cannot_be_made_is_one_line_and_1(run, here):
    (here / "data").write_text("a file stands where the folder should be")
    assert run("migrate") == (1, "", f"File exists: {here / 'data'}\n")


def test_newer_database_is_refused_in_one_line(run, here):
    run("migrate")
    with sqlite3.connect(here / "data" / "inquiries.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    code, out, err = run("migrate")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("The database is at revision 9999, newer than this program")
