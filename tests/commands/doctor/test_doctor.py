"""The command as a person runs it: a line for each finding, and the exit status."""

import pytest

from inquiries.commands.doctor import checks, names
from inquiries.commands.doctor.finding import bad, good, unchecked, warn
from inquiries.database.engine import StorageUnavailable
from tests.commands.conftest import CommandLine, free_port
from tests.mail import keys

GRADES = ("good", "warn", "bad", "unchecked")


@pytest.fixture(autouse=True)
def no_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches the network."""

    async def trouble(_self: names.Names) -> str:
        return "the name server does not answer"

    monkeypatch.setattr(names.Names, "trouble", trouble)


def test_fresh_installation_is_no_failure_and_gets_no_database(run: CommandLine) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert {line.split()[0] for line in out.splitlines()} <= {"good", "warn", "unchecked"}
    assert "good      Test letter: kept in the local mailbox" in out
    assert not (run.directory / "data" / "inquiries.db").exists()
    assert (run.directory / "data").stat().st_mode & 0o077 == 0


def test_installation_in_use_is_looked_over(run: CommandLine) -> None:
    run("migrate")
    code, out, err = run("doctor", "--to", "ana@charity.example")
    assert (code, err) == (0, "")
    assert "good      Database: SQLite answers, at revision " in out
    assert all(line.split()[0] in GRADES for line in out.splitlines())


def test_something_bad_ends_with_1_and_shows_no_secret(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (run.directory / "dkim.pem").write_text(keys.RSA)
    port = free_port()
    monkeypatch.setenv("INQUIRIES_SMTP_URL", f"smtp://ana:geheim@127.0.0.1:{port}?tls=none")
    monkeypatch.setenv("INQUIRIES_IMAP_URL", f"imap://ana:geheim@127.0.0.1:{port}?tls=none")
    monkeypatch.setenv("INQUIRIES_DKIM_KEY", "dkim.pem")
    monkeypatch.setenv("INQUIRIES_MAIL_FROM", "contact@charity.example")
    run("migrate")
    code, out, err = run("doctor", "--to", "bo@gazette.example", "--wait", "2")
    assert (code, err) == (1, "")
    assert "bad       Test letter to bo@gazette.example: no connection: " in out
    assert "bad       Test letter to our own reply address: no connection: " in out
    assert "geheim" not in out
    assert keys.RSA.splitlines()[1][:20] not in out


@pytest.mark.parametrize("arguments", [("--to", "nobody"), ("--wait", "0"), ("--wait", "9999")])
def test_wrong_usage_ends_with_2(run: CommandLine, arguments: tuple[str, str]) -> None:
    code, out, err = run("doctor", *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_settings_that_cannot_be_used_are_one_line(run: CommandLine) -> None:
    (run.directory / "inquiries.toml").write_text('dkim_key = "inquiries.toml"\n')
    assert run("doctor") == (
        1,
        "",
        'inquiries.toml, line 1: "dkim_key" names a file that holds no private key in PEM form.\n',
    )


async def test_check_that_breaks_is_a_finding_and_the_others_go_on(case) -> None:
    async def broken_pipe(_case):
        yield good("fine so far")
        raise RuntimeError("with something secret in it")

    async def shut(_case):
        raise StorageUnavailable("the disk is full")
        yield

    async def fine(_case):
        yield warn("fine")

    assert [found async for found in checks.findings(case(), (broken_pipe, shut, fine))] == [
        good("fine so far"),
        bad("Broken pipe: the check broke (RuntimeError)"),
        bad("Shut: The database does not answer: the disk is full."),
        warn("fine"),
    ]


def test_every_finding_is_one_line() -> None:
    assert str(unchecked("two\nlines\r\n")) == "unchecked two lines"
    assert str(bad("one")) == "bad       one"
