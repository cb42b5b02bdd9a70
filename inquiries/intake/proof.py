"""Proof of work: a figure that takes a browser a second to find and us a moment to check. Pure.

As in Hashcash (http://www.hashcash.org/papers/hashcash.pdf), over the page's own token: nothing is stored, nobody else
is asked, and js/proof.js looks for it while the sender types.
"""

import re
from hashlib import sha256

BITS = 15  # about 33,000 tries
_FIGURE = re.compile("[0-9]{1,12}")


def solved(token: str, figure: str) -> bool:
    """Whether SHA-256 of "token:figure" begins with BITS noughts."""
    if not _FIGURE.fullmatch(figure):
        return False
    digest = sha256(f"{token}:{figure}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0
