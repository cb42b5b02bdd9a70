"""Secrets that are handed out once and kept only as hashes. Knows nothing of what they open."""

import hashlib
import secrets


def new() -> str:
    """A fresh secret of 256 bits, safe in links and cookies."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    """What is stored of `token`, or of whatever a stranger sent in its place.

    A plain SHA-256 is enough: nobody can guess their way to 256 random bits.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
