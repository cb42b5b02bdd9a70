import asyncio
import threading
import time

import argon2
import argon2.profiles
import pytest

from inquiries.people import passwords
from inquiries.wording import Text

LONG_ENOUGH = "eleven rivers and a mill"
PERSONAL = Text("Enter a password that is not your name, your email address or the organisation’s name")


@pytest.mark.parametrize(
    ("password", "wanted"),
    [
        (LONG_ENOUGH, None),
        ("ёлки зелёные", None),
        ("739201846572", None),
        ("eleven rive", Text("Enter a password of at least %(count)s characters", {"count": 12})),
        ("", Text("Enter a password of at least %(count)s characters", {"count": 12})),
        ("e\u0301" * 6, Text("Enter a password of at least %(count)s characters", {"count": 12})),
        ("x" * 1025, Text("Enter a shorter password")),
        ("é" * 513, Text("Enter a shorter password")),
        ("\ufdfa" * 60, Text("Enter a shorter password")),
        ("eleven rivers \ud800", Text("Enter a password without broken characters")),
        ("ana.alves@example.org", PERSONAL),
        ("Ana.Alves@Example.ORG 2026", PERSONAL),
        ("ana-alves-1234", PERSONAL),
        ("Example Organisation!", PERSONAL),
        ("ANA MARIA ALVES", PERSONAL),
        ("password1234", Text("Enter a password that is harder to guess")),
    ],
)
def test_a_new_password_is_judged_by_length_person_and_guessability(
    password: str, wanted: Text | None
) -> None:
    found = passwords.problem(password, "ana.alves@example.org", "Ana Maria Alves", "Example Organisation")
    assert found == wanted


def test_exactly_twelve_characters_and_1024_bytes_will_do() -> None:
    longest = (LONG_ENOUGH * 50)[:1024]
    assert (passwords.problem("eleven river", ""), passwords.problem(longest, "")) == (None, None)


async def test_a_password_is_verified_and_another_is_not() -> None:
    stored = await passwords.hash(LONG_ENOUGH)
    assert stored.startswith("$argon2id$")
    assert await passwords.verify(stored, LONG_ENOUGH)
    assert not await passwords.verify(stored, LONG_ENOUGH + " ")


async def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    stored = await passwords.hash("E\u0301lodie et les onze rivi\u00e8res")
    assert await passwords.verify(stored, "\u00c9lodie et les onze rivie\u0300res")


async def test_whoever_has_no_password_cannot_get_in_with_any() -> None:
    assert [await passwords.verify(None, password) for password in ("", LONG_ENOUGH)] == [False, False]


@pytest.mark.parametrize("password", ["x" * 1_000_000, "\ud800", "a\u0316\u0301" * 300_000, "\ufdfa" * 1024])
async def test_a_password_no_account_can_have_is_wrong_and_cheap(password: str) -> None:
    stored = await passwords.hash("")
    began = time.perf_counter()
    assert not await passwords.verify(stored, password)
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("password", ["x" * 1025, "\ud800"])
async def test_a_password_that_cannot_be_kept_is_not_hashed(password: str) -> None:
    with pytest.raises(ValueError, match=r"1024 bytes|surrogates"):
        await passwords.hash(password)


async def test_checking_nobodys_password_does_the_same_work_as_checking_somebodys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[argon2.Parameters] = []
    matches = passwords._matches

    def watched(stored: str, secret: bytes) -> bool:
        checked.append(argon2.extract_parameters(stored))
        return matches(stored, secret)

    monkeypatch.setattr(passwords, "_matches", watched)
    await passwords.verify(await passwords.hash(LONG_ENOUGH), "another password")
    await passwords.verify(None, "another password")
    assert checked == [argon2.profiles.CHEAPEST] * 2


def test_the_real_profile_is_the_one_of_rfc_9106(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    real = passwords.PROFILE
    assert (real.memory_cost, real.time_cost, real.parallelism) == (64 * 1024, 3, 4)


async def test_a_hash_of_other_cost_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = await passwords.hash(LONG_ENOUGH)
    before = passwords.outdated(stored)
    monkeypatch.setattr(passwords, "PROFILE", argon2.Parameters(argon2.Type.ID, 19, 16, 32, 2, 8, 1))
    assert (before, passwords.outdated(stored)) == (False, True)
    assert await passwords.verify(stored, LONG_ENOUGH)


async def test_fifty_at_once_are_hashed_two_at_a_time_beside_the_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def slow(_stored: str, _secret: bytes) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.005)
        with lock:
            running -= 1
        return False

    monkeypatch.setattr(passwords, "_matches", slow)
    checks = asyncio.gather(*(passwords.verify(None, LONG_ENOUGH) for _ in range(50)))
    beats = 0
    while not checks.done():
        await asyncio.sleep(0.001)
        beats += 1
    assert (most, beats > 10) == (2, True)
