"""`staff`: who may sign in. Passwords come from the keyboard or a pipe, never from the command line."""

import sys
from typing import get_args

import click

from inquiries import clock
from inquiries.commands import opened
from inquiries.commands.one_line import Failed
from inquiries.database.engine import Database
from inquiries.people import accounts, passwords
from inquiries.people.accounts import Role, Staff
from inquiries.settings import Settings
from inquiries.settings.known import nearest

FROM_STDIN = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input, one line."
)


@click.group(help="Add, list and disable staff accounts; set passwords.")
def staff() -> None:
    pass


@staff.command(help="Add somebody who may sign in.")
@click.argument("email")
@click.option("--name", required=True, help="The name that senders and colleagues see.")
@click.option(
    "--desk",
    "desks",
    multiple=True,
    help="A desk this person works on; may be repeated. Without it an administrator works on every desk, "
    "a member on the default one.",
)
@click.option(
    "--role",
    type=click.Choice(get_args(Role)),
    default="member",
    show_default=True,
    help="A member sees the inquiries of their desks; an administrator sees all, and what runs behind them.",
)
@FROM_STDIN
def add(email: str, name: str, desks: tuple[str, ...], role: Role, from_stdin: bool) -> None:
    settings = opened.settings_here()
    if not accounts.address(email):
        raise click.UsageError(f'"{email}" cannot be an email address.')
    name = name.strip()
    if not name or not name.isprintable():
        raise click.UsageError("Give the person's name on one line: --name 'Ana Alves'.")
    wanted = _desks(settings, desks, role)
    password = _password(settings, email, name, from_stdin)
    click.echo(opened.run(_add(settings, email, name, wanted, role, password)))


@staff.command("list", help="Show every account.")
def show() -> None:
    people = opened.run(_all(opened.settings_here()))
    rows = [("EMAIL", "NAME", "ROLE", "DESKS", "STATE")]
    for person in people:
        state = "disabled" if person.disabled else "active"
        rows.append((person.email, person.name, person.role, ", ".join(sorted(person.desks)) or "-", state))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


@staff.command(help="Shut an account and end its sessions. What the person did stays in the history.")
@click.argument("email")
def disable(email: str) -> None:
    click.echo(opened.run(_disable(opened.settings_here(), email)))


@staff.command(help="Set a new password and end the person's sessions.")
@click.argument("email")
@FROM_STDIN
def password(email: str, from_stdin: bool) -> None:
    settings = opened.settings_here()
    person = opened.run(_found(settings, email))
    new = _password(settings, person.email, person.name, from_stdin)
    click.echo(opened.run(_set_password(settings, person, new)))


def _desks(settings: Settings, asked: tuple[str, ...], role: Role) -> tuple[str, ...]:
    there = tuple(settings.desks)
    for desk in asked:
        if desk not in there:
            near = nearest(desk, there)
            hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(there)}."
            raise click.UsageError(f'There is no desk "{desk}". {hint}')
    return asked or (there if role == "administrator" else (settings.default_desk,))


def _password(settings: Settings, email: str, name: str, from_stdin: bool) -> str:
    def checked(typed: str) -> str:
        problem = passwords.problem(typed, email, name, settings.organisation.name)
        if problem is not None:
            raise click.UsageError(f"{problem}.")
        return typed

    if from_stdin:
        return checked(sys.stdin.readline().rstrip("\r\n"))
    if not sys.stdin.isatty():
        raise click.UsageError(
            "There is no terminal to ask for a password: pipe one in with --password-stdin."
        )
    typed: str = click.prompt(
        "Password", hide_input=True, confirmation_prompt="The same again", value_proc=checked, err=True
    )
    return typed


async def _add(
    settings: Settings, email: str, name: str, desks: tuple[str, ...], role: Role, password: str
) -> str:
    hashed = await passwords.hash(password)
    async with opened.house(settings) as house:
        try:
            person = await house.database.write(
                accounts.add,
                email=email,
                name=name,
                role=role,
                desks=desks,
                password_hash=hashed,
                now=clock.now(),
            )
            await house.database.write(accounts.name_leads, settings.safeguarding.leads)
        except accounts.AlreadyThere as there:
            raise Failed(f"There is an account for {there} already.") from None
    return f"{person.name} may sign in with {person.email}: {role}, {', '.join(desks)}."


async def _all(settings: Settings) -> tuple[Staff, ...]:
    async with opened.house(settings) as house, house.database.read() as db:
        return await accounts.all(db)


async def _disable(settings: Settings, email: str) -> str:
    async with opened.house(settings) as house:
        person = await _person(house.database, email)
        try:
            await house.database.write(accounts.disable, person.id, clock.now())
        except accounts.LastAdministrator:
            raise Failed(f"{person.name} is the only administrator left. Add another one first.") from None
    return f"{person.name} {'was disabled before' if person.disabled else 'can no longer sign in'}."


async def _found(settings: Settings, email: str) -> Staff:
    async with opened.house(settings) as house:
        return await _person(house.database, email)


async def _set_password(settings: Settings, person: Staff, password: str) -> str:
    hashed = await passwords.hash(password)
    async with opened.house(settings) as house:
        await house.database.write(accounts.set_password, person.id, hashed)
    return f"{person.name} has a new password and is signed out everywhere."


async def _person(database: Database, email: str) -> Staff:
    """Raises Failed, with the address that was probably meant."""
    async with database.read() as db:
        found = await accounts.by_email(db, email)
        if found is not None:
            return found
        near = nearest(email, tuple(person.email for person in await accounts.all(db)))
    hint = f"Did you mean {near}?" if near else "See them all with: staff list."
    raise Failed(f"Nobody has the address {email}. {hint}")
