import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import argon2
import pytest

from inquiries.database.engine import Database
from inquiries.people import accounts, links, passwords, sessions, sign_in, sweep
from inquiries.people.accounts import Staff
from inquiries.people.sign_in import SignedIn, Throttled, Wrong

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
ANAS_PASSWORD = "eleven rivers and a mill"


HOME = "203.0.113.7"
SECOND = timedelta(seconds=1)


@pytest.fixture
async def ana(database: Database, ana: Staff) -> Staff:
    await database.write(accounts.set_password, ana.id, await passwords.hash(ANAS_PASSWORD))
    return ana


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The stored hash each time a password was looked at; None for nobody's."""
    seen: list[str | None] = []
    verify = passwords.verify

    async def watched(stored: str | None, password: str) -> bool:
        seen.append(stored)
        return await verify(stored, password)

    monkeypatch.setattr(passwords, "verify", watched)
    return seen


async def whose(database: Database, answer: SignedIn | Wrong | Throttled) -> Staff | None:
    assert isinstance(answer, SignedIn)
    async with database.read() as db:
        session = await sessions.find(db, answer.token, NOW)
    return session and session.staff


async def test_the_right_password_opens_a_session(database: Database, ana: Staff) -> None:
    answer = await sign_in.sign_in(database, " ANA@example.org", ANAS_PASSWORD, HOME, NOW)
    assert isinstance(answer, SignedIn)
    assert (answer.staff, await whose(database, answer)) == (ana, ana)


async def test_every_sign_in_opens_a_session_of_its_own(database: Database, ana: Staff) -> None:
    answers = [await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW) for _ in range(2)]
    assert len({answer.token for answer in answers if isinstance(answer, SignedIn)}) == 2


async def test_wrong_unknown_disabled_and_without_password_are_one_answer_for_one_check_each(
    database: Database, ana: Staff, cy: Staff, checked: list[str | None]
) -> None:
    eve = await database.write(
        accounts.add,
        email="eve@example.org",
        name="Eve",
        role="member",
        desks=["media"],
        password_hash=await passwords.hash(ANAS_PASSWORD),
        now=NOW,
    )
    await database.write(accounts.disable, eve.id, NOW)
    tries = [
        ("ana@example.org", "twelve rivers and a mill"),
        ("bo@example.com", ANAS_PASSWORD),
        ("eve@example.org", ANAS_PASSWORD),
        ("cy@example.org", ""),
        ("not an address", ANAS_PASSWORD),
    ]
    answers = [
        await sign_in.sign_in(database, email, password, f"198.51.100.{n}", NOW)
        for n, (email, password) in enumerate(tries)
    ]
    assert answers == [Wrong()] * 5
    assert [bool(stored) for stored in checked] == [True, False, False, False, False]


@pytest.mark.parametrize("bad", ["\0", "\ud800", "", "x" * 1_000_000, "a\u0316\u0301" * 300_000])
async def test_no_text_a_stranger_types_is_an_error(database: Database, ana: Staff, bad: str) -> None:
    answers = [
        await sign_in.sign_in(database, bad, ANAS_PASSWORD, "198.51.100.1", NOW),
        await sign_in.sign_in(database, f"{bad}@example.org", ANAS_PASSWORD, "198.51.100.2", NOW),
        await sign_in.sign_in(database, "ana@example.org", bad, "198.51.100.3", NOW),
    ]
    assert answers == [Wrong()] * 3


async def test_after_three_wrong_passwords_even_the_right_one_waits(
    database: Database, ana: Staff, checked: list[str | None]
) -> None:
    for _ in range(3):
        await sign_in.sign_in(database, "ana@example.org", "wrong", HOME, NOW)
    early = await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW)
    assert (early, len(checked)) == (Throttled(SECOND), 3)
    in_time = await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW + SECOND)
    assert isinstance(in_time, SignedIn)


async def test_an_unknown_account_is_throttled_like_a_known_one(database: Database, ana: Staff) -> None:
    known, unknown = [
        [await sign_in.sign_in(database, email, "wrong", network, NOW + n * SECOND) for n in range(8)]
        for email, network in (("ana@example.org", HOME), ("bo@example.com", "198.51.100.1"))
    ]
    assert known == unknown
    assert Throttled(SECOND) in known


