"""Addresses that lead an answer home: reply+m7k4qx2-<code>@… Knows no inquiry, only how to sign what it is given.

The code is 128 bits nobody can guess. What follows the base is lower-case letters, digits and "-", so that it
survives every server that folds case, and each kind is signed for itself: none can pass for another.
"""

import base64
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from inquiries.mail import address

Kind = Literal["inquiry", "staff", "bounce"]

LONGEST_BASE = 20  # characters before the @: with the longest tag they make the 64 of RFC 5321 4.5.3.1.1
_MAC_BYTES = 16
_LARGEST_ID = 2**31 - 1
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_REFERENCE = re.compile(r"[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}")
# One pattern for each kind: a base may itself end in what looks like a part of a tag, so all are tried.
_REF, _MAC, _START = "([0-9a-hjkmnp-tv-z]{7})", "([a-z2-7]{26})", "(?:.*[+-])?"
_TAGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("inquiry", re.compile(f"{_START}{_REF}-(){_MAC}")),
    ("staff", re.compile(f"{_START}{_REF}-s([0-9a-z]{{1,6}})-{_MAC}")),
    ("bounce", re.compile(f"{_START}{_REF}-b()-{_MAC}")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one of our addresses was made for. `reference` as people read it: M7K-4QX2."""

    kind: Kind
    reference: str
    staff_id: int | None = None


class Addresses:
    """The addresses made from one base, such as reply@charity.example, with one secret.

    Where the base holds a "+" already, as with a mailbox of a large provider, the tag follows a "-":
    press+desk@mail.example → press+desk-m7k4qx2-…@mail.example.
    """

    def __init__(self, secret: bytes, base: str) -> None:
        """Raises ValueError, as a predicate, where no address can be made from the base."""
        found = address.parse(base)
        if found is None or not found.plain or '"' in found.local:
            raise ValueError('should be a plain address like "reply@charity.example"')
        if len(found.local) > LONGEST_BASE:
            raise ValueError(f"should have at most {LONGEST_BASE} characters before the @")
        self._secret, self._local, self._domain = secret, found.local, found.domain
        self._joint = "-" if "+" in found.local else "+"

    def for_inquiry(self, reference: str) -> str:
        """Where the person who asked answers to."""
        return self._made("inquiry", reference)

    def for_staff(self, reference: str, staff_id: int) -> str:
        """Where one staff member, and nobody else, answers a notification."""
        if not 0 < staff_id <= _LARGEST_ID:
            raise ValueError(f"no address for staff member {staff_id}")
        return self._made("staff", reference, _base36(staff_id))

    def for_bounce(self, reference: str) -> str:
        """The envelope sender of our letters."""
        return self._made("bounce", reference)

    def read(self, written: str) -> Found | None:
        """What an address was made for here; None for any other. Never raises.

        The code decides, not the base: answers to letters from before the base was changed still find home.
        """
        local = written.strip().strip("<>").rpartition("@")[0].lower()
        if len(local) > 320 or not local.isascii():
            return None
        return next(self._readings(local), None)

    def ours(self, written: str) -> bool:
        """Whether it is the base, with any tag or none: signed or not. Never raises."""
        found = address.parse(written.strip().strip("<>"))
        if found is None or found.domain.lower() != self._domain.lower():
            return False
        local, own = found.local.lower(), self._local.lower()
        return local == own or local.startswith(own + self._joint)

    def _made(self, kind: Kind, reference: str, number: str = "") -> str:
        if not _REFERENCE.fullmatch(reference):
            raise ValueError(f"no address for {reference!r}")
        short = reference.replace("-", "").lower()
        between = {"inquiry": "", "staff": f"s{number}-", "bounce": "b-"}[kind]
        code = self._code(kind, short, number)
        return f"{self._local}{self._joint}{short}-{between}{code}@{self._domain}"

    def _readings(self, local: str) -> Iterator[Found]:
        for kind, pattern in _TAGS:
            if tag := pattern.fullmatch(local):
                short, number, code = tag.groups()
                if hmac.compare_digest(code, self._code(kind, short, number)):
                    reference = f"{short[:3]}-{short[3:]}".upper()
                    yield Found(kind, reference, int(number, 36) if number else None)

    def _code(self, kind: Kind, short: str, number: str) -> str:
        mac = hmac.digest(self._secret, f"reply address {kind} {short} {number}".encode(), sha256)
        return base64.b32encode(mac[:_MAC_BYTES]).decode().rstrip("=").lower()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
    return digits
