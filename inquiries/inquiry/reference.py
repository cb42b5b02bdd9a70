"""References and receipt tokens, both computed from an inquiry's id with a secret of this database.

A reference reads M7K-4QX2: 30 bits in Crockford's base 32 and a check character. The id is put through a keyed
permutation, so references can neither be counted nor guessed from one another, and need no index of their own.
"""

import base64
import hmac
import secrets as randomness
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256

import sqlalchemy as sa

from inquiries.database import statements
from inquiries.database.engine import Tx
from inquiries.database.tables import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # https://www.crockford.com/base32.html: no I, L, O, U
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_HALF = 0x7FFF
_ROUNDS = 6
CAPACITY = 1 << 30
_NUMBER_BYTES, _CODE_BYTES = 4, 16  # of a token: which inquiry, and 128 bits that cannot be guessed


@dataclass(frozen=True, slots=True)
class Keys:
    """The database's secret behind references and tokens: it is kept and restored with the data."""

    secret: bytes

    def reference(self, id: int) -> str:
        """The reference of inquiry number `id`, 0 < id < 2**30."""
        if not 0 < id < CAPACITY:
            raise ValueError(f"no reference for {id}")
        number = self._permute(id)
        values = [number >> shift & 31 for shift in range(25, -1, -5)]
        letters = "".join(ALPHABET[value] for value in (*values, _check(values)))
        return f"{letters[:3]}-{letters[3:]}"

    def number(self, reference: str) -> int | None:
        """The id behind a reference as people type it (case, spaces, O for 0 …); None when it is none."""
        values = [_VALUES.get(letter, -1) for letter in reference.upper() if letter not in " -–·."]
        if len(values) != 7 or -1 in values or _check(values[:6]) != values[6]:
            return None
        number = 0
        for value in values[:6]:
            number = number << 5 | value
        return self._permute_back(number) or None

    def token(self, id: int) -> str:
        """The unguessable part of the receipt page's address; what it says of the id cannot be counted either."""
        body = self._permute(id).to_bytes(_NUMBER_BYTES, "big")
        return base64.urlsafe_b64encode(body + self._code(body)).rstrip(b"=").decode()

    def inquiry(self, token: str) -> int | None:
        """The id a receipt token was made for; None when it was not made here."""
        try:
            raw = base64.b64decode(token.encode("ascii") + b"=", altchars=b"-_", validate=True)
        except ValueError:
            return None
        body, code = raw[:_NUMBER_BYTES], raw[_NUMBER_BYTES:]
        if not hmac.compare_digest(code, self._code(body)):
            return None
        id = self._permute_back(int.from_bytes(body, "big"))
        return id if self.token(id) == token else None

    def address_code(self, id: int, email: str) -> str:
        """What only a mail to `email` says about inquiry `id`: whoever has it reads that mailbox. 128 bits."""
        said = b"address %d " % id + email.lower().encode()
        code = hmac.digest(self.secret, said, sha256)[:_CODE_BYTES]
        return base64.urlsafe_b64encode(code).rstrip(b"=").decode()

    def _code(self, body: bytes) -> bytes:
        own = _receipts(self.secret).copy()
        own.update(body)
        return own.digest()[:_CODE_BYTES]

    def _permute(self, number: int) -> int:
        """A Feistel network over two halves of 15 bits: every number below 2**30 goes to another, and back."""
        return _permuted(self.secret, number)

    def _permute_back(self, number: int) -> int:
        left, right = number >> 15, number & _HALF
        for turn in reversed(range(_ROUNDS)):
            left, right = right ^ _round(self.secret, turn, left), left
        return left << 15 | right


async def keys(tx: Tx) -> Keys:
    """The keys of this database, made the first time they are asked for."""
    fresh = {"name": "reference", "value": randomness.token_bytes(32)}
    await tx.execute(statements.insert_new(tx, secrets).values(fresh))
    kept = await tx.execute(sa.select(secrets.c.value).where(secrets.c.name == "reference"))
    return Keys(bytes(kept.scalar_one()))


@lru_cache(maxsize=16)
def _receipts(secret: bytes) -> hmac.HMAC:
    """To be copied: hmac.digest() gives up Python's lock, and under load there is always somebody who takes it."""
    return hmac.new(secret, b"receipt ", sha256)


@lru_cache(maxsize=4096)  # asked for the receipt's address, and again when the inquiry is opened
def _permuted(secret: bytes, number: int) -> int:
    left, right = number >> 15, number & _HALF
    for turn in range(_ROUNDS):
        left, right = right, left ^ _round(secret, turn, right)
    return left << 15 | right


def _round(secret: bytes, turn: int, half: int) -> int:
    digest = blake2b(b"%d %d" % (turn, half), key=secret, digest_size=2).digest()
    return int.from_bytes(digest, "big") & _HALF


def _check(values: list[int]) -> int:
    """Σ xⁱ·valueᵢ in GF(32): finds every single wrong character and every two that changed places."""
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    return (value << 1) ^ 0b100101 if value & 16 else value << 1