async def test_of_fifty_tries_at_once_at_most_ten_passwords_are_looked_at(
    database: Database, ana: Staff, checked: list[str | None]
) -> None:
    answers: list[Any] = await asyncio.gather(
        *(
            sign_in.sign_in(database, "ana@example.org", f"guess {n}", f"203.0.113.{n % 25}", NOW)
            for n in range(50)
        )
    )
    assert len(checked) == answers.count(Wrong()) <= 10
    assert answers.count(Throttled(SECOND)) == 50 - len(checked)


async def test_colleagues_who_arrive_together_at_one_network_all_get_in(database: Database) -> None:
    stored = await passwords.hash(ANAS_PASSWORD)
    for n in range(20):
        await database.write(
            accounts.add,
            email=f"a{n}@example.org",
            name=f"A {n}",
            role="member",
            desks=["media"],
            password_hash=stored,
            now=NOW,
        )
    answers = await asyncio.gather(
        *(sign_in.sign_in(database, f"a{n}@example.org", ANAS_PASSWORD, HOME, NOW) for n in range(20))
    )
    assert [type(answer) for answer in answers] == [SignedIn] * 20


async def test_a_password_hashed_more_cheaply_is_hashed_again_and_ends_no_session(
    database: Database, ana: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW)
    dearer = argon2.Parameters(argon2.Type.ID, 19, 16, 32, 2, 8, 1)
    monkeypatch.setattr(passwords, "PROFILE", dearer)
    await sign_in.sign_in(database, "ana@example.org", "wrong", HOME, NOW)
    assert await kept_cost(database) != dearer
    again = await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW)
    assert await kept_cost(database) == dearer
    assert (await whose(database, before), await whose(database, again)) == (ana, ana)


async def kept_cost(database: Database) -> argon2.Parameters:
    async with database.read() as db:
        known = await accounts.credentials(db, "ana@example.org")
    assert known is not None
    assert known.password_hash is not None
    return argon2.extract_parameters(known.password_hash)


@pytest.mark.parametrize("change", ["password", "disabled"])
async def test_an_account_that_changes_while_its_password_is_checked_lets_nobody_in(
    database: Database, ana: Staff, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    verify = passwords.verify

    async def meanwhile(stored: str | None, password: str) -> bool:
        if change == "password":
            await database.write(accounts.set_password, ana.id, "a new hash")
        else:
            await database.write(accounts.disable, ana.id, NOW)
        return await verify(stored, password)

    monkeypatch.setattr(passwords, "verify", meanwhile)
    assert await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW) == Wrong()


async def test_a_sign_in_link_opens_one_session(database: Database, ana: Staff) -> None:
    token = await database.write(links.make, "sign-in", ana.id, now=NOW)
    first, second = [await sign_in.by_link(database, token, NOW) for _ in range(2)]
    assert (await whose(database, first), second) == (ana, Wrong())


async def test_a_link_for_something_else_or_somebody_disabled_opens_none(
    database: Database, ana: Staff
) -> None:
    set_up = await database.write(links.make, "setup", now=NOW)
    await database.write(accounts.disable, ana.id, NOW)
    for_ana = await database.write(links.make, "sign-in", ana.id, now=NOW)
    answers = [await sign_in.by_link(database, token, NOW) for token in (set_up, for_ana, "guess")]
    assert answers == [Wrong()] * 3


async def test_a_sweep_takes_sessions_links_and_failures_with_it(database: Database, ana: Staff) -> None:
    token = await database.write(links.make, "sign-in", ana.id, now=NOW)
    await sign_in.sign_in(database, "ana@example.org", "wrong", HOME, NOW)
    answer = await sign_in.sign_in(database, "ana@example.org", ANAS_PASSWORD, HOME, NOW)
    await database.write(sweep.sweep, NOW)
    assert await whose(database, answer) == ana
    await database.write(sweep.sweep, NOW + timedelta(days=1))
    assert await whose(database, answer) is None
    assert await sign_in.by_link(database, token, NOW) == Wrong()
