"""What the request alone can know of a submission and its verdict needs (spam/): noted, not judged. Pure.

No address is noted and no hash of one: only how much came from there lately.
"""

from collections.abc import Mapping
from datetime import datetime

HONEYPOT = "website"  # a box no person sees
QUICK = 60  # seconds: how much longer somebody took says nothing


def noted(
    given: Mapping[str, object], *, drawn: datetime | None, now: datetime, lately: int
) -> dict[str, object]:
    """As the submission's row keeps it: only what says something."""
    found: dict[str, object] = {}
    if given.get(HONEYPOT):
        found["trapped"] = True
    took = (now - drawn).total_seconds() if drawn is not None else QUICK
    if took < QUICK:
        found["filled_in"] = max(round(took, 1), 0)
    if lately > 1:
        found["lately"] = lately
    return found
