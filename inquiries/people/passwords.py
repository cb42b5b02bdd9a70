"""Passwords: hashed with Argon2id, checked in the same time whoever asks, refused if weak. Knows no account.

Rules: NIST SP 800-63B 5.1.1.2 (length and a list of the guessable, no rules of composition, Unicode as NFKC).
"""

import asyncio
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

import argon2
import argon2.profiles

from inquiries.people import guessable
from inquiries.wording import Text

T = TypeVar("T")
Args = TypeVarTuple("Args")

SHORTEST = 12
LONGEST = 1024  # bytes; more is no safer and only costs time
# RFC 9106 section 4, second choice: 64 MiB, 3 passes, 4 lanes. About 115 ms on a small server of 2026.
PROFILE = argon2.profiles.RFC_9106_LOW_MEMORY
# Two at a time: fifty people signing in at once wait for each other and take 128 MiB, not 3 GiB.
_threads = ThreadPoolExecutor(2, thread_name_prefix="passwords")


def problem(password: str, email: str = "", name: str = "", organisation: str = "") -> Text | None:
    """What is wrong with a new password of this person; None if it will do."""
    try:
        secret = _secret(password)
    except UnicodeEncodeError:
        return Text("Enter a password without broken characters")
    if secret is None:
        return Text("Enter a shorter password")
    letters = secret.decode()
    if len(letters) < SHORTEST:
        return Text("Enter a password of at least %(count)s characters", {"count": SHORTEST})
    if _is_personal(letters, (email, email.partition("@")[0], name, organisation)):
        return Text("Enter a password that is not your name, your email address or the organisation’s name")
    if guessable.is_guessable(letters):
        return Text("Enter a password that is harder to guess")
    return None


async def hash(password: str) -> str:
    """For storing. Raises ValueError for a password too long or broken; ask `problem` first."""
    secret = _secret(password)
    if secret is None:
        raise ValueError(f"a password has at most {LONGEST} bytes")
    return await _in_thread(_hasher().hash, secret)


async def verify(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`. Without one it takes just as long and is never right."""
    try:
        secret = _secret(password)
    except UnicodeEncodeError:
        secret = None
    matches = await _in_thread(_matches, stored or _nobodys(), secret or b"")
    return matches and stored is not None and secret is not None


def outdated(stored: str) -> bool:
    """Whether it was hashed more cheaply, or more dearly, than new ones are: time to hash it again."""
    return _hasher().check_needs_rehash(stored)


def _secret(password: str) -> bytes | None:
    """What is hashed; None if too long. Length first: normalising a megabyte takes its time."""
    if len(password) > LONGEST:
        return None
    encoded = unicodedata.normalize("NFKC", password).encode()
    return encoded if len(encoded) <= LONGEST else None


def _is_personal(password: str, facts: tuple[str, ...]) -> bool:
    """Digits behind and signs between make a name no better."""
    reading = guessable.without_digits_behind(guessable.plain(password))
    known = {guessable.without_digits_behind(guessable.plain(fact)) for fact in facts}
    return bool(reading) and reading in known


def _hasher() -> argon2.PasswordHasher:
    return argon2.PasswordHasher.from_parameters(PROFILE)


def _nobodys() -> str:
    """A hash no password has, which costs as much to check as any."""
    salt, tag = (
        b64encode(bytes(size)).rstrip(b"=").decode() for size in (PROFILE.salt_len, PROFILE.hash_len)
    )
    cost = f"m={PROFILE.memory_cost},t={PROFILE.time_cost},p={PROFILE.parallelism}"
    return f"$argon2id$v={PROFILE.version}${cost}${salt}${tag}"


def _matches(stored: str, secret: bytes) -> bool:
    try:
        return _hasher().verify(stored, secret)
    except argon2.exceptions.VerifyMismatchError:
        return False


async def _in_thread(work: Callable[[*Args], T], *args: *Args) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *args)
