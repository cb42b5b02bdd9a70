"""Proof that a form came from our own page: a token bound to the session, and the origin it says."""

import hashlib
import hmac

from aiohttp import web
from yarl import URL

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def token(session_secret: str) -> str:
    """The token for the forms of one session; tells nothing of the secret."""
    return hmac.new(session_secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def check(request: web.Request, session_secret: str, given: object, *, base_url: str) -> bool:
    """Whether an unsafe request may act: right token, and no other site as its origin. Safe methods pass."""
    if request.method in _SAFE:
        return True
    right = isinstance(given, str) and hmac.compare_digest(
        given.encode("utf-8", "surrogatepass"), token(session_secret).encode()
    )
    return right and same_origin(request, base_url)


def same_origin(request: web.Request, base_url: str) -> bool:
    """Whether the browser says the request comes from our own pages.

    Sec-Fetch-Site is the browser's own word; else Origin must be BASE_URL's. Programs and very old
    browsers send neither, and cannot be made to act for a stranger without the token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        said, ours = URL(origin), URL(base_url)
    except ValueError:
        return False
    # Compared with the ports spelt out: ":443" may stand in BASE_URL and never does in Origin.
    return (said.scheme, said.host, said.port) == (ours.scheme, ours.host, ours.port)
