"""Accounts from the command line: added, listed, shut, given another password."""

import asyncio

import pytest

from inquiries.database.engine import Database
from inquiries.people import accounts, passwords

ANA = ("staff", "add", "Ana@example.org", "--name", "Ana Alves", "--desk", "media", "--password-stdin")
DEE = ("staff", "add", "dee@example.org", "--name", "Dee Dunn", "--role", "administrator", "--password-stdin")
SECRET = "seven grey herons\n"


def test_added_people_stand_in_the_list(run):
    assert run(*ANA, piped=SECRET) == (
        0,
        "Ana Alves may sign in with ana@example.org: member, media.\n",
        "",
    )
    assert run(*DEE, piped=SECRET) == (
        0,
        "Dee Dunn may sign in with dee@example.org: administrator, media, events.\n",
        "",
    )
    assert run("staff", "list") == (
        0,
        "EMAIL            NAME       ROLE           DESKS          STATE\n"
        "ana@example.org  Ana Alves  member         media          active\n"
        "dee@example.org  Dee Dunn   administrator  events, media  active\n",
        "",
    )


def test_member_without_a_desk_works_on_the_default_one(run):
    told = run("staff", "add", "bo@example.org", "--name", "Bo", "--password-stdin", piped=SECRET)
    assert told == (0, "Bo may sign in with bo@example.org: member, media.\n", "")


@pytest.mark.parametrize(
    ("arguments", "piped", "line"),
    [
        (["a@x.example", "--name", "A", "--desk", "medai"], SECRET, 'There is no desk "medai". Did you mean "media"?'),
        (["ana@example.org", "--name", "A", "--desk", "x"], SECRET, 'There is no desk "x". There are: media, events.'),
        (["ana", "--name", "Ana"], SECRET, '"ana" cannot be an email address.'),
        (["ana@example.org", "--name", " "], SECRET, "Give the person's name on one line: --name 'Ana Alves'."),
        (["ana@example.org", "--name", "Ana"], "short\n", "Enter a password of at least 12 characters."),
        (["ana@example.org", "--name", "Ana"], "", "Enter a password of at least 12 characters."),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_wrong_usage(run, arguments, piped, line):
    assert run("staff", "add", *arguments, "--password-stdin", piped=piped) == (2, "", f"{line}\n")


def test_without_a_terminal_the_password_has_to_be_piped(run):
    line = "There is no terminal to ask for a password: pipe one in with --password-stdin.\n"
    assert run("staff", "add", "ana@example.org", "--name", "Ana", piped=SECRET) == (2, "", line)
    run(*ANA, piped=SECRET)
    assert run("staff", "password", "ana@example.org", piped=SECRET) == (2, "", line)


def test_same_address_twice_fails(run):
    run(*ANA, piped=SECRET)
    assert run(*ANA, piped=SECRET) == (1, "", "There is an account for ana@example.org already.\n")


def test_disabled_account_says_so_and_twice_does_no_harm(run):
    run(*ANA, piped=SECRET)
    assert run("staff", "disable", "ana@example.org") == (0, "Ana Alves can no longer sign in.\n", "")
    assert run("staff", "disable", "ANA@example.org") == (0, "Ana Alves was disabled before.\n", "")
    assert run("staff", "list")[1].splitlines()[1].endswith("disabled")


def test_last_administrator_cannot_be_disabled(run):
    run(*DEE, piped=SECRET)
    line = "Dee Dunn is the only administrator left. Add another one first.\n"
    assert run("staff", "disable", "dee@example.org") == (1, "", line)


@pytest.mark.parametrize("command", ["disable", "password"])
def test_unknown_address_gets_the_nearest_right_one(run, command):
    run(*ANA, piped=SECRET)
    line = "Nobody has the address anna@example.org. Did you mean ana@example.org?\n"
    assert run("staff", command, "anna@example.org", piped=SECRET) == (1, "", line)


def test_new_password_is_the_one_that_opens(run, here):
    run(*ANA, piped=SECRET)
    told = run("staff", "password", "ana@example.org", "--password-stdin", piped="eight blue herons\r\n")
    assert told == (0, "Ana Alves has a new password and is signed out everywhere.\n", "")
    assert opens(here, "eight blue herons")
    assert not opens(here, SECRET.strip())


def opens(here, password: str) -> bool:
    async def check() -> bool:
        database = Database(f"sqlite:///{here / 'data' / 'inquiries.db'}")
        try:
            async with database.read() as db:
                found = await accounts.credentials(db, "ana@example.org")
            return found is not None and await passwords.verify(found.password_hash, password)
        finally:
            await database.dispose()

    return asyncio.run(check())
